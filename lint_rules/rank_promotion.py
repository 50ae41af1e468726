"""Operands of different rank meet, and NumPy decides which axes belong together.

## What it does
Finds operators and ufuncs on arrays of different rank: a rank-1 array of `n` numbers next to a matrix.

## Why is this bad?
NumPy puts the missing axes in front. `(m, 1) - (m,)` is therefore an `(m, m)` table and not `m` differences, and in
`A / A.sum(axis=1)` with a square `A` each *column* is divided by the sum of a *row*. Nothing fails. Rows and columns
with two axes say which way they lie.

## Example
```python
P = E / E.sum(axis=1)                  # (n, n) / (n,)
```

## Use instead
```python
P = E / E.sum(axis=1, keepdims=True)   # (n, n) / (n, 1)
```

## Fix safety
Safe where the rank-1 operand is only written as the row that it is already; unsafe where the result changes.

## References
- [NumPy: Broadcasting](https://numpy.org/doc/stable/user/basics.broadcasting.html)
- [The array API on keepdims](https://data-apis.org/array-api/latest/API_specification/statistical_functions.html)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Elementwise, Fact, Operand
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Nodes, Replacement, Rule
from shapeguard.linting.wording import operation, quote
from shapeguard.shapes import Verdict

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete


class RankPromotion(Rule[Elementwise]):
    """``(m, 1) - (m,)`` is an ``(m, m)`` table."""

    code = "SG202"
    name = "rank-promotion"
    facts: ClassVar[tuple[type[Fact], ...]] = (Elementwise,)

    def suspects(self, fact: Elementwise) -> bool:
        ranks = [shape.rank for shape in fact.outcome.operands]
        if fact.operator.endswith("broadcast_arrays") or None in ranks or 0 in ranks:
            return False
        if len(set(ranks)) == 1 or fact.outcome.verdict is not Verdict.EQUAL:
            return False
        is_row = 1 in ranks and not _low(fact).array.history.declared
        return not fact.on_purpose and (is_row or not self.is_convention(fact))

    def is_convention(self, fact: Elementwise) -> bool:
        return not (fact.outcome.is_two_way or _is_ambiguous(fact))

    def reach(self, fact: Elementwise) -> Nodes:
        return () if fact.reduced is None else (fact.reduced,)

    def judge(self, fact: Elementwise, node: libcst.CSTNode) -> Judgement | None:
        outcome = fact.outcome
        message = f"{quote(node)}: {operation(fact.operator, outcome.operands)} -> {outcome.result}"
        if outcome.is_two_way:
            return Judgement(
                Severity.WARNING,
                f"{message}, the result has the shape of neither operand",
                f"make {quote(_low(fact).node)} a row or a column: reshape(1, -1), reshape(-1, 1), or keepdims=True",
            )
        if _is_ambiguous(fact):
            return Judgement(
                Severity.WARNING,
                f"{message}: the sums of the rows meet the columns, which a square array does not show",
                "keep the axis in the reduction: keepdims=True",
            )
        way = "reshape(1, -1)" if _low(fact).is_array else "np.reshape(..., (1, -1))"
        advice = f"write {quote(_low(fact).node)} as the row that it is used as: {way}"
        return Judgement(Severity.CONVENTION, f"{message}: a rank-1 array is used as a row", advice)

    def mend(self, fact: Elementwise, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.expression_edits import reshaped, with_kept_axis

        if not self.is_convention(fact) and (kept := with_kept_axis(fact.reduced, fact.node, concrete)):
            return kept
        low, node = _low(fact), concrete.counterpart(_low(fact).node)
        ranks = {shape.rank for shape in fact.outcome.operands}
        if not isinstance(node, cst.BaseExpression) or not low.is_array or ranks != {1, 2}:
            return ()
        if self.is_convention(fact):
            return (Replacement("safe", "make it a row", node, reshaped(node, "1, -1")),)
        return (Replacement("unsafe", "make it a column", node, reshaped(node, "-1, 1")),)

    valid = (
        "X = np.ones((3, 4))\nX - X.mean(axis=0, keepdims=True)",
        "X = np.ones((3, 3))\nX / X.sum(axis=1, keepdims=True)",
        "x = np.ones(4)\nnp.ones((3, 4)) + x[None, :]",
        "x = np.ones(3)\nnp.ones((3, 4)) + x[:, np.newaxis]",
        'def f(X: Float[np.ndarray, "n d"], v: Float[np.ndarray, "d"]):\n    return X * v',
        "U, s, Vt = np.linalg.svd(np.ones((3, 4)), full_matrices=False)\n(U * s) @ Vt\nU[:, :2] * np.sqrt(s[:2])",
        "x = np.ones(4)\nnp.ones((3, 4)) + x.reshape(1, -1)",
        "np.broadcast_arrays(np.ones((2, 1)), np.ones(4))",
        "X = np.ones((6, 4))\ns = np.sum(X * X, axis=1)\nnp.add(np.add(-2 * X @ X.T, s).T, s)",
        "np.zeros((2, 5, 5)) + np.tril(np.ones((5, 5)))",
    )
    invalid = (
        Invalid(
            "y = np.ones((5, 1))\nv = np.ones(5)\ny - v  # !",
            "y = np.ones((5, 1))\nv = np.ones(5)\ny - v.reshape(-1, 1)",
            Severity.WARNING,
        ),
        Invalid("np.ones((4, 2)) + [5, 5]  # !", severity=Severity.CONVENTION),
        Invalid("np.ones((5, 1)) + np.ones(3)  # !", "np.ones((5, 1)) + np.ones(3).reshape(-1, 1)", Severity.WARNING),
        Invalid(
            "E = np.ones((6, 6))\nE / E.sum(axis=1)  # !",
            "E = np.ones((6, 6))\nE / E.sum(axis=1, keepdims=True)",
            Severity.WARNING,
        ),
        Invalid(
            "E = np.ones((6, 6))\ntop = np.max(E, axis=1)\nE - top  # !",
            "E = np.ones((6, 6))\ntop = np.max(E, axis=1, keepdims=True)\nE - top",
            Severity.WARNING,
        ),
        Invalid(
            "s = np.ones((6, 4)).sum(axis=1)\n(np.eye(6) + s).T - s  # !",
            "s = np.ones((6, 4)).sum(axis=1)\n(np.eye(6) + s.reshape(-1, 1)).T - s.reshape(-1, 1)",
            Severity.WARNING,
        ),
        Invalid("np.ones((4, 3)) - np.arange(3)  # !", "np.ones((4, 3)) - np.arange(3).reshape(1, -1)"),
        Invalid(
            "X = np.ones((4, 3))\nX / X.std(axis=0)  # !",
            "X = np.ones((4, 3))\nX / X.std(axis=0).reshape(1, -1)",
            Severity.CONVENTION,
        ),
        Invalid("np.ones((2, 3, 4)) + np.ones(4)  # !", severity=Severity.CONVENTION),
        Invalid(
            'def f(t: Float[np.ndarray, "k 1"], p: Float[np.ndarray, "k"]):\n    return (t - p) ** 2  # !',
            'def f(t: Float[np.ndarray, "k 1"], p: Float[np.ndarray, "k"]):\n    return (t - p.reshape(-1, 1)) ** 2',
            Severity.WARNING,
        ),
        Invalid("v = np.ones(3)\nv * np.ones((2, 3))  # !", "v = np.ones(3)\nv.reshape(1, -1) * np.ones((2, 3))"),
        Invalid("np.add(np.ones((7, 2)), np.zeros(2))  # !", "np.add(np.ones((7, 2)), np.zeros(2).reshape(1, -1))"),
    )


def _low(fact: Elementwise) -> Operand:
    return min(fact.operands, key=lambda operand: len(operand.array.shape.dims))


def _is_ambiguous(fact: Elementwise) -> bool:
    dims = max((shape.dims for shape in fact.outcome.operands), key=len)
    return fact.reduced is not None and len(dims) > 1 and dims[-1] == dims[-2]
