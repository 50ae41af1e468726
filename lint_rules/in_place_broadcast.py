"""The right side of an in-place operation does not fit the left.

## What it does
Finds `b -= g`, `a[i] = v` and `A[:, j] += v` where the value, broadcast, has not the shape of what is assigned to.

## Why is this bad?
An array in place keeps its shape. `b` of `(n, 1)` minus a gradient of `(n, m)` would be `(n, m)`, which has no place in
`b`: NumPy raises an error. It is nearly always a gradient that was not summed over the samples.

## Example
```python
b -= rate * dZ                                 # (n, 1) -= (n, m)
```

## Use instead
```python
b -= rate * dZ.sum(axis=1, keepdims=True)      # (n, 1) -= (n, 1)
```

## Fix safety
Unsafe: the right side gets the axis that it lacks (`keepdims=True` in the reduction that made it where no
other use of it minds, else `.reshape(-1, 1)`), or is transposed, where that alone makes it fit.

## References
- [NumPy: Assigning values to indexed arrays](https://numpy.org/doc/stable/user/basics.indexing.html)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, InPlace
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Nodes, Replacement, Rule
from shapeguard.linting.wording import quote, severity_of
from shapeguard.shapes import Verdict

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete


class InPlaceBroadcast(Rule[InPlace]):
    """``b -= dZ`` with a column ``b`` and a matrix ``dZ``."""

    code = "SG203"
    name = "in-place-broadcast"
    facts: ClassVar[tuple[type[Fact], ...]] = (InPlace,)

    def suspects(self, fact: InPlace) -> bool:
        return max(fact.fits, fact.outcome.verdict) >= Verdict.COINCIDE

    def reach(self, fact: InPlace) -> Nodes:
        return () if fact.reduced is None else (fact.reduced,)

    def judge(self, fact: InPlace, node: libcst.CSTNode) -> Judgement | None:
        target, value = fact.target.array.shape, fact.value.array.shape
        return Judgement(
            severity_of(max(fact.fits, fact.outcome.verdict)),
            f"{quote(node)}: the right side has shape {value}, which does not fit {target} on the left",
            _advice(fact) or "the left side keeps its shape; make the right side fit it",
        )

    def mend(self, fact: InPlace, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.expression_edits import reshaped, transposed, with_kept_axis

        if _fits_with_its_axis(fact) and (kept := with_kept_axis(fact.reduced, fact.node, concrete)):
            return kept
        value = concrete.counterpart(fact.value.node)
        if not isinstance(value, cst.BaseExpression) or not fact.value.is_array:
            return ()
        if _fits_as_column(fact):
            return (Replacement("unsafe", "make it a column", value, reshaped(value, "-1, 1")),)
        if _fits_transposed(fact):
            return (Replacement("unsafe", "transpose the right side", value, transposed(value)),)
        return ()

    valid = (
        "b = np.zeros((3, 1))\nb -= np.ones((3, 1))",
        "A = np.zeros((3, 4))\nA += np.ones((3, 1))",
        "A = np.zeros((3, 4))\nA[:, 0] = np.ones(3)",
        "A = np.zeros((3, 4))\nA[0] = 7.0",
        "A = np.zeros((3, 4))\nA[:, [1]] = np.ones((3, 1))",
        "a = np.zeros(5)\na[1:] += np.ones(4)",
        "A = np.zeros((3, 4))\nA[:] = np.ones((1, 4))",
        "b = 0.0\nb -= np.ones((3, 1))",
        "a = np.zeros(5)\na[a > 0] = 1.0",
        'def f(w: Float[np.ndarray, "n 1"], g: Float[np.ndarray, "n 1"]):\n    w -= 0.1 * g\n    return w',
        "b = np.zeros((3, 1))\nb = b - np.ones((3, 4))",
    )
    invalid = (
        Invalid("b = np.zeros((3, 1))\nb -= np.ones((3, 4))  # !", severity=Severity.ERROR),
        Invalid("A = np.zeros((3, 4))\nA[:, 0] = np.ones(4)  # !", severity=Severity.ERROR),
        Invalid("A = np.zeros((3, 4))\nA[0] = np.ones(3)  # !"),
        Invalid(
            "A = np.zeros((3, 4))\nB = np.ones((4, 3))\nA += B  # !",
            "A = np.zeros((3, 4))\nB = np.ones((4, 3))\nA += B.T",
        ),
        Invalid(
            "X = np.zeros((3, 4))\ny = np.ones(3)\nX -= y  # !",
            "X = np.zeros((3, 4))\ny = np.ones(3)\nX -= y.reshape(-1, 1)",
            Severity.ERROR,
        ),
        Invalid("a = np.zeros(5)\na += np.ones((5, 1))  # !"),
        Invalid("a = np.zeros(5)\na[1:] = np.ones(5)  # !"),
        Invalid("a = np.zeros(5)\na[:] = np.ones((5, 1))  # !"),
        Invalid(
            "E = np.ones((4, 3))\nE /= E.sum(axis=1)  # !",
            "E = np.ones((4, 3))\nE /= E.sum(axis=1, keepdims=True)",
            Severity.ERROR,
        ),
        Invalid("A = np.zeros((2, 3))\nA[:, 1:] *= np.ones((2, 3))  # !"),
        Invalid(
            'def f(b: Float[np.ndarray, "n 1"], g: Float[np.ndarray, "n m"]):\n    b -= g  # !',
            severity=Severity.ERROR,
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"], v: Float[np.ndarray, "m"]):\n    X[:, 0] = v  # !',
            severity=Severity.WARNING,
        ),
        Invalid('def f(w: Float[np.ndarray, "n"], g: Float[np.ndarray, "n 1"]):\n    w -= g  # !'),
    )


def _fits_with_its_axis(fact: InPlace) -> bool:
    return fact.value.array.shape.dims == fact.target.array.shape.dims[:-1]


def _fits_as_column(fact: InPlace) -> bool:
    target, value = fact.target.array.shape, fact.value.array.shape
    return value.rank == 1 and target.rank == 2 and value.dims[0] == target.dims[0] and not value.dims[0].is_unknown


def _fits_transposed(fact: InPlace) -> bool:
    value = fact.value.array.shape
    return value.rank == 2 and value.transposed() == fact.target.array.shape


def _advice(fact: InPlace) -> str:
    target, value = fact.target.array.shape, fact.value.array.shape
    if fact.reduced is not None and _fits_with_its_axis(fact):
        return "keep the axis in the reduction: keepdims=True"
    if target.rank == value.rank == 2 and target.dims[1].value == 1 and target.dims[0] == value.dims[0]:
        return "sum over the samples first: .sum(axis=1, keepdims=True)"
    if _fits_as_column(fact):
        return "give it its second axis: .reshape(-1, 1)"
    if _fits_transposed(fact):
        return "it looks transposed: add `.T`"
    return ""
