"""Products of samples: dot products, and the matrix products that they are for all samples at once."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from lint_rules.vectorising import columns, functions
from lint_rules.vectorising.elements import kind
from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.lifted import Lifted, NotVectorisable, turned
from shapeguard.inference.values import Kind

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter

_NOT_WIDENED = frozenset({Kind.BOOL, Kind.INT})
"""``np.dot`` of truth values is one itself, and of small integers it overflows; ``np.sum`` counts in large ones."""


def multiplied(lifter: Lifter, node: ast.Call | ast.BinOp, left: ast.expr, right: ast.expr) -> Lifted:
    """Lift ``np.dot(w, X[:, i])`` or ``w @ X[:, i]``."""
    a, b = lifter.lift(left), lifter.lift(right)
    if a.axis is None and b.axis is None:
        if 0 in (a.rank, b.rank):
            raise NotVectorisable
        return Lifted(_product(node, a.node, b.node), max(a.rank + b.rank - 2, 0))
    if a.is_column or b.is_column:
        return columns.multiplied(lambda x, y: _product(node, x, y), a, b)
    if 3 in (a.rank, b.rank):
        return _batched(lifter, node, a, b)
    if a.axis is not None and b.axis is not None:
        return _row_by_row(lifter, a, b)
    if a.axis is None and (a.rank, b.rank) in ((1, 2), (2, 2)):
        return _by_matrix(node, a, b)
    if b.axis is None and (a.rank, b.rank) in ((2, 1), (2, 2)):
        return _by_matrix(node, Lifted(turned(b.node) if b.rank == 2 else b.node, b.rank), a)
    raise NotVectorisable


def summed_product(lifter: Lifter, a: Lifted, b: Lifted) -> ast.expr | None:
    """The sum over the samples of ``a * b`` as a dot product; None where it is not one."""
    if (
        a.is_column
        or b.is_column
        or {kind(a.node, lifter.environment), kind(b.node, lifter.environment)} <= _NOT_WIDENED
    ):
        return None
    dot = of_numpy("dot", lifter.environment)
    match (a.rank, a.axis), (b.rank, b.axis):
        case (1, 0), (1, 0):
            return ast.Call(dot, [a.node, b.node], [])
        case ((2, 1), (1, 0)) | ((1, 0), (2, 0)):
            return ast.Call(dot, [a.node, b.node], [])
        case ((1, 0), (2, 1)) | ((2, 0), (1, 0)):
            return ast.Call(dot, [b.node, a.node], [])
    return None


def outer(lifter: Lifter, a: Lifted, b: Lifted, axis: int) -> ast.expr | None:
    """``a[i] * b`` for all ``i`` is an outer product; None for anything else."""
    function = of_numpy("outer", lifter.environment)
    match (a.rank, a.axis), (b.rank, b.axis):
        case (1, 0), (1, None):
            return ast.Call(function, [a.node, b.node] if axis == 0 else [b.node, a.node], [])
        case (1, None), (1, 0):
            return ast.Call(function, [b.node, a.node] if axis == 0 else [a.node, b.node], [])
    return None


def _by_matrix(node: ast.Call | ast.BinOp, constant: Lifted, samples: Lifted) -> Lifted:
    """``W @ X[:, i]`` for all ``i``: ``W @ X`` for columns, ``X @ W.T`` for rows."""
    if samples.axis == 1:
        return Lifted(_product(node, constant.node, samples.node), constant.rank, constant.rank - 1)
    other = turned(constant.node) if constant.rank == 2 else constant.node
    return Lifted(_product(node, samples.node, other), constant.rank, 0)


def _row_by_row(lifter: Lifter, a: Lifted, b: Lifted) -> Lifted:
    """``np.dot(X[:, i], Y[:, i])`` for all ``i``: the sum of the elementwise product along the other axis."""
    if a.rank != 2 or b.rank != 2:
        raise NotVectorisable
    both = lifter.joined(lambda x, y: ast.BinOp(x, ast.Mult(), y), [a, b])
    axis = ast.keyword("axis", ast.Constant(1 - (both.axis or 0)))
    return Lifted(ast.Call(of_numpy("sum", lifter.environment), [both.node], [axis]), 1, 0)


def _batched(lifter: Lifter, node: ast.Call | ast.BinOp, a: Lifted, b: Lifted) -> Lifted:
    """``A[i] @ B[i]`` for all ``i`` of stacks of matrices: ``A @ B``; a vector of each is a matrix meanwhile."""
    is_inner = isinstance(node, ast.Call) and functions.numpy_function(node.func, lifter.environment) == "inner"
    if is_inner or {a.axis, b.axis} - {0, None} or not 0 < a.free < 3 or not 0 < b.free < 3:
        raise NotVectorisable
    free = a.free + b.free - 2
    left = _indexed(a.node, ":, None") if (a.free, a.axis) == (1, 0) else a.node
    right = _indexed(b.node, ":, :, None") if (b.free, b.axis) == (1, 0) else b.node
    product: ast.expr = ast.BinOp(left, ast.MatMult(), right)
    if left is not a.node:
        product = _indexed(product, ":, 0")
    if right is not b.node:
        product = _indexed(product, "..., 0")
    return Lifted(product, free + 1, 0)


def _indexed(node: ast.expr, index: str) -> ast.expr:
    """``X[:, None]``."""
    subscript = ast.parse(f"_[{index}]", mode="eval").body
    assert isinstance(subscript, ast.Subscript)
    return ast.Subscript(node, subscript.slice, ast.Load())


def _product(node: ast.Call | ast.BinOp, left: ast.expr, right: ast.expr) -> ast.expr:
    """Spelt as the loop spells it."""
    if isinstance(node, ast.BinOp):
        return ast.BinOp(left, ast.MatMult(), right)
    match node.func:
        case ast.Attribute(value=module, attr="inner"):
            return ast.Call(ast.Attribute(module, "dot", ast.Load()), [left, right], [])
    return ast.Call(node.func, [left, right], [])
