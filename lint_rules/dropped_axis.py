"""An index or a reduction drops an axis where a row or a column is used.

## What it does
Finds `X[:, i]`, `X[0]`, `X.sum(axis=1)` and the like whose rank-1 result flows into a product, an operator with an
array of rank 2 or more, a `.T`, or a row or column contract.

## Why is this bad?
One sample of `(nx, m)` is the column `(nx, 1)`, but `X[:, i]` is `(nx,)`: neither row nor column, with all that
follows from it (see SG101).

## Example
```python
x = X[:, i]               # (nx,)
total = X.sum(axis=1)     # (nx,)
```

## Use instead
```python
x = X[:, [i]]                           # (nx, 1)
total = X.sum(axis=1, keepdims=True)    # (nx, 1)
```

## Fix safety
Unsafe: the array keeps one more axis, and `X[:, [i]]` is a copy where `X[:, i]` is a view. No fix where another use may
not bear the axis: an index, a loop, `len`, an array of rank 1, a call or a return.

## References
- [NumPy: Indexing on ndarrays](https://numpy.org/doc/stable/user/basics.indexing.html)
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, RankOneUse
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete


class DroppedAxis(Rule[RankOneUse]):
    """``X[:, i]`` where ``X[:, [i]]`` is used."""

    code = "SG104"
    name = "dropped-axis"
    facts: ClassVar[tuple[type[Fact], ...]] = (RankOneUse,)

    def suspects(self, fact: RankOneUse) -> bool:
        return fact.cause == "dropped" and not fact.array.history.declared

    def is_convention(self, fact: RankOneUse) -> bool:
        return True

    def judge(self, fact: RankOneUse, node: libcst.CSTNode) -> Judgement | None:
        kept = "keepdims=True" if isinstance(fact.node, ast.Call) else "a list of one index, `X[:, [i]]`,"
        return Judgement(
            Severity.CONVENTION,
            f"{quote(node)} has lost an axis: it is {fact.array.shape}, used as a row or column in {quote(fact.use)}",
            f"{kept} keeps the axis",
        )

    def mend(self, fact: RankOneUse, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.expression_edits import transposed, with_keyword
        from shapeguard.linting.uses import bears_another_axis

        node, wanted = concrete.node, fact.wanted.dims if fact.wanted is not None else ()
        if (len(wanted) != 2 and fact.role != "transpose") or not isinstance(node, (cst.Call, cst.Subscript)):
            return ()
        if not bears_another_axis(concrete.around(), fact.node, fact.use):
            return ()
        kept = with_keyword(node, "keepdims", "True") if isinstance(node, cst.Call) else _with_listed_index(node)
        axis = _dropped(fact.node)
        if kept is None or axis not in (0, 1, -1):
            return ()
        fits = len(wanted) != 2 or (wanted[0].value == 1) == (axis == 0)
        return (Replacement("unsafe", "keep the axis", node, kept if fits else transposed(kept)),)

    valid = (
        "X = np.ones((3, 4))\nx = X[:, [0]]\nnp.dot(np.ones((1, 3)), x)",
        "X = np.ones((3, 4))\nprint(X[:, 0])",
        "X = np.ones((3, 4))\nfirst = X[0]\nfirst[1] = 5.0",
        "X = np.ones((3, 4))\nX - X.mean(axis=1, keepdims=True)",
        "X = np.ones((3, 4))\ntotal = X.sum(axis=0)\nprint(total.max())",
        "X = np.ones((3, 4))\nx = X[:, 1:2]\nx.T",
        "X = np.ones((3, 4))\na = X[:, 0] + X[:, 1]",
        "X = np.ones((3, 4))\nbest = X.argmax(axis=0)\nX[best, 0]",
        'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "m"]:\n    return X.sum(axis=0)',
        "X = np.ones((3, 4))\nnorms = np.sqrt(X.max(axis=0))",
    )
    invalid = (
        Invalid(
            "X = np.ones((3, 4))\nx = X[:, 0]  # !\nnp.dot(np.ones((1, 3)), x)",
            "X = np.ones((3, 4))\nx = X[:, [0]]\nnp.dot(np.ones((1, 3)), x)",
        ),
        Invalid(
            "X = np.ones((3, 4))\ns = X.sum(axis=1)  # !\ns.T",
            "X = np.ones((3, 4))\ns = X.sum(axis=1, keepdims=True)\ns.T",
        ),
        Invalid(
            "X = np.ones((3, 4))\ns = X.sum(axis=1)  # !\ns.T @ X",
            "X = np.ones((3, 4))\ns = X.sum(axis=1, keepdims=True)\ns.T @ X",
        ),
        Invalid("X = np.ones((3, 4))\ns = X.sum(axis=1)  # !\nX / s.T"),
        Invalid("X = np.ones((3, 4))\ns = X.sum(axis=1)  # !\ns.T\nprint(s[0])"),
        Invalid(
            "X = np.ones((3, 4))\nm = np.mean(X, axis=0)  # !\nX - m",
            "X = np.ones((3, 4))\nm = np.mean(X, axis=0, keepdims=True)\nX - m",
        ),
        Invalid("X = np.ones((3, 4))\nrow = X[0]  # !\nrow.T", "X = np.ones((3, 4))\nrow = X[[0]]\nrow.T"),
        Invalid(
            "X = np.ones((3, 4))\nrow = X[-1, :]  # !\nX @ row", "X = np.ones((3, 4))\nrow = X[[-1], :].T\nX @ row"
        ),
        Invalid("A = np.ones((3, 3))\nv = A[:, 2]  # !\nA @ v", "A = np.ones((3, 3))\nv = A[:, [2]]\nA @ v"),
        Invalid(
            "X = np.ones((3, 4))\ny = X.max(axis=0)  # !\ny.T",
            "X = np.ones((3, 4))\ny = X.max(axis=0, keepdims=True)\ny.T",
        ),
        Invalid("X = np.ones((3, 4))\nX - X.min(axis=0)  # !", "X = np.ones((3, 4))\nX - X.min(axis=0, keepdims=True)"),
        Invalid("X = np.ones((3, 4))\nX * X[1]  # !", "X = np.ones((3, 4))\nX * X[[1]]", Severity.CONVENTION),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"], i: int):\n    x = X[:, i]  # !\n    print(X.T @ x)',
            'def f(X: Float[np.ndarray, "n m"], i: int):\n    x = X[:, [i]]\n    print(X.T @ x)',
        ),
    )


def _dropped(node: ast.AST) -> int | None:
    """The axis that an index or a reduction of a matrix drops."""
    match node:
        case ast.Call(args=arguments, keywords=keywords):
            axes = [k.value for k in keywords if k.arg == "axis"] or list(arguments[-1:])
        case ast.Subscript(slice=ast.Tuple(elts=parts)):
            return next((place for place, part in enumerate(parts) if not isinstance(part, ast.Slice)), None)
        case _:
            return 0 if isinstance(node, ast.Subscript) else None
    try:
        axis = ast.literal_eval(axes[0]) if axes else None
    except ValueError:
        return None
    return axis if isinstance(axis, int) else None


def _with_listed_index(node: libcst.Subscript) -> libcst.Subscript | None:
    """``X[:, [i]]``; None where it is not one index that drops the axis."""
    import libcst as cst

    single = [(part, part.slice.value) for part in node.slice if isinstance(part.slice, cst.Index)]
    if len(single) != 1 or isinstance(single[0][1], (cst.List, cst.Tuple)):
        return None
    part, index = single[0]
    return node.with_deep_changes(part, slice=cst.Index(cst.List([cst.Element(index)])))
