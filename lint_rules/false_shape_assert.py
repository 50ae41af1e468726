"""An assert on a shape that never holds, or that always does.

## What it does
Finds `assert X.shape == ...` that contradicts the shape of `X`, or names its lengths in another order (a warning, for
they may be equal), and `assert (condition, "message")`, which is a tuple and always true.

## Why is this bad?
The one fails on every run. The other checks nothing, though it reads as if it did.

## Example
```python
w = np.zeros((4, 1))
assert w.shape == (4,)
assert (w.shape == (4, 1), "w is a column")
```

## Use instead
```python
assert w.shape == (4, 1), "w is a column"
```

## Fix safety
Unsafe: an assert that is a tuple becomes one that can fail.

## References
- [The assert statement](https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeguard.inference.facts import Failure, Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.refusals import RefusalRule
from shapeguard.linting.rule import Invalid, Judgement, Replacement
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst


class FalseShapeAssert(RefusalRule):
    """``assert np.zeros((4, 1)).shape == (4,)``."""

    code = "SG411"
    name = "false-shape-assert"
    kind = Mismatch.ASSERT
    advice = "change the assert or the code, whichever is wrong"

    def judge(self, fact: Failure, node: libcst.CSTNode) -> Judgement | None:
        import libcst as cst

        if isinstance(node, cst.Assert) and isinstance(node.test, cst.Tuple):
            help = "take the condition and its message out of the brackets"
            return Judgement(Severity.WARNING, f"{quote(node)}: {fact.reason}", help)
        return super().judge(fact, node)

    def repair(self, fact: Failure, node: libcst.CSTNode) -> Replacement | None:
        import libcst as cst

        if not isinstance(node, cst.Assert) or not isinstance(node.test, cst.Tuple) or len(node.test.elements) != 2:
            return None
        if fact.operands:  # the condition is known to be false: which of the two is wrong, only the author knows
            return None
        condition, message = (element.value for element in node.test.elements)
        comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
        space = cst.SimpleWhitespace(" ")
        new = cst.Assert(condition, message, comma=comma, whitespace_after_assert=space)
        return Replacement("unsafe", "take it out of the brackets", node, new)

    valid = (
        "w = np.zeros((4, 1))\nassert w.shape == (4, 1)",
        "w = np.zeros((4, 1))\nassert w.shape == (4, 1), 'a column'",
        "w = np.zeros((4, 1))\nassert w.shape[0] == 4",
        "w = np.zeros((4, 1))\nassert w.ndim == 2",
        "def f(X, n):\n    assert X.shape == (n, 1)",
        "w = np.zeros((4, 1))\nassert w.shape != (4,)",
        "def f(X):\n    n, m = X.shape\n    assert X.shape == (n, m)",
        "def f(X):\n    assert X.shape == (3, 4)\n    assert X.T.shape == (4, 3)",
        "def f(X, Y):\n    assert X.shape[1] == Y.shape[1]",
        "def f(x):\n    assert isinstance(x, (int, float)), 'a number'",
        "assert len(np.ones(3)) == 3",
        "def f(X):\n    n, m = X.shape\n    assert X.shape == (n, n), 'a square matrix'",
        "def f(X, Y):\n    assert (X.T @ Y).shape == (X.shape[1], Y.shape[1])",
    )
    invalid = (
        Invalid("w = np.zeros((3, 1))\nassert w.shape == (3,)  # !", severity=Severity.ERROR),
        Invalid("w = np.zeros((3, 1))\nassert w.shape == (1, 3)  # !", severity=Severity.ERROR),
        Invalid("w = np.zeros((3, 1))\nassert w.shape == (4, 1), 'wrong'  # !"),
        Invalid(
            "def f(X, n_h):\n    W = np.zeros((n_h, X.shape[0]))\n    assert W.shape == (X.shape[0], n_h)  # !",
            severity=Severity.WARNING,
        ),
        Invalid("def f(m):\n    Y = np.zeros((m, 1))\n    assert Y.shape == (1, m)  # !", severity=Severity.WARNING),
        Invalid("w = np.zeros((3, 1))\nassert w.shape == (3, 1, 1)  # !"),
        Invalid("w = np.zeros((3, 1))\nassert w.ndim == 1  # !"),
        Invalid("A = np.ones((2, 3))\nassert A.T.shape == (2, 3)  # !"),
        Invalid("A = np.ones((2, 3))\nassert A.sum(axis=0).shape == (2,)  # !"),
        Invalid('def f(X: Float[np.ndarray, "n m"]):\n    assert X.shape == (X.shape[0] + 1, X.shape[1])  # !'),
        Invalid(
            "w = np.zeros((3, 1))\nassert (w.shape == (3, 1), 'a column')  # !",
            "w = np.zeros((3, 1))\nassert w.shape == (3, 1), 'a column'",
            Severity.WARNING,
        ),
        Invalid(
            'def f(X):\n    assert (X.shape[0] == 2, "two rows")  # !\n    return X',
            'def f(X):\n    assert X.shape[0] == 2, "two rows"\n    return X',
            Severity.WARNING,
        ),
        Invalid("w = np.ones((2, 3))\nassert (w.shape == (3, 3), 'square')  # !", None, Severity.WARNING),
        Invalid("a = np.ones(4)\nassert a.shape == (4, 1)  # !"),
    )
