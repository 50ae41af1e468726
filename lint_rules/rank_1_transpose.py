"""The transpose of a rank-1 array, which does nothing.

## What it does
Finds `.T` and `transpose` of arrays of rank 1.

## Why is this bad?
`.T` reverses the axes, and one axis reversed is the same axis: `x.T` *is* `x`. Code that says `x.T` was written for a
row or a column, and where one would change the result, the result is another one than its author has in mind.

## Example
```python
x = np.random.randn(5)
row = x.T                 # still (5,)
```

## Use instead
```python
x = np.random.randn(5, 1)
row = x.T                 # (1, 5)
```

## Fix safety
Safe: a transpose that does nothing is removed. Where a row or column would change the result no fix is offered, for
nobody but the author knows what was meant.

## References
- [numpy.ndarray.T](https://numpy.org/doc/stable/reference/generated/numpy.ndarray.T.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, Transposed
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst


class RankOneTranspose(Rule[Transposed]):
    """``x.T`` of a rank-1 array is ``x``."""

    code = "SG102"
    name = "rank-1-transpose"
    facts: ClassVar[tuple[type[Fact], ...]] = (Transposed,)

    def suspects(self, fact: Transposed) -> bool:
        return fact.operand.array.shape.rank == 1

    def is_convention(self, fact: Transposed) -> bool:
        return not fact.matters

    def judge(self, fact: Transposed, node: libcst.CSTNode) -> Judgement | None:
        shape = fact.operand.array.shape
        (length,) = shape.dims
        return Judgement(
            Severity.CONVENTION if self.is_convention(fact) else Severity.WARNING,
            f"{quote(node)}: {quote(fact.operand.node)} has shape {shape}, and a transpose of rank 1 does nothing",
            f"make it a column ({length}, 1) or a row (1, {length}) first"
            if fact.matters
            else "leave the transpose out, or make the array a row or column",
        )

    def repair(self, fact: Transposed, node: libcst.CSTNode) -> Replacement | None:
        import libcst as cst

        if fact.matters:
            return None
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and not node.args:
            return Replacement("safe", "remove the transpose", node, node.func.value)
        if isinstance(node, cst.Attribute):
            return Replacement("safe", "remove the transpose", node, node.value)
        return None

    valid = (
        "np.ones((3, 1)).T",
        "np.ones((3, 4)).transpose()",
        "A = np.ones((2, 3, 4))\nA.transpose(2, 0, 1)",
        "x = np.ones((1, 5))\nnp.transpose(x)",
        'def f(x: Float[np.ndarray, "n m"]):\n    return x.T',
        "def f(x):\n    return x.T",
        "x = np.arange(6).reshape(2, 3)\ny = x.T",
        "x = np.ones(4)\ny = x[:, None].T",
        "x = np.atleast_2d(np.ones(4)).T",
        "x = np.ones(4)\ny = np.array([x, x]).T",
        "import pandas as pd\nframe = pd.DataFrame([1, 2])\nframe.T",
    )
    invalid = (
        Invalid("x = np.ones(4)\ny = x.T * 2  # !", "x = np.ones(4)\ny = x * 2", Severity.CONVENTION),
        Invalid(
            "b = np.ones(3)\nx = np.arange(3)\ny = b.T @ x  # !",
            "b = np.ones(3)\nx = np.arange(3)\ny = b @ x",
            Severity.CONVENTION,
        ),
        Invalid("x = np.ones(4)\ny = x.transpose() @ np.ones(4)  # !", "x = np.ones(4)\ny = x @ np.ones(4)"),
        Invalid("x = np.ones(4)\ny = np.dot(x, x.T)  # !", severity=Severity.WARNING),
        Invalid("x = np.ones(4)\ny = x @ x.T  # !", severity=Severity.WARNING),
        Invalid("x = np.ones(4)\nD = x - x.T  # !", severity=Severity.WARNING),
        Invalid("x = np.ones(3)\nA = np.ones((2, 3)) + x.T  # !", severity=Severity.WARNING),
        Invalid("x = np.ones(4)\ny = x.T.sum()  # !", "x = np.ones(4)\ny = x.sum()"),
        Invalid(
            'def f(v: Float[np.ndarray, "n"]):\n    return np.exp(v.T)  # !',
            'def f(v: Float[np.ndarray, "n"]):\n    return np.exp(v)',
        ),
        Invalid("x = np.ones(4)\ny = (x + 1).T / 2  # !", "x = np.ones(4)\ny = (x + 1) / 2"),
        Invalid("X = np.ones((3, 4))\nm = X.mean(axis=0).T + 1  # !", "X = np.ones((3, 4))\nm = X.mean(axis=0) + 1"),
    )
