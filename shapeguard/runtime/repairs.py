"""The likely repair of an array that does not fit: tried out on the whole call, told only if exactly one works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from shapeguard.runtime.function_contract import RESULT
from shapeguard.runtime.observations import Observed, are_consistent
from shapeguard.shapes import diagnosis

_CASTS = ("float64", "int64", "bool", "complex128", "float32", "int32", "uint8")


_CONVERSIONS = {
    "O": "It holds Python objects: {subject}.astype(np.{target}) converts them if every one is a number.",
    "U": "It holds text: {subject}.astype(np.{target}) reads numbers; categories have to be encoded as numbers first.",
    "S": "It holds bytes: {subject}.astype(np.{target}) reads numbers; categories have to be encoded as numbers first.",
    "c": "Its numbers are complex: take {subject}.real, or np.abs({name}), whichever is meant.",
    "f": "Its numbers may be fractions: round them on purpose, np.rint({name}).astype(np.{target}).",
    "M": "It holds dates: ({name} - {subject}.min()) / np.timedelta64(1, 'D') counts the days.",
    "m": "It holds spans of time: {name} / np.timedelta64(1, 's') counts the seconds.",
    "V": "It holds records: numpy.lib.recfunctions.structured_to_unstructured({name}) makes a table of their fields.",
}
"""What to do about a dtype by its kind, where a cast may fail or lose something."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing to try: the array as it would be, the expression that makes it so, and the advice."""

    outcome: Observed
    expression: str
    advice: str


def repair_of(failing: Observed, observed: Sequence[Observed], arguments: dict[str, Any]) -> Repair | None:
    """The one repair with which every array of the call fits; None if there is none or more than one."""
    working = [repair for repair in _candidates(failing) if _works(repair, failing, observed, arguments)]
    distinct = {repair.outcome.shape: repair for repair in working}
    return working[0] if len(distinct) == 1 else None


def _works(repair: Repair, failing: Observed, observed: Sequence[Observed], arguments: dict[str, Any]) -> bool:
    return are_consistent((repair.outcome if item is failing else item for item in observed), arguments)


def _candidates(failing: Observed) -> Iterator[Repair]:
    yield from _casts(failing)
    yield from _transposes(failing)
    yield from _reshapes(failing)


def conversion_of(failing: Observed) -> str | None:
    """What to do about a dtype that no safe cast mends, in words: only the author knows what is meant."""
    numbers, dtype = failing.check.numbers, failing.value.dtype
    if not isinstance(dtype, np.dtype) or numbers is None or dtype.num in numbers:
        return None
    target = next((name for name in _CASTS if name != "bool" and np.dtype(name).num in numbers), None)
    advice = _CONVERSIONS.get(dtype.kind) if target is not None else None
    subject = diagnosis.attribute_of(failing.expression)
    return advice and advice.format(name=failing.expression, subject=subject, target=target)


def _casts(failing: Observed) -> Iterator[Repair]:
    numbers = failing.check.numbers
    dtype = failing.value.dtype
    if numbers is None or not isinstance(dtype, np.dtype) or dtype.num in numbers:
        return
    for name in _CASTS:
        target = np.dtype(name)
        if target.num in numbers and (np.can_cast(dtype, target, "same_kind") or name == "bool"):
            expression = f"{diagnosis.attribute_of(failing.expression)}.astype({_dtype_text(name)})"
            yield Repair(failing.reshaped(failing.shape, target), expression, f"Cast it: {expression}.")
            return


def _dtype_text(name: str) -> str:
    return "bool" if name == "bool" else f"np.{name}"


def _transposes(failing: Observed) -> Iterator[Repair]:
    shape = failing.shape
    if len(shape) >= 2 and shape != shape[::-1]:
        names = [axis.text for axis in failing.check.spec.axes][::-1]
        axes = names if len(names) == len(shape) else shape
        advice = diagnosis.looks_transposed(failing.expression, axes)
        yield Repair(failing.reshaped(shape[::-1]), f"{diagnosis.attribute_of(failing.expression)}.T", advice)
    if len(shape) >= 3:
        yield from _moves(failing)


def _moves(failing: Observed) -> Iterator[Repair]:
    """The last two axes exchanged, or one moved between the second place and the last (the channels of images)."""
    array, name = failing.reshaped(failing.shape).value, failing.expression
    for moved, expression in (
        (np.swapaxes(array, -2, -1), f"{diagnosis.attribute_of(name)}.swapaxes(-2, -1)"),
        (np.moveaxis(array, 1, -1), f"np.moveaxis({name}, 1, -1)"),
        (np.moveaxis(array, -1, 1), f"np.moveaxis({name}, -1, 1)"),
    ):
        yield Repair(failing.reshaped(moved.shape), expression, f"Its axes look misplaced. Did you mean {expression}?")


def _reshapes(failing: Observed) -> Iterator[Repair]:
    shape, spec = failing.shape, failing.check.spec
    target = [axis.text for axis in spec.axes]
    subject = diagnosis.attribute_of(failing.expression)
    if len(shape) == 1 and spec.rank == 2:
        for new, is_column in (((1, *shape), False), ((*shape, 1), True)):
            row_or_column = diagnosis.row_or_column(is_column)
            say = diagnosis.lost_axis if failing.path == RESULT else diagnosis.is_rank_one
            expression = f"{subject}.reshape({row_or_column})"
            yield Repair(failing.reshaped(new), expression, say(failing.expression, target, is_column))
    if len(shape) == 2 and 1 in shape and spec.rank == 1:
        flat = (max(shape) if min(shape) else 0,)
        yield Repair(
            failing.reshaped(flat), f"{subject}.reshape(-1)", diagnosis.has_extra_axis(failing.expression, target)
        )
