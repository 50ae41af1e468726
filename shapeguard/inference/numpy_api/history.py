"""How the history of an array follows from those of its operands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shapeguard.inference.values import Array, History
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace

PLAIN = History()
_OF_THE_OLD_SHAPE: Mapping[str, Any] = {"created": None, "dropped": None, "transpose_of": None, "declared": False}


def inherited(*operands: Array) -> History:
    """The history of a result whose axes are those of the operands, as of ``a + b``.

    An axis made on purpose stays so; what made an operand rank 1 is only passed on by an operand of rank 1.
    """
    histories = [operand.history for operand in operands if operand.history is not PLAIN]
    if not histories:
        return PLAIN
    rank_one = [operand.history for operand in operands if operand.shape.rank == 1]
    return History(
        created=next((history.created for history in rank_one if history.created), None),
        dropped=next((history.dropped for history in rank_one if history.dropped), None),
        purposeful=any(history.purposeful for history in histories),
        reshaped=any(history.reshaped for history in histories),
        declared=any(history.declared for history in histories),
        assumed=any(history.assumed for history in histories),
        clamps=any(history.clamps for history in histories),
    )


def derived(*operands: Array) -> History:
    """The history of a result with axes of its own, as of ``a.sum()``: only how far it can be trusted."""
    histories = [operand.history for operand in operands if operand.history is not PLAIN]
    if not any(history.assumed or history.clamps for history in histories):
        return PLAIN
    return History(
        assumed=any(history.assumed for history in histories), clamps=any(history.clamps for history in histories)
    )


def with_shape(array: Array, shape: Shape) -> Array:
    """The elements of an array in another shape, as of ``a.reshape(...)``.

    What made the array rank 1 or declared its rank is only true of the shape that it had.
    """
    history = array.history
    if history is PLAIN:
        return replace(array, shape=shape)
    same_rank = shape.rank is not None and shape.rank == array.shape.rank
    kept = replace(history, transpose_of=None) if same_rank else replace(history, **_OF_THE_OLD_SHAPE)
    return replace(array, shape=shape, history=kept)


def purposeful(array: Array) -> Array:
    """The array, with an axis made on purpose."""
    return replace(array, history=replace(array.history, purposeful=True))


def of_rank_one(array: Array) -> Array:
    """The array, of rank 1 by its nature, as eigenvalues are: they scale the columns of a matrix as they come."""
    return replace(array, history=replace(array.history, declared=True)) if array.shape.rank == 1 else array


def reshaped(array: Array) -> Array:
    """The array, marked if it has an axis of length 1 that a reshape may have made."""
    if Dim.of(1) not in array.shape.dims or array.shape.rank == 1:
        return array
    return replace(array, history=replace(array.history, reshaped=True))
