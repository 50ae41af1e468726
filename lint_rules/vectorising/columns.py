"""Samples that stay columns: ``x = X[:, [i]]``, ``np.dot(w.T, x)``, ``dw += np.dot(x, dz.T)``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from lint_rules.vectorising.functions import is_dot, numpy_function, of_numpy
from lint_rules.vectorising.lifted import Lifted, NotVectorisable, turned
from shapeguard.inference.values import Constant, Value

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter


def kept_axis(parts: Sequence[ast.expr]) -> ast.expr | None:
    """``i`` of ``X[:, [i]]`` and ``X[:, i:i + 1]``; None where the index keeps no axis for its sample."""
    match parts:
        case [ast.Slice(lower=None, upper=None, step=None), ast.List(elts=[ast.Name() as index])]:
            return index
        case [
            ast.Slice(lower=None, upper=None, step=None),
            ast.Slice(lower=ast.Name() as index, upper=upper, step=None),
        ]:
            is_next = upper is not None and ast.unparse(upper) in (f"{index.id} + 1", f"1 + {index.id}")
            return index if is_next else None
    return None


def of_samples(sample: Lifted) -> Lifted:
    """``x.reshape(-1, 1)`` of a sample of rank 1: the column that it is in the matrix of all samples.

    Raises
    ------
    NotVectorisable
        If the sample has another rank.
    """
    if sample.rank != 2 or sample.axis is None or sample.is_column:
        raise NotVectorisable
    return Lifted(sample.node if sample.axis == 1 else turned(sample.node), 2, 1, True)


def is_to_column(arguments: Sequence[ast.expr]) -> bool:
    """Whether ``reshape`` is asked for a column."""
    parts = arguments[0].elts if len(arguments) == 1 and isinstance(arguments[0], ast.Tuple) else arguments
    return len(parts) == 2 and ast.unparse(parts[1]) == "1" and ast.unparse(parts[0]) == "-1"


def adds_axis(parts: Sequence[ast.expr], environment: Mapping[str, Value]) -> bool:
    """Whether ``x[:, None]`` makes a column of ``x``."""
    match parts:
        case [ast.Slice(lower=None, upper=None, step=None), ast.Constant(value=None)]:
            return True
        case [ast.Slice(lower=None, upper=None, step=None), ast.Attribute(attr="newaxis")]:
            return True
        case [ast.Slice(lower=None, upper=None, step=None), ast.Name(id=name)]:
            return environment.get(name) == Constant(None)
    return False


def element(sample: Lifted, parts: Sequence[ast.expr]) -> Lifted:
    """``x[j, 0]`` of a column: a row of all samples."""
    match parts:
        case [ast.Constant(value=int()) | ast.Name() as feature, ast.Constant(value=0)]:
            return Lifted(ast.Subscript(sample.node, feature, ast.Load()), 1, 0)
    raise NotVectorisable


def joined(build: Callable[..., ast.expr], operands: Sequence[Lifted]) -> Lifted:
    """An elementwise operation of columns with each other, with numbers of samples, and with plain numbers."""
    for operand in operands:
        is_number = operand.free == 0
        if not (operand.is_column or is_number):
            raise NotVectorisable
    return Lifted(build(*(operand.node for operand in operands)), 2, 1, True)


def multiplied(product: Callable[[ast.expr, ast.expr], ast.expr], a: Lifted, b: Lifted) -> Lifted:
    """``np.dot(w.T, x)``: a matrix and a column."""
    if a.axis is not None or a.rank != 2 or not b.is_column:
        raise NotVectorisable
    return Lifted(product(a.node, b.node), 2, 1, True)


def summed_outer(lifter: Lifter, value: ast.expr) -> ast.expr | None:
    """The sum of ``np.dot(x, dz.T)`` over all samples: ``np.dot(X, dZ.T)``; None for anything else."""
    match value:
        case ast.Call(func=function, args=[left, right], keywords=[]) if (
            numpy_function(function, lifter.environment) == "outer"
        ):
            return _summed_of_rows(lifter, left, right)
        case ast.BinOp(left=left, op=ast.MatMult(), right=ast.Attribute(value=right, attr="T")):
            pass
        case ast.Call(func=function, args=[left, ast.Attribute(value=right, attr="T")], keywords=[]) if is_dot(
            function, lifter.environment
        ):
            pass
        case _:
            return None
    if not (lifter.depends(left) and lifter.depends(right)):
        return None
    a, b = lifter.lift(left), lifter.lift(right)
    if not (a.is_column and b.is_column):
        return None
    if isinstance(value, ast.BinOp):
        return ast.BinOp(a.node, ast.MatMult(), turned(b.node))
    return ast.Call(of_numpy("dot", lifter.environment), [a.node, turned(b.node)], [])


def _summed_of_rows(lifter: Lifter, left: ast.expr, right: ast.expr) -> ast.expr:
    """The sum of ``np.outer(x, y)`` over all samples: ``np.dot(X.T, Y)`` of rows, ``np.dot(X, Y.T)`` of columns."""
    a, b = lifter.lift(left), lifter.lift(right)
    dot = of_numpy("dot", lifter.environment)
    match (a.rank, a.axis, a.is_column), (b.rank, b.axis, b.is_column):
        case (2, 0, False), (2, 0, False):
            return ast.Call(dot, [turned(a.node), b.node], [])
        case (2, 1, False), (2, 1, False):
            return ast.Call(dot, [a.node, turned(b.node)], [])
    raise NotVectorisable
