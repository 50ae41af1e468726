"""What an expression about one sample becomes: the same for all samples at once."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from shapeguard.inference.values import Array, Constant, Int, Kind, OneOf, Scalar, Value


class NotVectorisable(Exception):
    """The loop does something that no recogniser knows: nothing is said about it."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """An expression over all samples.

    Attributes
    ----------
    node
        The expression.
    rank
        Its number of axes.
    axis
        Which of them are the samples, from 0; None where the value is the same for every sample.
    is_column
        Whether one sample is a column, ``X[:, [i]]``: then the samples stand on an axis that one sample has too.
    """

    node: ast.expr
    rank: int = 0
    axis: int | None = None
    is_column: bool = False

    @property
    def free(self) -> int:
        """The rank of one sample."""
        return self.rank - (self.axis is not None and not self.is_column)

    def written(self, node: ast.expr) -> Lifted:
        """Another expression, laid out alike."""
        return replace(self, node=node)


def rank_of(value: Value | None) -> int | None:
    """The rank of a number or a plain array; None where it is not known.

    Raises
    ------
    NotVectorisable
        If the value is known to be something else: a list, a function, an array of objects.
    """
    match value:
        case None:
            return None
        case Int() | Scalar():
            return 0
        case Constant(value=bool() | int() | float() | complex()):
            return 0
        case Array(kind=Kind.OBJECT):
            raise NotVectorisable
        case Array(shape=shape):
            return shape.rank
        case OneOf(options=options):
            ranks = {rank_of(option) for option in options}
            return ranks.pop() if len(ranks) == 1 else None
    if type(value).__name__ == "Unknown":
        return None
    raise NotVectorisable


def aligned(lifted: Lifted, free: int, axis: int) -> ast.expr:
    """The expression laid out for samples of rank ``free`` that stand at ``axis``: turned, or with new axes.

    Raises
    ------
    NotVectorisable
        If it takes more than a transpose or new axes.
    """
    behind = free - axis
    if lifted.axis is None:
        before = lifted.rank - behind
        return lifted.node if before <= 0 else _with_axes(lifted.node, before, 1, behind)
    if lifted.rank == 1:
        return lifted.node if behind == 0 else _with_axes(lifted.node, 1, behind, 0)
    if lifted.free != free:
        raise NotVectorisable
    if lifted.axis == axis:
        return lifted.node
    if lifted.rank != 2:
        raise NotVectorisable
    return turned(lifted.node)


def turned(node: ast.expr) -> ast.expr:
    """``x.T``, and ``x`` for ``x.T``."""
    return node.value if isinstance(node, ast.Attribute) and node.attr == "T" else ast.Attribute(node, "T", ast.Load())


def _with_axes(node: ast.expr, before: int, new: int, behind: int) -> ast.expr:
    """``x[:, None]``."""
    parts: list[ast.expr] = [ast.Slice() for _ in range(before)]
    parts += [ast.Constant(None) for _ in range(new)]
    parts += [ast.Slice() for _ in range(behind)]
    return ast.Subscript(node, ast.Tuple(parts, ast.Load()), ast.Load())
