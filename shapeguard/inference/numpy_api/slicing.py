"""The length of a slice, for lengths that are numbers or names.

Names stand for sizes that are large enough: ``x[1:]`` of ``(n,)`` is ``(n-1,)``, ``x[:5]`` is ``(5,)``. Where names
would have to be compared, ``x[:k]`` of ``(n,)``, the length is an opaque ``len(:k)``, equal only to itself.
A length that depends on data may be 0, and so may every slice of it.
"""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.refusing import Refused
from shapeguard.inference.values import Constant, Int, Slice, Value
from shapeguard.shapes import Dim

_ZERO = Dim.of(0)


def slice_length(cut: Slice, length: Dim) -> Dim:
    """How many elements of an axis a slice keeps."""
    parts = [_part(part) for part in (cut.start, cut.stop, cut.step)]
    if any(part is _UNCLEAR for part in parts):
        return Dim.unknown()
    start, stop, step = parts
    width = 1 if step is None else step.value
    if width is None:
        return length if start is None and stop is None and step == Dim.of(-1) else Dim.unknown()
    if width == 0:
        raise Refused(Mismatch.INDEX, "a slice cannot have step 0")
    if length.value is not None and all(part is None or part.value is not None for part in (start, stop)):
        low, high = (None if part is None else part.value for part in (start, stop))
        return Dim.of(len(range(*slice(low, high, width).indices(length.value))))
    if width < 0:
        return _backwards(start, stop, width, length)
    if _is_one_element(start, stop) and width == 1:
        return Dim.of(1)
    first = _ZERO if start is None else _clamped(start, length)
    last = length if stop is None else _clamped(stop, length)
    if first is None or last is None:
        return _opaque(length, start or _ZERO, length if stop is None else stop, width)
    count = last - first
    if length.is_unknown and not count.is_unknown:
        return Dim.unknown()
    if count.nonnegative_when_large and _comparable(first, last):
        return _divided_up(count, width)
    if (-count).never_negative:
        return _ZERO
    return _opaque(length, first, last, width)


_UNCLEAR = Dim.unknown()


def _part(part: Value | None) -> Dim | None:
    if part is None or (isinstance(part, Constant) and part.value is None):
        return None
    return part.dim if isinstance(part, Int) else _UNCLEAR


def _is_one_element(start: Dim | None, stop: Dim | None) -> bool:
    """``i:i+1`` with a symbolic ``i``, which the author means to be an index within the axis."""
    return start is not None and stop is not None and start.value is None and stop - start == Dim.of(1)


def _clamped(bound: Dim, length: Dim) -> Dim | None:
    """A bound as a position from 0 to the length, or None where it cannot be compared with the length."""
    if bound.value is not None:
        if bound.value < 0:
            bound = length + bound
            return bound if bound.nonnegative_when_large and length.value is None else _ZERO
        return bound if (length - bound).nonnegative_when_large else None
    if not bound.nonnegative_when_large:
        return None
    if (length - bound).never_negative:
        return bound
    return length if (bound - length).never_negative else None


def _comparable(first: Dim, last: Dim) -> bool:
    """A named bound may be small next to a constant: ``x[k:10]`` can be empty."""
    return first.value is not None or (last - first).never_negative


def _divided_up(count: Dim, width: int) -> Dim:
    return count if width == 1 else (count + (width - 1)) // width


def _backwards(start: Dim | None, stop: Dim | None, width: int, length: Dim) -> Dim:
    if start is None and stop is None:
        return _divided_up(length, -width)
    if stop is None and start is not None and start.value is not None and start.value < 0:
        count = length + (start.value + 1)
        if count.nonnegative_when_large:
            return _divided_up(count, -width)
    return Dim.unknown()


def _opaque(length: Dim, start: Dim, stop: Dim, width: int) -> Dim:
    return Dim.opaque("slice", length, start, stop, Dim.of(width))
