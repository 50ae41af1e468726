"""An operator stretches both of its operands.

## What it does
Finds operators and ufuncs on arrays of equal rank whose result has the shape of neither operand, where no axis was made
on purpose.

## Why is this bad?
`(m, 1) - (1, m)` is a table of all pairs, `(m, m)`. Where two vectors of `m` numbers were to be subtracted one by one,
nothing fails: the mean of the table is a plausible number, the memory grows with the square of the samples, and the
model learns nonsense.

## Example
```python
error = yhat - Y          # (m, 1) - (1, m) -> (m, m)
```

## Use instead
```python
error = yhat.T - Y        # (1, m)
```
Where the table is meant, say so: `x[:, None] - y[None, :]`, or annotate the target,
`table: Float[np.ndarray, "m m"] = yhat - Y`.

## Fix safety
Unsafe: the transpose changes the result, which is the point of it.

## References
- [NumPy: Broadcasting](https://numpy.org/doc/stable/user/basics.broadcasting.html)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Elementwise, Fact
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import operation, quote
from shapeguard.shapes import diagnosis

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete


class TwoWayBroadcast(Rule[Elementwise]):
    """``(m, 1) - (1, m)`` is an ``(m, m)`` table."""

    code = "SG201"
    name = "two-way-broadcast"
    facts: ClassVar[tuple[type[Fact], ...]] = (Elementwise,)

    def suspects(self, fact: Elementwise) -> bool:
        if fact.operator.endswith("broadcast_arrays"):
            return False
        ranks = {shape.rank for shape in fact.outcome.operands}
        return len(ranks) == 1 and fact.outcome.is_two_way and not fact.on_purpose

    def judge(self, fact: Elementwise, node: libcst.CSTNode) -> Judgement | None:
        outcome = fact.outcome
        shapes = operation(fact.operator, outcome.operands)
        return Judgement(
            Severity.WARNING,
            f"{quote(node)}: {diagnosis.two_way_broadcast([shapes], '', str(outcome.result))}",
            diagnosis.mean_the_table(list(outcome.result)),
        )

    def mend(self, fact: Elementwise, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.expression_edits import transposed

        shapes = fact.outcome.operands
        if len(shapes) != 2 or shapes[0].transposed() != shapes[1] or shapes[0].rank != 2:
            return ()
        column = fact.operands[0 if shapes[0].dims[1].value == 1 else 1]
        node = concrete.counterpart(column.node)
        if not isinstance(node, cst.BaseExpression) or not column.is_array:
            return ()
        return (Replacement("unsafe", "transpose the column", node, transposed(node)),)

    valid = (
        "np.ones((3, 4)) + np.ones((3, 4))",
        "np.ones((3, 1)) * np.ones((3, 4))",
        "np.ones((5, 1)) - 1.0",
        "x = np.arange(5)\nx[:, None] - x[None, :]",
        "x = np.arange(5.0)\nnp.expand_dims(x, 1) * np.expand_dims(x, 0)",
        "rows, columns = np.ogrid[:3, :4]\nrows + columns",
        'def table(x: Float[np.ndarray, "k 1"]):\n    return x - x.T',
        'def f(a: Float[np.ndarray, "k 1"], b: Float[np.ndarray, "1 k"]):\n'
        '    pairs: Float[np.ndarray, "k k"] = a * b\n    return pairs',
        'def f(a: Float[np.ndarray, "n k"], b: Float[np.ndarray, "1 k"]):\n    return a / b',
        "np.ones((2, 3, 1)) + np.ones((2, 3, 4))",
        "np.broadcast_arrays(np.ones((2, 1)), np.ones((1, 4)))",
        'def f(u: Float[np.ndarray, "1 k"], v: Float[np.ndarray, "1 k"]):\n    return np.maximum(u, v)',
    )
    invalid = (
        Invalid("np.ones((5, 1)) + np.ones((1, 3))  # !", severity=Severity.WARNING),
        Invalid(
            "a = np.ones((4, 1))\nb = np.ones((1, 4))\na - b  # !", "a = np.ones((4, 1))\nb = np.ones((1, 4))\na.T - b"
        ),
        Invalid(
            "a = np.ones((1, 6))\nb = np.ones((6, 1))\na * b  # !", "a = np.ones((1, 6))\nb = np.ones((6, 1))\na * b.T"
        ),
        Invalid("np.maximum(np.zeros((2, 1)), np.zeros((1, 7)))  # !"),
        Invalid("np.ones((2, 1, 4)) + np.ones((1, 3, 4))  # !"),
        Invalid("a = np.random.randn(8, 1)\nb = np.random.randn(1, 9)\na == b  # !"),
        Invalid(
            'def loss(p: Float[np.ndarray, "k 1"], t: Float[np.ndarray, "1 k"]):\n'
            "    return np.mean((p - t) ** 2)  # !",
            'def loss(p: Float[np.ndarray, "k 1"], t: Float[np.ndarray, "1 k"]):\n    return np.mean((p.T - t) ** 2)',
        ),
        Invalid(
            'def f(p: Float[np.ndarray, "k 1"], q: Float[np.ndarray, "k 1"]):\n    return p / q.T  # !',
            'def f(p: Float[np.ndarray, "k 1"], q: Float[np.ndarray, "k 1"]):\n    return p.T / q.T',
        ),
        Invalid('def f(a: Float[np.ndarray, "n 1"], b: Float[np.ndarray, "1 k"]):\n    return np.add(a, b)  # !'),
        Invalid("a = np.zeros((3, 1))\nb = np.zeros((1, 4))\nc = np.exp(a) + b  # !"),
    )
