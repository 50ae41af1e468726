"""How the history of an array follows from those of its operands."""

from __future__ import annotations

from dataclasses import replace

from shapeguard.inference.values import Array, History
from shapeguard.shapes import Dim

PLAIN = History()


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


def purposeful(array: Array) -> Array:
    """The array, with an axis made on purpose."""
    return replace(array, history=replace(array.history, purposeful=True))


def reshaped(array: Array) -> Array:
    """The array, marked if it has an axis of length 1 that a reshape may have made."""
    if Dim.of(1) not in array.shape.dims or array.shape.rank == 1:
        return array
    return replace(array, history=replace(array.history, reshaped=True))
