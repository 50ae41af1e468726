"""Functions that pick elements: take, choose, select, piecewise, apply_along_axis, sliding windows."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import plain, spread
from shapeguard.inference.numpy_api.kinds import promoted
from shapeguard.inference.numpy_api.outcome import Arguments, Outcome
from shapeguard.inference.numpy_api.reading import Axes, known_rank, normalized, one_axis, read_arrays
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.numpy_api.reshaping import flattened
from shapeguard.inference.numpy_api.rule import RULES, Answer, rule
from shapeguard.inference.values import UNKNOWN, Array, Kind, Known, Value
from shapeguard.shapes import Dim, Shape, Verdict, relation


@rule("numpy.take", "ndarray.take")
def take(
    a: Array, indices: Array, axis: int | None = None, out: Value | None = None, mode: Value | None = None
) -> Answer:
    if out is not None or indices.shape.open or indices.kind is not Kind.INT:
        raise Unclear
    source = flattened(a) if axis is None else a
    if source.shape.rank == 0:
        raise Unclear
    position = one_axis(0 if axis is None else axis, known_rank(source))
    dims = source.shape.dims
    if dims[position].value == 0:
        raise Unclear
    made = plain(Shape(dims[:position] + indices.shape.dims + dims[position + 1 :]), a.kind, a)
    return Outcome(made, role="dropped" if not indices.shape.dims and len(dims) > 1 else None)


@rule("numpy.take_along_axis")
def take_along_axis(arr: Array, indices: Array, axis: int | None = -1) -> Answer:
    if axis is None:
        raise Unclear
    position = one_axis(axis, known_rank(arr), operand="arr")
    if known_rank(indices) != len(arr.shape.dims):
        raise Refused(Mismatch.INDEX, f"{indices.shape} and {arr.shape} differ in rank", ("indices", "arr"))
    pairs = zip(arr.shape.dims, indices.shape.dims, strict=True)
    if any(i != position and relation(a, b) is not Verdict.EQUAL for i, (a, b) in enumerate(pairs)):
        raise Unclear
    if arr.shape.dims[position].value == 0:
        raise Unclear
    return plain(indices.shape, arr.kind, arr)


@rule("numpy.choose", "ndarray.choose")
def choose(a: Array, choices: list[Array], out: Value | None = None, mode: Value | None = None) -> Answer:
    if out is not None or not choices:
        raise Unclear
    operands = (a, *choices)
    shape, events = spread("choose", operands, ("a", *["choices"] * len(choices)))
    return Outcome(UNKNOWN if shape is None else plain(shape, promoted(*(c.kind for c in choices)), *operands), events)


@rule("numpy.select")
def select(condlist: list[Array], choicelist: list[Array], default: Array | None = None) -> Answer:
    if not condlist or len(condlist) != len(choicelist):
        raise Unclear
    operands = (*condlist, *choicelist, *([default] if default is not None else []))
    shape, events = spread("select", operands, ("condlist",) * len(operands))
    kinds = [choice.kind for choice in operands[len(condlist) :]]
    kind = promoted(Kind.INT, *kinds) if default is None else promoted(*kinds)
    return Outcome(UNKNOWN if shape is None else plain(shape, kind, *operands), events)


@rule("numpy.piecewise")
def piecewise(x: Array, condlist: Value, funclist: Value, *args: Value) -> Answer:
    conditions = read_arrays(condlist)
    if any(condition.shape != x.shape or not condition.shape.is_exact for condition in conditions):
        raise Unclear
    return plain(x.shape, x.kind, x)


@rule("numpy.apply_along_axis")
def apply_along_axis(func1d: Value, axis: int, arr: Array, *args: Value) -> Answer:
    position = one_axis(axis, known_rank(arr), operand="arr")
    dims = arr.shape.dims
    made = _of_row(func1d, plain(Shape((dims[position],)), arr.kind, arr)) if not args else None
    if made is None or made.shape.open or Dim.of(0) in dims:
        return Array(Shape.unknown())
    return plain(Shape(dims[:position] + made.shape.dims + dims[position + 1 :]), made.kind, arr)


def _of_row(function: Value, row: Array) -> Array | None:
    """What a function of the library makes of one row; of one of the project, that is what is given."""
    if isinstance(function, Array):
        return function
    known = RULES.get(function.name) if isinstance(function, Known) else None
    value = known.answer(Arguments((row,)), method=False).value if known is not None else None
    return value if isinstance(value, Array) else None


@rule("numpy.apply_over_axes")
def apply_over_axes(func: Value, a: Array, axes: Axes) -> Answer:
    gone = normalized(axes, known_rank(a))
    dims = tuple(Dim.of(1) if axis in gone else dim for axis, dim in enumerate(a.shape.dims))
    return plain(Shape(dims), Kind.UNKNOWN, a)


@rule("numpy.lib.stride_tricks.sliding_window_view")
def sliding_window_view(x: Array, window_shape: Shape, axis: Axes | None = None) -> Answer:
    rank = known_rank(x)
    if window_shape.open:
        raise Unclear
    over = tuple(range(rank)) if axis is None else normalized(axis, rank, operand="x")
    if len(over) != len(window_shape.dims):
        raise Refused(Mismatch.AXIS, f"a window of rank {len(window_shape.dims)} over {len(over)} axes", ("x",))
    dims = list(x.shape.dims)
    for position, width in zip(over, window_shape.dims, strict=True):
        windows = dims[position] - width + 1
        if windows.value is not None and windows.value < 1:
            raise Unclear
        dims[position] = windows
    return plain(Shape((*dims, *window_shape.dims)), x.kind, x)


@rule("numpy.lib.stride_tricks.as_strided")
def as_strided(x: Array, shape: Shape | None = None, strides: Value | None = None) -> Answer:
    return plain(x.shape if shape is None else shape, x.kind, x)


@rule("numpy.packbits", "numpy.unpackbits")
def packbits(a: Array, axis: int | None = None) -> Answer:
    if axis is None:
        return plain(Shape.of_rank(1), Kind.INT, a)
    one_axis(axis, known_rank(a))
    return plain(Shape.of_rank(known_rank(a)), Kind.INT, a)
