"""The inner lengths of a product disagree.

## What it does
Finds `@`, `dot`, `matmul`, `inner`, `tensordot`, `solve`, `lstsq` and the like where the axes that are summed over have
different lengths.

## Why is this bad?
NumPy raises `ValueError: shapes not aligned`. With names instead of numbers, `(nx, 1)` times `(nx, m)` works for
exactly one size of the data, and that is the size it was tried with.

## Example
```python
w = np.zeros((nx, 1))
Z = np.dot(w, X)          # (nx, 1) times (nx, m)
```

## Use instead
```python
Z = np.dot(w.T, X)        # (1, nx) times (nx, m)
```

## Fix safety
Unsafe: a transpose is written where exactly one makes the product fit.

## References
- [numpy.matmul](https://numpy.org/doc/stable/reference/generated/numpy.matmul.html)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, Failure, Mismatch, Product
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import disagreement, operation, quote, severity_of
from shapeguard.shapes import Verdict

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete


class MatmulMismatch(Rule[Product | Failure]):
    """``(nx, 1) @ (nx, m)``."""

    code = "SG402"
    name = "matmul-mismatch"
    facts: ClassVar[tuple[type[Fact], ...]] = (Product, Failure)

    def suspects(self, fact: Product | Failure) -> bool:
        if isinstance(fact, Failure):
            return fact.kind is Mismatch.CONTRACTION and fact.verdict >= Verdict.COINCIDE
        return fact.outcome.verdict >= Verdict.COINCIDE

    def judge(self, fact: Product | Failure, node: libcst.CSTNode) -> Judgement | None:
        if isinstance(fact, Failure):
            advice = "the axes that are summed over need the same length"
            return Judgement(severity_of(fact.verdict), f"{quote(node)}: {fact.reason}", advice)
        outcome = fact.outcome
        told = f"{quote(node)}: {operation(fact.function, outcome.operands)}"
        if outcome.scalar_operand:
            return Judgement(Severity.ERROR, f"{told}: `@` takes no scalars", "use `*`")
        why = f": {disagreement(outcome.clash)}" if outcome.clash is not None else ""
        side = _side_to_transpose(fact)
        advice = "the last axis of the left side meets the last but one of the right: they need the same length"
        if side is not None:
            advice = f"{quote(fact.operands[side].node)} looks transposed: its `.T` fits"
        return Judgement(severity_of(outcome.verdict), f"{told} does not fit{why}", advice)

    def mend(self, fact: Product | Failure, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.expression_edits import transposed

        side = None if isinstance(fact, Failure) else _side_to_transpose(fact)
        if side is None:
            return ()
        node = concrete.counterpart(fact.operands[side].node)
        if not isinstance(node, cst.BaseExpression) or not fact.operands[side].is_array:
            return ()
        return (Replacement("unsafe", "transpose one side", node, transposed(node)),)

    valid = (
        "np.ones((2, 3)) @ np.ones((3, 4))",
        "np.dot(np.ones((2, 3)), np.ones(3))",
        "np.dot(2.0, np.ones((2, 3)))",
        "np.ones((5, 2, 3)) @ np.ones((3, 4))",
        "np.inner(np.ones((2, 3)), np.ones((4, 3)))",
        "def f(a, b):\n    return a @ b",
        'def f(w: Float[np.ndarray, "n 1"], X: Float[np.ndarray, "n m"]):\n    return w.T @ X',
        "np.linalg.solve(np.eye(3), np.ones((3, 2)))",
        "A = np.ones((2, 3))\nif A.shape == (3, 3):\n    A @ A",
        "X = np.loadtxt('data.csv')\nX @ np.ones((4, 1))",
    )
    invalid = (
        Invalid("np.ones((2, 3)) @ np.ones((4, 5))  # !", severity=Severity.ERROR),
        Invalid(
            "A = np.ones((4, 3))\nB = np.ones((5, 3))\nA @ B  # !",
            "A = np.ones((4, 3))\nB = np.ones((5, 3))\nA @ B.T",
            Severity.ERROR,
        ),
        Invalid(
            "A = np.ones((3, 4))\nB = np.ones((3, 5))\nA.dot(B)  # !",
            "A = np.ones((3, 4))\nB = np.ones((3, 5))\nA.T.dot(B)",
        ),
        Invalid("v = np.ones((4, 1))\nA = np.ones((3, 4))\nnp.matmul(v, A)  # !"),
        Invalid("np.dot(np.ones(3), np.ones(4))  # !", severity=Severity.ERROR),
        Invalid("np.ones((2, 3)) @ 2.0  # !", severity=Severity.ERROR),
        Invalid("np.inner(np.ones((2, 3)), np.ones((3, 4)))  # !"),
        Invalid("np.linalg.solve(np.eye(3), np.ones((4, 1)))  # !"),
        Invalid("np.tensordot(np.ones((2, 3)), np.ones((4, 5)), axes=1)  # !"),
        Invalid(
            'def f(u: Float[np.ndarray, "n 1"], X: Float[np.ndarray, "n m"]):\n    return np.dot(u, X)  # !',
            'def f(u: Float[np.ndarray, "n 1"], X: Float[np.ndarray, "n m"]):\n    return np.dot(u.T, X)',
            Severity.WARNING,
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"], v: Float[np.ndarray, "n 1"]):\n    return X @ v  # !',
            'def f(X: Float[np.ndarray, "n m"], v: Float[np.ndarray, "n 1"]):\n    return X.T @ v',
        ),
    )


def _side_to_transpose(fact: Product) -> int | None:
    """The operand whose transpose alone makes the product fit; None where there is none, or a choice."""
    left, right = fact.outcome.operands
    if left.rank != 2 or right.rank != 2 or fact.function in {"inner", "vdot"}:
        return None
    fitting = [side for side, fits in enumerate((left.dims[0] == right.dims[0], left.dims[1] == right.dims[1])) if fits]
    return fitting[0] if len(fitting) == 1 else None
