"""What every elementwise operation does with shapes: broadcast, report who was stretched, fill ``out``."""

from __future__ import annotations

from collections.abc import Sequence

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.history import derived, inherited
from shapeguard.inference.numpy_api.outcome import Argument, Event, Outcome, Spread
from shapeguard.inference.numpy_api.reading import read_array
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.values import UNKNOWN, Array, Constant, Kind, Value
from shapeguard.inference.values import Sequence as Items
from shapeguard.shapes import Shape, Verdict, broadcast, relation
from shapeguard.shapes.frozen import replace


def elementwise(operator: str, operands: Sequence[Array], places: Sequence[Argument], kind: Kind) -> Outcome:
    """The outcome of an operation on operands that are broadcast against each other.

    A failure leaves an unknown value, so that nothing is reported twice.
    """
    if len(operands) == 1:
        return Outcome(Array(operands[0].shape, kind, inherited(*operands)))
    shape, events = spread(operator, operands, places)
    if shape is None:
        return Outcome(UNKNOWN, events)
    return Outcome(Array(shape, kind, inherited(*operands)), events)


def spread(
    operator: str, operands: Sequence[Array], places: Sequence[Argument]
) -> tuple[Shape | None, tuple[Event, ...]]:
    """The common shape of the operands (None where they do not fit) and the event that tells of it."""
    taking_part = [index for index, operand in enumerate(operands) if operand.shape.open or operand.shape.dims]
    if not taking_part:
        return operands[0].shape, ()
    if len(taking_part) == 1:
        return operands[taking_part[0]].shape, ()
    outcome = broadcast(*(operands[index].shape for index in taking_part))
    event = Spread(operator, tuple(places[index] for index in taking_part), outcome)
    return None if outcome.verdict is Verdict.DIFFER else outcome.result, (event,)


def into(out: Value | None, outcome: Outcome, *, exactly: bool = False) -> Outcome:
    """The outcome with its value written to ``out``; with ``exactly``, the value is not broadcast to get there."""
    if out is None or (isinstance(out, Constant) and out.value is None):
        return outcome
    if isinstance(out, Items) and len(out.items) == 1:
        return into(out.items[0], outcome, exactly=exactly)
    if not isinstance(out, Array) or not isinstance(outcome.value, Array):
        return replace(outcome, value=UNKNOWN)
    made = outcome.value.shape
    fits = broadcast(made, out.shape)
    too_small = fits.verdict is Verdict.EQUAL and _certainly_differ(fits.result, out.shape)
    if fits.verdict is Verdict.DIFFER or too_small or (exactly and _certainly_differ(made, out.shape)):
        raise Refused(Mismatch.BROADCAST, f"the result of shape {made} does not fit into out, {out.shape}", ("out",))
    return replace(outcome, value=out)


def _certainly_differ(left: Shape, right: Shape) -> bool:
    if left.open or right.open:
        return False
    return len(left.dims) != len(right.dims) or any(
        relation(a, b) is Verdict.DIFFER for a, b in zip(left.dims, right.dims, strict=True)
    )


def masked_by(where: Value | None, array: Array) -> Array:
    """The array, if a ``where=`` mask leaves its shape alone."""
    if where is None or (isinstance(where, Constant) and isinstance(where.value, bool)):
        return array
    both = broadcast(array.shape, read_array(where).shape)
    if both.verdict is not Verdict.EQUAL or both.result != array.shape:
        raise Unclear
    return array


def plain(shape: Shape, kind: Kind, *operands: Array) -> Array:
    """An array with axes of its own, made from these operands."""
    return Array(shape, kind, derived(*operands))
