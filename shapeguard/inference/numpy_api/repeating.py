"""Functions that make an array longer or shorter: repeat, tile, pad, insert, delete, diff, resize."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.joining import joined
from shapeguard.inference.numpy_api.kinds import inexact
from shapeguard.inference.numpy_api.outcome import Event, Outcome
from shapeguard.inference.numpy_api.reading import Axes, known_rank, normalized, one_axis, read_array, read_dim
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree
from shapeguard.inference.numpy_api.reshaping import flattened
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Int, Kind, Sequence, Slice, Value
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace


@rule("numpy.repeat", "ndarray.repeat")
def repeat(a: Array, repeats: Value, axis: int | None = None) -> Answer:
    source = flattened(a) if axis is None else a
    rank = known_rank(source)
    if rank == 0:
        raise Unclear
    position = one_axis(0 if axis is None else axis, rank)
    length = source.shape.dims[position]
    dims = list(source.shape.dims)
    dims[position] = _repeated(length, repeats)
    return plain(Shape(tuple(dims)), a.kind, a)


def _repeated(length: Dim, repeats: Value) -> Dim:
    if isinstance(repeats, Int):
        if repeats.dim.value is not None and repeats.dim.value < 0:
            raise Unclear
        return length * repeats.dim
    if isinstance(repeats, Sequence) and length.value == len(repeats.items) and len(repeats.items) > 1:
        return sum((read_dim(item) for item in repeats.items), Dim.of(0))
    if isinstance(repeats, Sequence) and length.value is not None and len(repeats.items) not in (1, length.value):
        times = f"{len(repeats.items)} numbers of times"
        raise Refused(Mismatch.BROADCAST, f"{times} are given for an axis of length {length}", ("a",))
    return Dim.unknown()


@rule("numpy.tile")
def tile(A: Array, reps: Value) -> Answer:
    items = reps.items if isinstance(reps, Sequence) else (reps,)
    if not all(isinstance(item, Int) for item in items):
        raise Unclear
    times = [read_dim(item) for item in items]
    if any(dim.value is not None and dim.value < 0 for dim in times):
        raise Unclear
    known_rank(A)
    rank, one = max(len(times), len(A.shape.dims)), Dim.of(1)
    before = [one] * (rank - len(A.shape.dims)) + list(A.shape.dims)
    times = [one] * (rank - len(times)) + times
    return plain(Shape(tuple(dim * time for dim, time in zip(before, times, strict=True))), A.kind, A)


@rule("numpy.pad")
def pad(array: Array, pad_width: Value, mode: Value | None = None, *, constant_values: Value | None = None) -> Answer:
    rank = known_rank(array)
    if mode is not None and any(dim.value == 0 for dim in array.shape.dims):
        raise Unclear
    widths = _widths(pad_width, rank)
    dims = tuple(dim + before + after for dim, (before, after) in zip(array.shape.dims, widths, strict=True))
    return plain(Shape(dims), array.kind, array)


def _widths(value: Value, rank: int) -> list[tuple[Dim, Dim]]:
    """``1``, ``(1, 2)``, ``((1, 2), (0, 0))``: how much is put before and after each axis."""
    if isinstance(value, Int):
        return [(_width(value), _width(value))] * rank
    if not isinstance(value, Sequence) or rank == 0:
        raise Unclear
    pairs = [item for item in value.items if isinstance(item, Sequence)]
    if not pairs:
        ends = [_width(item) for item in value.items]
        if len(ends) == 1:
            return [(ends[0], ends[0])] * rank
        if len(ends) == 2:
            return [(ends[0], ends[1])] * rank
        raise Unclear
    if len(pairs) != len(value.items) or any(len(pair.items) not in (1, 2) for pair in pairs):
        raise Unclear
    if len(pairs) not in (1, rank):
        raise Refused(Mismatch.AXIS, f"{len(pairs)} pairs of widths for an array of rank {rank}", ("array",))
    widths = [(_width(pair.items[0]), _width(pair.items[-1])) for pair in pairs]
    return widths * rank if len(widths) == 1 else widths


def _width(value: Value) -> Dim:
    width = read_dim(value)
    if width.value is not None and width.value < 0:
        raise Unclear
    return width


@rule("numpy.diff")
def diff(a: Array, n: int = 1, axis: int = -1, prepend: Array | None = None, append: Array | None = None) -> Answer:
    if n < 0:
        raise Unclear
    if a.shape.rank == 0:
        raise Refused(Mismatch.AXIS, "diff needs rank 1 or more", ("a",))
    if n == 0:
        return a
    position = one_axis(axis, known_rank(a))
    extended = joined([_end(part, a, position) for part in (prepend, a, append) if part is not None], position, "a")
    if not isinstance(extended.value, Array) or extended.value.shape.open:
        raise Unclear
    dims = list(extended.value.shape.dims)
    left = dims[position] - n
    dims[position] = Dim.of(max(0, left.value)) if left.value is not None else left
    return replace(extended, value=plain(Shape(tuple(dims)), extended.value.kind, a))


def _end(part: Array, a: Array, axis: int) -> Array:
    """What ``prepend`` and ``append`` put at an end: a number is stretched over the other axes."""
    if part.shape.rank != 0:
        return part
    dims = list(a.shape.dims)
    dims[axis] = Dim.of(1)
    return replace(part, shape=Shape(tuple(dims)))


@rule("numpy.ediff1d")
def ediff1d(ary: Array) -> Answer:
    count = flattened(ary).shape.dims[0] - 1
    return plain(Shape((Dim.of(max(0, count.value)) if count.value is not None else count,)), ary.kind, ary)


@rule("numpy.gradient")
def gradient(f: Array, *varargs: Value, axis: Axes | None = None, edge_order: Value | None = None) -> Answer:
    rank = known_rank(f)
    over = tuple(range(rank)) if axis is None else normalized(axis, rank, operand="f")
    if not over or any((f.shape.dims[i].value or 2) < 2 or f.shape.dims[i].value == 0 for i in over):
        raise Unclear
    events = _spaced(f, over, [read_array(spacing) for spacing in varargs])
    slope = plain(f.shape, inexact(f.kind), f)
    return Outcome(slope if len(over) == 1 else Sequence((slope,) * len(over)), events)


def _spaced(f: Array, over: Axes, spacings: list[Array]) -> tuple[Event, ...]:
    """One spacing for all axes, or for each axis one spacing or the positions along it."""
    ranks = [spacing.shape.rank for spacing in spacings]
    if ranks in ([], [0]):
        return ()
    if len(ranks) != len(over) or not set(ranks) <= {0, 1}:
        raise Unclear
    return tuple(
        event
        for axis, spacing in zip(over, spacings, strict=True)
        for length in spacing.shape.dims
        for event in agree(
            Mismatch.BROADCAST,
            f.shape.dims[axis],
            length,
            f"axis {axis} of {f.shape} has length {f.shape.dims[axis]}, but its positions are {length}",
            ("f",),
        )
    )


@rule("numpy.delete")
def delete(arr: Array, obj: Value, axis: int | None = None) -> Answer:
    source = flattened(arr) if axis is None else arr
    position = one_axis(0 if axis is None else axis, known_rank(source), operand="arr")
    dims = list(source.shape.dims)
    length = dims[position]
    if isinstance(obj, Int) and obj.dim.value is not None:
        if length.value is not None and not -length.value <= obj.dim.value < length.value:
            raise Refused(Mismatch.INDEX, f"index {obj.dim} is out of bounds for an axis of length {length}", ("arr",))
        dims[position] = length - 1
    elif isinstance(obj, Int):
        dims[position] = length - 1
    else:
        if isinstance(obj, (Slice, Sequence)) and length.value is not None:
            raise Unclear
        dims[position] = Dim.unknown()
    return plain(Shape(tuple(dims)), arr.kind, arr)


@rule("numpy.insert")
def insert(arr: Array, obj: Value, values: Array, axis: int | None = None) -> Answer:
    source = flattened(arr) if axis is None else arr
    position = one_axis(0 if axis is None else axis, known_rank(source), operand="arr")
    if not isinstance(obj, Int) or values.shape != Shape(()):
        raise Unclear
    dims, where = list(source.shape.dims), obj.dim.value
    length = dims[position].value
    if where is not None and length is not None and not -length <= where <= length:
        raise Refused(Mismatch.INDEX, f"index {where} is out of bounds for an axis of length {length}", ("arr",))
    dims[position] = dims[position] + 1
    return plain(Shape(tuple(dims)), arr.kind, arr)


@rule("numpy.resize")
def resize(a: Array, new_shape: Shape) -> Answer:
    return plain(new_shape, a.kind, a)


@rule("numpy.trim_zeros")
def trim_zeros(filt: Array, trim: Value | None = None) -> Answer:
    if filt.shape.rank != 1:
        raise Unclear
    return plain(Shape.of_rank(1), filt.kind, filt)


@rule("numpy.unwrap")
def unwrap(p: Array, discont: Value | None = None, axis: int = -1, *, period: Value | None = None) -> Answer:
    one_axis(axis, known_rank(p), operand="p")
    return plain(p.shape, Kind.UNKNOWN if period is not None else inexact(p.kind), p)


@rule("numpy.triu", "numpy.tril")
def triu(m: Array, k: Value | None = None) -> Answer:
    rank = known_rank(m)
    if rank == 0:
        raise Unclear
    if rank == 1:
        return plain(Shape((m.shape.dims[0], m.shape.dims[0])), m.kind, m)
    return plain(m.shape, m.kind, m)
