"""Functions that make arrays from lengths or from other data."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.kinds import counted, inexact, promoted
from shapeguard.inference.numpy_api.outcome import Event, Outcome
from shapeguard.inference.numpy_api.reading import read_array, read_dim, read_int
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Constant, Int, Kind, Sequence, Value
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace

_LONGEST = 2**63
"""No array is as long, and no counter as large."""


def created(shape: Shape, kind: Kind) -> Outcome:
    """A new array; one of rank 1 remembers the call that made it."""
    return Outcome(Array(shape, kind), role="created" if shape.rank == 1 else None)


@rule("numpy.zeros", "numpy.ones", "numpy.empty", creates=True)
def zeros(
    shape: Shape,
    dtype: Kind | None = None,
    order: str | None = None,
    *,
    device: Value | None = None,
    like: Value | None = None,
) -> Answer:
    return created(shape, dtype or Kind.FLOAT)


@rule("numpy.full", creates=True)
def full(
    shape: Shape, fill_value: Array, dtype: Kind | None = None, order: str | None = None, *, device: Value | None = None
) -> Answer:
    events = filled(shape, fill_value)
    return replace(created(shape, dtype or fill_value.kind), events=events)


def filled(shape: Shape, fill: Array) -> tuple[Event, ...]:
    """What keeps an array from filling a shape."""
    if shape.open or fill.shape.open:
        return ()
    behind = shape.dims[len(shape.dims) - len(fill.shape.dims) :] if fill.shape.rank else ()
    reason = f"{fill.shape} does not fill {shape}"
    if len(fill.shape.dims) > len(shape.dims):
        surplus = fill.shape.dims[: len(fill.shape.dims) - len(shape.dims)]
        if any(dim != Dim.of(1) for dim in surplus):
            raise Refused(Mismatch.BROADCAST, reason, ("fill_value",))
        behind = (*(Dim.of(1) for _ in surplus), *shape.dims)
    pairs = zip(fill.shape.dims, behind, strict=True)
    return tuple(
        event
        for old, new in pairs
        if old != Dim.of(1)
        for event in agree(Mismatch.BROADCAST, old, new, reason, ("fill_value",))
    )


@rule("numpy.ndarray", creates=True)
def ndarray(
    shape: Shape,
    dtype: Kind | None = None,
    buffer: Value | None = None,
    offset: Value | None = None,
    strides: Value | None = None,
    order: str | None = None,
) -> Answer:
    return created(shape, dtype or Kind.FLOAT)


@rule("numpy.zeros_like", "numpy.ones_like", "numpy.empty_like")
def zeros_like(
    a: Array,
    dtype: Kind | None = None,
    order: str | None = None,
    subok: Value | None = None,
    shape: Shape | None = None,
    *,
    device: Value | None = None,
) -> Answer:
    return _like(a, shape, dtype)


@rule("numpy.full_like")
def full_like(
    a: Array,
    fill_value: Value,
    dtype: Kind | None = None,
    order: str | None = None,
    subok: Value | None = None,
    shape: Shape | None = None,
    *,
    device: Value | None = None,
) -> Answer:
    return _like(a, shape, dtype)


def _like(a: Array, shape: Shape | None, dtype: Kind | None) -> Answer:
    if shape is not None:
        return created(shape, dtype or a.kind)
    return replace(a, kind=dtype or a.kind)


def _apart(length: Value, name: str) -> Dim:
    """A length that stands for itself: a tuple of lengths is refused."""
    if isinstance(length, Sequence):
        raise Refused(Mismatch.CREATION, f"{name} takes lengths, not a tuple of them")
    return read_dim(length)


@rule("numpy.eye", creates=True)
def eye(
    N: Value,
    M: Dim | None = None,
    k: Value | None = None,
    dtype: Kind | None = None,
    order: str | None = None,
    *,
    device: Value | None = None,
    like: Value | None = None,
) -> Answer:
    rows = _apart(N, "eye")
    return created(Shape((rows, M or rows)), dtype or Kind.FLOAT)


@rule("numpy.tri", creates=True)
def tri(N: Dim, M: Dim | None = None, k: Value | None = None, dtype: Kind | None = None) -> Answer:
    return created(Shape((N, M or N)), dtype or Kind.FLOAT)


@rule("numpy.identity", creates=True)
def identity(n: Value, dtype: Kind | None = None, *, like: Value | None = None) -> Answer:
    length = _apart(n, "identity")
    return created(Shape((length, length)), dtype or Kind.FLOAT)


@rule("numpy.arange")
def arange(
    start: Value,
    stop: Value | None = None,
    step: Value | None = None,
    dtype: Kind | None = None,
    *,
    device: Value | None = None,
    like: Value | None = None,
) -> Answer:
    bounds = [value for value in (start, stop, step) if value is not None]
    kind = dtype or promoted(*(read_array(bound).kind for bound in bounds))
    first, last = (Int(Dim.of(0)), start) if stop is None else (start, stop)
    return created(Shape((_count(first, last, step or Int(Dim.of(1))),)), kind)


def _count(start: Value, stop: Value, step: Value) -> Dim:
    """The length of ``np.arange(start, stop, step)``."""
    numbers = [_number(bound) for bound in (start, stop, step)]
    first, last, width = numbers
    if first is not None and last is not None and width:
        steps = -(-((last - first) / width) // 1)
        return Dim.of(max(0, int(steps))) if steps < _LONGEST else Dim.unknown()  # NaN is not below it
    if isinstance(start, Int) and isinstance(stop, Int) and isinstance(step, Int) and step.dim.value:
        length, width_of_step = stop.dim - start.dim, step.dim.value
        if width_of_step < 0:
            length, width_of_step = -length, -width_of_step
        if length.nonnegative_when_large:
            return length if width_of_step == 1 else (length + (width_of_step - 1)) // width_of_step
    return Dim.unknown()


def _number(value: Value) -> int | float | None:
    if isinstance(value, Int):
        number: int | float | None = value.dim.value
    else:
        number = value.value if isinstance(value, Constant) and isinstance(value.value, float) else None
    return None if number is None or not abs(number) < _LONGEST else number


@rule("numpy.linspace")
def linspace(
    start: Array,
    stop: Array,
    num: Dim | None = None,
    endpoint: Value | None = None,
    retstep: bool | None = None,
    dtype: Kind | None = None,
    axis: int = 0,
) -> Answer:
    line = _line(start, stop, num, dtype, axis)
    if retstep and isinstance(line.value, Array):
        return Sequence((line.value, Array(Shape(line.value.shape.dims[1:]), Kind.FLOAT)))
    return line


@rule("numpy.logspace")
def logspace(
    start: Array,
    stop: Array,
    num: Dim | None = None,
    endpoint: Value | None = None,
    base: Value | None = None,
    dtype: Kind | None = None,
    axis: int = 0,
) -> Answer:
    return _line(start, stop, num, dtype, axis)


@rule("numpy.geomspace")
def geomspace(
    start: Array,
    stop: Array,
    num: Dim | None = None,
    endpoint: Value | None = None,
    dtype: Kind | None = None,
    axis: int = 0,
) -> Answer:
    return _line(start, stop, num, dtype, axis)


def _line(start: Array, stop: Array, num: Dim | None, dtype: Kind | None, axis: int) -> Outcome:
    if start.shape.dims or stop.shape.dims or start.shape.open or stop.shape.open or axis not in (0, -1):
        raise Unclear
    length = Dim.of(50) if num is None else num
    if length.value is not None and length.value < 0:
        raise Refused(Mismatch.CREATION, f"the number of samples must not be negative: {length}")
    return created(Shape((length,)), dtype or inexact(start.kind, stop.kind))


@rule("numpy.diag")
def diag(v: Array, k: Value | None = None) -> Answer:
    offset = 0 if k is None else read_int(k)
    if v.shape.rank == 1:
        side = v.shape.dims[0] + abs(offset)
        return plain(Shape((side, side)), v.kind, v)
    if v.shape.rank == 2:
        return plain(Shape((diagonal_length(v.shape.dims[0], v.shape.dims[1], offset),)), v.kind, v)
    if v.shape.open:
        raise Unclear
    raise Refused(Mismatch.AXIS, f"diag takes an array of rank 1 or 2, not {v.shape}", ("v",))


def diagonal_length(rows: Dim, columns: Dim, offset: int) -> Dim:
    """How many elements the diagonal of a matrix has."""
    rows, columns = (rows, columns - offset) if offset > 0 else (rows + offset, columns)
    if rows == columns and rows.nonnegative_when_large:
        return rows
    if rows.value is not None and columns.value is not None:
        return Dim.of(max(0, min(rows.value, columns.value)))
    if (rows - columns).never_negative and columns.nonnegative_when_large:
        return columns
    if (columns - rows).never_negative and rows.nonnegative_when_large:
        return rows
    return Dim.opaque("min", *sorted((rows, columns), key=str)) if not offset else Dim.unknown()


@rule("numpy.diagflat")
def diagflat(v: Array, k: Value | None = None) -> Answer:
    count = v.shape.element_count
    if count is None:
        return plain(Shape.of_rank(2), v.kind, v)
    side = count + abs(0 if k is None else read_int(k))
    return plain(Shape((side, side)), v.kind, v)


@rule("numpy.vander")
def vander(x: Array, N: Dim | None = None, increasing: Value | None = None) -> Answer:
    if x.shape.open:
        raise Unclear
    if len(x.shape.dims) != 1:
        raise Refused(Mismatch.AXIS, f"vander takes an array of rank 1, not {x.shape}", ("x",))
    return plain(Shape((x.shape.dims[0], N or x.shape.dims[0])), counted(x.kind), x)


@rule("numpy.frombuffer", "numpy.fromfile", "numpy.fromstring", "numpy.fromiter")
def frombuffer(
    buffer: Value,
    dtype: Kind | None = None,
    count: Value | None = None,
    offset: Value | None = None,
    *,
    sep: Value | None = None,
) -> Answer:
    return created(Shape.of_rank(1), dtype or Kind.FLOAT)
