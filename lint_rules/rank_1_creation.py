"""An array of rank 1 is created where a row or a column is used.

## What it does
Finds `np.zeros(n)`, `np.random.randn(5)`, `np.array([1, 2])` and the like that flow into a product, an operator with an
array of rank 2 or more, a `.T`, a row or column contract, or a model's parameters. An array that is only indexed,
filled or plotted (`losses = np.zeros(epochs)`) is left alone, and so is one that an annotation declares as rank 1.

## Why is this bad?
`(5,)` is neither a row nor a column: its transpose is itself, its product with its transpose is a number, and next to a
matrix it is silently taken for a row.

## Example
```python
w = np.random.randn(5)
```

## Use instead
```python
w = np.random.randn(5, 1)     # a column; (1, 5) is a row
```

## Fix safety
Unsafe: the array gets one more axis. Where the use tells that a row is wanted it becomes a row, else a column. No fix
where another use may not bear it: an index, a loop, `len`, a product with another array of rank 1, a call or a return.

## References
- [NumPy for MATLAB users: rows, columns and rank 1](https://numpy.org/doc/stable/user/numpy-for-matlab-users.html)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, RankOneUse
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete

_LENGTH_FIRST = frozenset({"zeros", "ones", "empty", "full", "random", "random_sample"})
_LENGTHS_APART = frozenset({"randn", "rand"})
_SIZED = frozenset({"normal", "uniform", "standard_normal", "randint", "integers", "choice", "binomial", "exponential"})


class RankOneCreation(Rule[RankOneUse]):
    """``np.zeros(5)`` where ``np.zeros((5, 1))`` is used."""

    code = "SG101"
    name = "rank-1-creation"
    facts: ClassVar[tuple[type[Fact], ...]] = (RankOneUse,)

    def suspects(self, fact: RankOneUse) -> bool:
        return fact.cause == "created" and not fact.array.history.declared

    def is_convention(self, fact: RankOneUse) -> bool:
        return True

    def judge(self, fact: RankOneUse, node: libcst.CSTNode) -> Judgement | None:
        (length,) = fact.array.shape.dims
        return Judgement(
            Severity.CONVENTION,
            f"{quote(node)} has shape {fact.array.shape}, of rank 1, used as a row or column in {quote(fact.use)}",
            f"create a column ({length}, 1) or a row (1, {length})",
        )

    def mend(self, fact: RankOneUse, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.uses import bears_another_axis

        node, wanted = concrete.node, fact.wanted.dims if fact.wanted is not None else ()
        if not isinstance(node, cst.Call) or (len(wanted) != 2 and fact.role != "transpose"):
            return ()
        if not bears_another_axis(concrete.around(), fact.node, fact.use):
            return ()
        is_row = len(wanted) == 2 and wanted[0].value == 1
        mended = _with_axis(node, is_row=is_row)
        return (Replacement("unsafe", f"create a {'row' if is_row else 'column'}", node, mended),)

    valid = (
        "losses = np.zeros(100)\nfor epoch in range(100):\n    losses[epoch] = epoch / 2",
        "w = np.zeros((5, 1))\nnp.dot(w.T, np.ones((5, 3)))",
        "b = np.random.randn(1, 5)\nb.T",
        "order = np.arange(10)\nfor k in order:\n    print(k)",
        "names = np.array(['a', 'b'])\nprint(names[0])",
        'def f(x: Float[np.ndarray, "k"]):\n    return x\nf(np.zeros(4))',
        "edges = np.linspace(0, 1, 11)\nwidths = edges[1:] - edges[:-1]",
        "a = np.ones(3)\nb = a * 2 + np.sqrt(a)",
        "mask = np.zeros(6, dtype=bool)\nnp.ones(6)[mask]",
        "total = np.ones(7).sum()",
        "v: Float[np.ndarray, '3'] = np.ones(3)\nnp.dot(np.eye(3), v)",
    )
    invalid = (
        Invalid("w = np.zeros(4)  # !\nnp.dot(w, np.ones((4, 3)))", "w = np.zeros((1, 4))\nnp.dot(w, np.ones((4, 3)))"),
        Invalid("w = np.random.randn(4)  # !\nw.T", "w = np.random.randn(4, 1)\nw.T", Severity.CONVENTION),
        Invalid("x = np.ones(3)  # !\nnp.eye(3) @ x", "x = np.ones((3, 1))\nnp.eye(3) @ x"),
        Invalid("x = np.array([1, 2, 3])  # !\nx.T @ x", "x = np.array([[1], [2], [3]])\nx.T @ x"),
        Invalid("b = np.arange(3)  # !\nnp.ones((2, 3)) + b", "b = np.arange(3).reshape(1, -1)\nnp.ones((2, 3)) + b"),
        Invalid("n = 6\nw = np.empty((n,))  # !\nw.T", "n = 6\nw = np.empty((n, 1))\nw.T"),
        Invalid("w = np.full(3, 0.5)  # !\nw.T", "w = np.full((3, 1), 0.5)\nw.T"),
        Invalid("w = np.random.normal(size=3)  # !\nw.T", "w = np.random.normal(size=(3, 1))\nw.T"),
        Invalid("w = np.zeros(shape=3)  # !\nw.T", "w = np.zeros(shape=(3, 1))\nw.T"),
        Invalid(
            "rng = np.random.default_rng(1)\nw = rng.normal(0, 1, 3)  # !\nw.T",
            "rng = np.random.default_rng(1)\nw = rng.normal(0, 1, 3).reshape(-1, 1)\nw.T",
        ),
        Invalid(
            "x = np.linspace(0, 1, 5)  # !\nx.transpose()", "x = np.linspace(0, 1, 5).reshape(-1, 1)\nx.transpose()"
        ),
        Invalid(
            "a = np.random.randn(5)  # !\nprint(a, a.shape)\nprint(np.dot(a, a.T))",
            "a = np.random.randn(5, 1)\nprint(a, a.shape)\nprint(np.dot(a, a.T))",
        ),
        Invalid("w = np.zeros(4)  # !\nw.T\nfor x in w:\n    print(x)"),
        Invalid("w = np.zeros(4)  # !\nw.T\nw[0]"),
        Invalid("w = np.zeros(4)  # !\nv = np.ones(4)  # !\nnp.dot(w, v)\nw @ np.eye(4)"),
        Invalid("w = np.zeros(4)  # !\ny = np.eye(4) @ w\nprint(y[0])"),
        Invalid("def f(n: int):\n    w = np.zeros(n)  # !\n    w.T\n    return w"),
        Invalid("w = np.zeros(4)  # !\nw.T\nfit(w)"),
    )


def _with_axis(call: libcst.Call, *, is_row: bool) -> libcst.BaseExpression:
    """The creation of a row or column instead of a rank-1 array, at its arguments where they can say it."""
    import libcst as cst

    from shapeguard.linting.expression_edits import function_name, positional, reshaped

    name, arguments = function_name(call), positional(call) or []
    sizes = [a for a in call.args if a.keyword is not None and a.keyword.value in ("size", "shape")]
    length = sizes[0] if sizes and name in _SIZED | _LENGTH_FIRST else None
    if length is None and arguments and name in _LENGTH_FIRST | _LENGTHS_APART:
        length = arguments[0]
    if name == "array" and arguments and isinstance(arguments[0].value, cst.List):
        return call.with_deep_changes(arguments[0], value=_nested(arguments[0].value, is_row=is_row))
    if length is None:
        return reshaped(call, "1, -1" if is_row else "-1, 1")
    value = length.value.elements[0].value if isinstance(length.value, cst.Tuple) else length.value
    text = cst.Module([]).code_for_node(value)
    lengths = f"1, {text}" if is_row else f"{text}, 1"
    if name in _LENGTHS_APART:
        created = cst.parse_expression(f"_({lengths})")
        assert isinstance(created, cst.Call)
        return call.with_changes(args=created.args)
    return call.with_deep_changes(length, value=cst.parse_expression(f"({lengths})"))


def _nested(items: libcst.List, *, is_row: bool) -> libcst.List:
    import libcst as cst

    if is_row:
        return cst.List([cst.Element(items)])
    return items.with_changes(elements=[e.with_changes(value=cst.List([cst.Element(e.value)])) for e in items.elements])
