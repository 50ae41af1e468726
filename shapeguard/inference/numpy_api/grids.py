"""Coordinate grids and index helpers: meshgrid, ix_, indices, ``r_``, ``c_``, ``mgrid``, ``ogrid``."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.creation import arange, linspace
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.history import purposeful
from shapeguard.inference.numpy_api.joining import joined
from shapeguard.inference.numpy_api.kinds import promoted
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.reading import known_rank, read_array, read_shape
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree
from shapeguard.inference.numpy_api.reshaping import at_least, flattened
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import UNKNOWN, Array, Constant, Int, Kind, Sequence, Slice, Value
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace

_ONE = Dim.of(1)
_ZERO = Int(Dim.of(0))


def _open_axes(lengths: list[Dim]) -> list[Shape]:
    """Each length on an axis of its own, 1 on all others."""
    rank = len(lengths)
    return [Shape(tuple(lengths[i] if i == axis else _ONE for i in range(rank))) for axis in range(rank)]


@rule("numpy.meshgrid")
def meshgrid(*xi: Array, copy: Value | None = None, sparse: bool = False, indexing: str = "xy") -> Answer:
    flat = [flattened(array) for array in xi]
    lengths = [array.shape.dims[0] for array in flat]
    swapped = indexing == "xy" and len(lengths) > 1
    order = [1, 0, *range(2, len(lengths))] if swapped else list(range(len(lengths)))
    if sparse:
        shapes = _open_axes([lengths[i] for i in order])
        shapes = [shapes[order.index(i)] for i in range(len(lengths))]
    else:
        shapes = [Shape(tuple(lengths[i] for i in order))] * len(lengths)
    return Sequence(
        tuple(purposeful(plain(shape, array.kind, array)) for shape, array in zip(shapes, flat, strict=True))
    )


@rule("numpy.ix_")
def ix_(*args: Array) -> Answer:
    lengths = list[Dim]()
    for array in args:
        if known_rank(array) != 1:
            raise Refused(Mismatch.INDEX, f"ix_ takes arrays of rank 1, not {array.shape}")
        lengths.append(Dim.unknown() if array.kind in (Kind.BOOL, Kind.UNKNOWN) else array.shape.dims[0])
    kinds = [Kind.INT if a.kind is Kind.BOOL else Kind.UNKNOWN if a.shape == Shape.of(0) else a.kind for a in args]
    pairs = zip(_open_axes(lengths), kinds, strict=True)
    return Sequence(tuple(purposeful(Array(shape, kind)) for shape, kind in pairs))


@rule("numpy.indices")
def indices(dimensions: Value, dtype: Kind | None = None, sparse: bool = False) -> Answer:
    if not isinstance(dimensions, Sequence):
        raise Unclear
    lengths = read_shape(dimensions)
    kind = dtype or Kind.INT
    if sparse:
        return Sequence(tuple(purposeful(Array(shape, kind)) for shape in _open_axes(list(lengths.dims))))
    return Array(Shape((Dim.of(len(lengths.dims)), *lengths.dims)), kind)


@rule("numpy.triu_indices", "numpy.tril_indices")
def triu_indices(n: Dim, k: Value | None = None, m: Dim | None = None) -> Answer:
    found = Array(Shape((Dim.unknown(),)), Kind.INT)
    return Sequence((found, found))


@rule("numpy.triu_indices_from", "numpy.tril_indices_from")
def triu_indices_from(arr: Array, k: Value | None = None) -> Answer:
    if known_rank(arr) != 2:
        raise Refused(Mismatch.AXIS, f"a matrix is needed, not {arr.shape}", ("arr",))
    found = Array(Shape((Dim.unknown(),)), Kind.INT)
    return Sequence((found, found))


@rule("numpy.diag_indices")
def diag_indices(n: Dim, ndim: int = 2) -> Answer:
    if n.value is not None and n.value < 0:
        raise Unclear
    return Sequence((Array(Shape((n,)), Kind.INT),) * ndim)


@rule("numpy.diag_indices_from")
def diag_indices_from(arr: Array) -> Answer:
    rank = known_rank(arr)
    if rank < 2:
        raise Refused(Mismatch.AXIS, f"rank 2 or more is needed, not {arr.shape}", ("arr",))
    reason = f"{arr.shape} is not square"
    first, *others = arr.shape.dims
    events = tuple(e for dim in others for e in agree(Mismatch.NOT_SQUARE, first, dim, reason, ("arr",)))
    return Outcome(Sequence((Array(Shape((first,)), Kind.INT),) * rank), events)


@rule("numpy.unravel_index")
def unravel_index(indices: Array, shape: Shape, order: Value | None = None) -> Answer:
    if shape.open:
        raise Unclear
    return Sequence((plain(indices.shape, Kind.INT, indices),) * len(shape.dims))


def grid_item(name: str, index: Value) -> Outcome:
    """``np.r_[...]``, ``np.c_[...]``, ``np.mgrid[...]``, ``np.ogrid[...]`` and ``np.s_[...]``."""
    items = index.items if isinstance(index, Sequence) and not index.is_list else (index,)
    try:
        if name in ("numpy.s_", "numpy.index_exp"):
            return Outcome(index)
        if name in ("numpy.mgrid", "numpy.ogrid"):
            return Outcome(_grid(items, isinstance(index, Sequence), is_open=name == "numpy.ogrid"))
        return _row(items) if name == "numpy.r_" else _columns(items)
    except Unclear:
        return Outcome()
    except Refused as refused:
        return Outcome(UNKNOWN, (replace(refused.refusal, operands=()),))


GRIDS = frozenset({"numpy.r_", "numpy.c_", "numpy.mgrid", "numpy.ogrid", "numpy.s_", "numpy.index_exp"})


def _span(cut: Slice) -> Array:
    """``start:stop:step`` as a range; an imaginary step is a number of points."""
    start, stop = cut.start or _ZERO, cut.stop
    if stop is None:
        raise Unclear
    if isinstance(cut.step, Constant) and isinstance(cut.step.value, complex):
        made = linspace(read_array(start), read_array(stop), Dim.of(int(abs(cut.step.value))))
    else:
        made = arange(start, stop, cut.step)
    value = made.value if isinstance(made, Outcome) else made
    if not isinstance(value, Array):
        raise Unclear
    return value


def _grid(items: tuple[Value, ...], is_tuple: bool, *, is_open: bool) -> Value:
    spans = [_span(item) for item in items if isinstance(item, Slice)]
    if len(spans) != len(items):
        raise Unclear
    if not is_tuple:
        return purposeful(spans[0])
    lengths = [span.shape.dims[0] for span in spans]
    kind = promoted(*(span.kind for span in spans))
    if is_open:
        return Sequence(tuple(purposeful(Array(shape, kind)) for shape in _open_axes(lengths)))
    return purposeful(Array(Shape((Dim.of(len(lengths)), *lengths)), kind))


def _pieces(items: tuple[Value, ...]) -> list[Array]:
    if any(isinstance(item, Constant) and isinstance(item.value, str) for item in items):
        raise Unclear
    return [_span(item) if isinstance(item, Slice) else read_array(item) for item in items]


def _row(items: tuple[Value, ...]) -> Outcome:
    return joined([at_least(piece, 1) for piece in _pieces(items)], 0, "self")


def _columns(items: tuple[Value, ...]) -> Outcome:
    return joined([_as_column(at_least(piece, 1)) for piece in _pieces(items)], -1, "self")


def _as_column(array: Array) -> Array:
    if known_rank(array) >= 2:
        return array
    return replace(array, shape=Shape((*array.shape.dims, _ONE)))
