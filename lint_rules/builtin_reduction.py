"""A builtin of Python walks over an array element by element.

## What it does
Finds `sum(a)`, `sum(a, start)`, `max(a)`, `min(a)`, `any(a)` and `all(a)` on arrays; not `max(a, key=f)`, which no
function of NumPy does.

## Why is this bad?
The builtins make a Python object of every element: a hundred times slower than the reduction of NumPy, and for a matrix
`sum(A)` is the sum of the rows, while `max(A)` raises an error.

## Example
```python
total = sum(losses)
```

## Use instead
```python
total = np.sum(losses)
```

## Fix safety
Unsafe: the order of the additions, and so the last digits, and the treatment of NaN differ.

## References
- [numpy.sum](https://numpy.org/doc/stable/reference/generated/numpy.sum.html)
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import BuiltinReduction as Reduced
from shapeguard.inference.facts import Fact
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst

_REDUCTIONS = frozenset({"sum", "max", "min", "any", "all"})


class BuiltinReduction(Rule[Reduced]):
    """``sum(a)`` where ``np.sum(a)`` is meant."""

    code = "SG303"
    name = "builtin-reduction"
    facts: ClassVar[tuple[type[Fact], ...]] = (Reduced,)

    def suspects(self, fact: Reduced) -> bool:
        keywords = {each.arg for each in fact.node.keywords} if isinstance(fact.node, ast.Call) else set()
        is_plain = not keywords - ({"start"} if fact.function == "sum" else set())  # `key` looks at something else
        return fact.function in _REDUCTIONS and fact.operand.array.shape.rank != 0 and is_plain

    def is_convention(self, fact: Reduced) -> bool:
        return True

    def judge(self, fact: Reduced, node: libcst.CSTNode) -> Judgement | None:
        return Judgement(
            Severity.CONVENTION,
            f"{quote(node)} walks over {quote(fact.operand.node)} of shape {fact.operand.array.shape} in Python",
            f"use {_reduction(fact)}",
        )

    def repair(self, fact: Reduced, node: libcst.CSTNode) -> Replacement | None:
        import libcst as cst

        rank = fact.operand.array.shape.rank
        if not isinstance(node, cst.Call) or len(node.args) != 1 or rank not in (1, 2):
            return None
        if rank == 2 and fact.function != "sum":
            return None
        new = node.with_changes(func=cst.parse_expression(_reduction(fact)))
        if rank == 2:
            from shapeguard.linting.expression_edits import with_keyword

            new = with_keyword(new, "axis", "0")
        imports = () if fact.numpy else ("import numpy as np",)
        return Replacement("unsafe", f"use {_reduction(fact)}", node, new, imports)

    valid = (
        "np.sum(np.ones(3))",
        "sum([1, 2, 3])",
        "max(3, 4)",
        "a = np.ones(3)\nt = max(a, key=abs)\nu = min(a, default=0.0)\nv = max(a, 2.0)",
        "a = np.ones(3)\na.max()",
        "abs(np.ones(3))",
        "def f(a):\n    return sum(a)",
        "max(np.ones((3, 4)).shape)",
        "a = np.ones(3)\nmax(a.sum(), 1.0)",
        "all(isinstance(x, int) for x in [1, 2])",
        "len(np.ones(3))",
    )
    invalid = (
        Invalid("a = np.ones(3)\nt = sum(a)  # !", "a = np.ones(3)\nt = np.sum(a)", Severity.CONVENTION),
        Invalid("a = np.ones(3)\nt = sum(a, 0.0)  # !\nu = sum(a, start=1)  # !"),
        Invalid("a = np.ones(3)\nt = max(a)  # !", "a = np.ones(3)\nt = np.max(a)"),
        Invalid(
            "import numpy as onp\na = onp.ones(3)\nt = sum(a)  # !",
            "import numpy as onp\na = onp.ones(3)\nt = onp.sum(a)",
        ),
        Invalid("a = np.ones(3)\nt = min(a * 2)  # !", "a = np.ones(3)\nt = np.min(a * 2)"),
        Invalid("a = np.ones(3)\nt = any(a > 2)  # !", "a = np.ones(3)\nt = np.any(a > 2)"),
        Invalid("a = np.ones(3)\nt = all(a > 2)  # !", "a = np.ones(3)\nt = np.all(a > 2)"),
        Invalid("A = np.ones((3, 4))\nt = sum(A)  # !", "A = np.ones((3, 4))\nt = np.sum(A, axis=0)"),
        Invalid("A = np.ones((3, 4))\nt = sum(A[0])  # !", "A = np.ones((3, 4))\nt = np.sum(A[0])"),
        Invalid("A = np.ones((3, 4))\nt = sum(sum(A))  # !", "A = np.ones((3, 4))\nt = np.sum(np.sum(A, axis=0))"),
        Invalid("a = np.ones(3)\nt = sum(a ** 2)  # !", "a = np.ones(3)\nt = np.sum(a ** 2)"),
        Invalid("a = np.ones(3)\nmean = sum(a) / len(a)  # !", "a = np.ones(3)\nmean = np.sum(a) / len(a)"),
        Invalid(
            'def f(v: Float[np.ndarray, "n"]):\n    return sum(v ** 2)  # !',
            'def f(v: Float[np.ndarray, "n"]):\n    return np.sum(v ** 2)',
        ),
    )


def _reduction(fact: Reduced) -> str:
    return f"{fact.numpy or 'np'}.{fact.function}"
