"""Operands of an elementwise operation do not broadcast.

## What it does
Finds operators, ufuncs and `broadcast_to` on shapes of which two lengths differ and neither is 1.

## Why is this bad?
NumPy raises `ValueError: operands could not be broadcast together`, perhaps after an hour of training.

## Example
```python
A = np.ones((2, 3))
B = np.ones((3, 2))
A + B
```

## Use instead
```python
A + B.T
```

## Fix safety
Unsafe: `keepdims=True` of a reduction (where no other use of it minds the axis), a transpose, or a reshape of a rank-1
operand to a column, is written where that alone makes the shapes fit.

## References
- [NumPy: Broadcasting](https://numpy.org/doc/stable/user/basics.broadcasting.html)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Elementwise, Fact, Failure, Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Nodes, Replacement, Rule
from shapeguard.linting.wording import disagreement, operation, quote, severity_of
from shapeguard.shapes import Shape, Verdict

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete


class BroadcastMismatch(Rule[Elementwise | Failure]):
    """``(2, 3) + (3, 2)``."""

    code = "SG401"
    name = "broadcast-mismatch"
    facts: ClassVar[tuple[type[Fact], ...]] = (Elementwise, Failure)

    def suspects(self, fact: Elementwise | Failure) -> bool:
        if isinstance(fact, Failure):
            return fact.kind is Mismatch.BROADCAST and fact.verdict >= Verdict.COINCIDE
        return fact.outcome.verdict >= Verdict.COINCIDE

    def reach(self, fact: Elementwise | Failure) -> Nodes:
        return (fact.reduced,) if isinstance(fact, Elementwise) and fact.reduced is not None else ()

    def judge(self, fact: Elementwise | Failure, node: libcst.CSTNode) -> Judgement | None:
        if isinstance(fact, Failure):
            advice = "give the operands shapes that broadcast: equal lengths, or 1"
            return Judgement(severity_of(fact.verdict), f"{quote(node)}: {fact.reason}", advice)
        why = f": {disagreement(fact.outcome.clash)}" if fact.outcome.clash is not None else ""
        return Judgement(
            severity_of(fact.outcome.verdict),
            f"{quote(node)}: {operation(fact.operator, fact.outcome.operands)} does not broadcast{why}",
            _advice(fact),
        )

    def mend(self, fact: Elementwise | Failure, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.expression_edits import reshaped, transposed, with_kept_axis

        if isinstance(fact, Failure) or len(fact.operands) != 2:
            return ()
        shapes = fact.outcome.operands
        if _fits_with_its_axis(shapes) and (kept := with_kept_axis(fact.reduced, fact.node, concrete)):
            return kept
        index = 1 if len(shapes[1].dims) <= len(shapes[0].dims) else 0
        node = concrete.counterpart(fact.operands[index].node)
        if not isinstance(node, cst.BaseExpression) or not fact.operands[index].is_array:
            return ()
        if _fits_transposed(shapes):
            return (Replacement("unsafe", "transpose one side", node, transposed(node)),)
        if _fits_as_column(shapes[1 - index], shapes[index]):
            return (Replacement("unsafe", "make it a column", node, reshaped(node, "-1, 1")),)
        return ()

    valid = (
        "np.ones((2, 3)) + np.ones((2, 3))",
        "np.ones((2, 3)) + np.ones((1, 3))",
        "np.ones((2, 3)) + np.ones(3)",
        "np.ones((2, 3)) * 4",
        "np.ones((2, 1, 3)) + np.ones((4, 1))",
        "A = np.ones((2, 3))\nif A.shape == (3, 2):\n    A + np.ones((3, 2))",
        "def f(a, b):\n    return a + b",
        'def f(a: Float[np.ndarray, "n"]):\n    def g(b: Float[np.ndarray, "k"]):\n        return a + b\n    return g',
        "import pytest\nimport numpy as np\nwith pytest.raises(ValueError):\n    np.ones((2, 3)) + np.ones((3, 2))",
        "try:\n    np.ones((2, 3)) + np.ones((3, 2))\nexcept ValueError:\n    pass",
        "x = np.arange(10)\nx[1:] - x[:-1]",
    )
    invalid = (
        Invalid("np.ones((3, 4)) + [1, 2, 3]  # !", severity=Severity.ERROR),
        Invalid(
            "A = np.ones((2, 5))\nB = np.ones((5, 2))\nA - B  # !",
            "A = np.ones((2, 5))\nB = np.ones((5, 2))\nA - B.T",
            Severity.ERROR,
        ),
        Invalid("np.ones((4, 3)) * np.ones((4, 2))  # !", severity=Severity.ERROR),
        Invalid("np.ones(3) + np.ones(4)  # !", severity=Severity.ERROR),
        Invalid(
            "A = np.ones((4, 3))\nv = np.ones(4)\nA / v  # !",
            "A = np.ones((4, 3))\nv = np.ones(4)\nA / v.reshape(-1, 1)",
        ),
        Invalid(
            "def softmax(Z):\n    E = np.exp(Z)\n    return E / E.sum(axis=1)  # !",
            "def softmax(Z):\n    E = np.exp(Z)\n    return E / E.sum(axis=1, keepdims=True)",
            Severity.WARNING,
        ),
        Invalid("np.maximum(np.ones((2, 3)), np.ones((2, 4)))  # !"),
        Invalid("x = np.arange(10)\nx[1:] - x[:-2]  # !"),
        Invalid("np.ones((2, 3)) == np.ones((4, 3))  # !"),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"]):\n    return X + np.ones(X.shape[1] + 1)  # !', severity=Severity.ERROR
        ),
        Invalid(
            'def f(a: Float[np.ndarray, "n 1"], b: Float[np.ndarray, "k 1"]):\n    return a * b  # !',
            severity=Severity.WARNING,
        ),
        Invalid("np.broadcast_to(np.ones(3), (2, 4))  # !"),
        Invalid("def f(x):\n    return x * np.ones(5)  # !\nf(np.ones(6))"),
    )


def _advice(fact: Elementwise) -> str:
    shapes = fact.outcome.operands
    if fact.reduced is not None and _fits_with_its_axis(shapes):
        return "keep the axis in the reduction: keepdims=True"
    if len(shapes) == 2 and _fits_transposed(shapes):
        return "one side looks transposed: add `.T`"
    low, high = sorted(shapes, key=lambda shape: len(shape.dims))[:2] if len(shapes) == 2 else (shapes[0], shapes[0])
    if _fits_as_column(high, low):
        return "reshape the rank-1 side to a column: .reshape(-1, 1)"
    return "two lengths fit where they are equal or one of them is 1"


def _fits_transposed(shapes: Sequence[Shape]) -> bool:
    return shapes[0].rank == shapes[1].rank == 2 and shapes[0].transposed() == shapes[1]


def _fits_with_its_axis(shapes: Sequence[Shape]) -> bool:
    low, high = sorted(shapes, key=lambda shape: len(shape.dims))
    return low.dims == high.dims[:-1]


def _fits_as_column(high: Shape, low: Shape) -> bool:
    return high.rank == 2 and low.rank == 1 and high.dims[0] == low.dims[0]
