"""Products that sum over a shared axis: ``@`` and ``dot``."""

from __future__ import annotations

from shapeguard.shapes.broadcasting import Clash, broadcast
from shapeguard.shapes.dim import Anonymous
from shapeguard.shapes.frozen import frozen
from shapeguard.shapes.shape import Shape
from shapeguard.shapes.verdict import Verdict, is_named_beside_a_number, relation


@frozen
class Contraction:
    """The result of a product and the axes that had to agree.

    ``scalar_operand`` is set where ``@`` was given a rank-0 operand, which it refuses.
    """

    operands: tuple[Shape, Shape]
    result: Shape
    verdict: Verdict
    clash: Clash | None
    scalar_operand: bool = False


def matmul(left: Shape, right: Shape) -> Contraction:
    """``left @ right``: the last axis meets the last but one; leading axes broadcast.

    >>> str(matmul(Shape.of(2, 3), Shape.of(3, 4)).result)
    '(2, 4)'
    """
    operands = (left, right)
    if left.rank == 0 or right.rank == 0:
        return Contraction(operands, Shape.unknown(), Verdict.DIFFER, None, scalar_operand=True)
    verdict, clash = _contract(left, right)
    if left.open or right.open:
        return Contraction(operands, Shape.unknown(), max(verdict, Verdict.UNKNOWN), clash)
    rows = left.dims[-2:-1] if len(left.dims) > 1 else ()
    columns = right.dims[-1:] if len(right.dims) > 1 else ()
    batch = broadcast(Shape(left.dims[:-2]), Shape(right.dims[:-2]))
    if batch.verdict > verdict:
        verdict, clash = batch.verdict, batch.clash
    return Contraction(operands, Shape(batch.result.dims + rows + columns), verdict, clash)


def dot(left: Shape, right: Shape) -> Contraction:
    """``np.dot``: like ``@`` up to rank 2; above, every row of the left meets every column of the right.

    >>> str(dot(Shape.of(5, 2, 3), Shape.of(7, 3, 4)).result)
    '(5, 2, 7, 4)'
    """
    operands = (left, right)
    if left.rank == 0 or right.rank == 0:
        return Contraction(operands, right if left.rank == 0 else left, Verdict.EQUAL, None)
    verdict, clash = _contract(left, right)
    if left.open or right.open:
        return Contraction(operands, Shape.unknown(), max(verdict, Verdict.UNKNOWN), clash)
    kept = right.dims[:-2] + right.dims[-1:] if len(right.dims) > 1 else ()
    return Contraction(operands, Shape(left.dims[:-1] + kept), verdict, clash)


def _contract(left: Shape, right: Shape) -> tuple[Verdict, Clash | None]:
    """Hold the last axis of the left against the last but one (or only) axis of the right."""
    if not left.dims or not right.dims or (right.open and len(right.dims) < 2):
        return Verdict.UNKNOWN, None
    axis = -2 if len(right.dims) > 1 else -1
    dims = left.dims[-1], right.dims[axis]
    verdict = relation(*dims)
    is_itself = left == right and is_named_beside_a_number(left.dims)
    if verdict is Verdict.UNKNOWN and (is_itself or _fits_turned(left, right)):
        verdict = Verdict.COINCIDE
    return verdict, None if verdict is Verdict.EQUAL else Clash((0, 1), (-1, axis), dims, verdict)


def _fits_turned(left: Shape, right: Shape) -> bool:
    """Whether the rows of both, ``(n, 3)`` and ``(n, k)``, are the same: it is ``left.T`` that fits.

    Of rows that nothing is known of, ``(?, d)``, the left may be square.
    """
    if len(left.dims) != 2 or len(right.dims) != 2:
        return False
    rows, columns = left.dims
    if rows.value is not None or any(isinstance(atom, Anonymous) for factors, _ in rows.terms for atom, _ in factors):
        return False
    return rows == right.dims[0] and columns.value not in (None, 1)
