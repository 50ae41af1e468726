"""The lengths of a new array are passed apart where NumPy wants a tuple, or as a tuple where it wants them apart.

## What it does
Finds `np.zeros(nx, 1)`, `np.ones(2, 3)`, `np.empty(n, m)`, `np.full(2, 3, 0.0)`, `np.random.randn((nx, 1))`, and
`np.eye((3, 3))`.

## Why is this bad?
The second argument of `zeros` is the dtype: NumPy raises `TypeError: Cannot interpret '1' as a data type`. Only `rand`,
`randn` and `eye` take their lengths apart, and refuse a tuple.

## Example
```python
w = np.zeros(nx, 1)
```

## Use instead
```python
w = np.zeros((nx, 1))
```

## Fix safety
Safe: the call cannot have worked.

## References
- [numpy.zeros](https://numpy.org/doc/stable/reference/generated/numpy.zeros.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeguard.inference.facts import Failure, Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.refusals import RefusalRule
from shapeguard.linting.rule import Invalid, Replacement

if TYPE_CHECKING:
    import libcst

_TAKE_A_SHAPE = frozenset({"zeros", "ones", "empty"})
_TAKE_LENGTHS = frozenset({"rand", "randn", "eye"})


class BadCreationCall(RefusalRule):
    """``np.zeros(nx, 1)``."""

    code = "SG408"
    name = "bad-creation-call"
    kind = Mismatch.CREATION
    advice = "write the lengths as one tuple: np.zeros((nx, 1))"

    def advise(self, node: libcst.CSTNode) -> str:
        import libcst as cst

        from shapeguard.linting.expression_edits import function_name

        name = function_name(node)
        given = node.args[0].value if isinstance(node, cst.Call) and node.args else None
        if name == "identity":
            return "np.identity takes one length; np.eye takes two"
        if name not in _TAKE_LENGTHS and isinstance(given, cst.Tuple):
            return "every length in the tuple is an integer, 0 or more"
        return f"{name} takes the lengths apart: {name}(nx, 1)" if name in _TAKE_LENGTHS else self.advice

    def repair(self, fact: Failure, node: libcst.CSTNode) -> Replacement | None:
        import libcst as cst

        from shapeguard.linting.expression_edits import function_name, positional

        lengths = positional(node) if isinstance(node, cst.Call) else None
        if not lengths or not isinstance(node, cst.Call):
            return None
        first, name = lengths[0].value, function_name(node)
        if name in _TAKE_LENGTHS and len(node.args) == 1 and isinstance(first, (cst.Tuple, cst.List)):
            apart = [cst.Arg(element.value, comma=element.comma) for element in first.elements]
            return Replacement("safe", "write the lengths apart", node, node.with_changes(args=apart))
        if name not in _TAKE_A_SHAPE or len(lengths) < 2:
            return None
        if any(isinstance(length.value, (cst.Tuple, cst.List)) for length in lengths):
            return None
        last = lengths[-1]
        elements = [*(cst.Element(a.value, a.comma) for a in lengths[:-1]), cst.Element(last.value)]
        rest = [argument for argument in node.args if argument.keyword is not None]
        shape = cst.Arg(cst.Tuple(elements), comma=last.comma, whitespace_after_arg=last.whitespace_after_arg)
        return Replacement("safe", "write the lengths as a tuple", node, node.with_changes(args=[shape, *rest]))

    valid = (
        "np.zeros((3, 1))",
        "np.zeros(3)",
        "np.ones((2, 3), dtype=int)",
        "np.zeros(3, int)",
        "np.zeros(3, np.float32)",
        "np.empty([2, 3])",
        "np.full((2, 3), 0.5)",
        "np.random.randn(3, 1)",
        "np.random.rand(2, 3)",
        "def f(kind):\n    return np.zeros(3, kind)",
        "np.eye(3, 4)",
        "np.zeros((3, 1), 'float32')",
    )
    invalid = (
        Invalid("w = np.zeros(4, 1)  # !", "w = np.zeros((4, 1))", Severity.ERROR),
        Invalid("n = 5\nb = np.ones(n, 1)  # !", "n = 5\nb = np.ones((n, 1))"),
        Invalid("A = np.empty(2, 2)  # !", "A = np.empty((2, 2))"),
        Invalid(
            "X = np.ones((3, 4))\nw = np.zeros(X.shape[0], 1)  # !",
            "X = np.ones((3, 4))\nw = np.zeros((X.shape[0], 1))",
        ),
        Invalid("n, m = 3, 4\nX = np.zeros(n, m)  # !", "n, m = 3, 4\nX = np.zeros((n, m))"),
        Invalid(
            "w = np.zeros(  # !\n    4,  # rows\n    1,\n)\n",
            "w = np.zeros(\n    (4,  # rows\n    1),\n)\n",
        ),
        Invalid(
            "def f(k: int):\n    return np.zeros(k + 1, 2)  # !", "def f(k: int):\n    return np.zeros((k + 1, 2))"
        ),
        Invalid("w = 0.01 * np.ones(6, 2)  # !", "w = 0.01 * np.ones((6, 2))"),
        Invalid("from numpy import zeros\nw = zeros(4, 1)  # !", "from numpy import zeros\nw = zeros((4, 1))"),
        Invalid("import numpy\nw = numpy.zeros(7, 1)  # !", "import numpy\nw = numpy.zeros((7, 1))"),
        Invalid("w = np.random.randn((4, 1))  # !", "w = np.random.randn(4, 1)", Severity.ERROR),
        Invalid("n = 3\nw = np.random.rand([n, 2,])  # !", "n = 3\nw = np.random.rand(n, 2,)", Severity.ERROR),
        Invalid("I = np.eye((3, 3))  # !", "I = np.eye(3, 3)", Severity.ERROR),
        Invalid("I = np.identity((3, 3))  # !"),
        Invalid("np.zeros(len([1, 2, 3]), 1)  # !", "np.zeros((len([1, 2, 3]), 1))"),
    )
