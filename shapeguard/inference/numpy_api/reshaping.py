"""Functions that rearrange the axes of one array, or give it others."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.history import purposeful, reshaped, with_shape
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.reading import (
    Axes,
    known_rank,
    normalized,
    one_axis,
    read_array,
    read_axes,
    read_dim,
)
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Constant, History, Int, Sequence, Unknown, Value
from shapeguard.shapes import Dim, Shape, Size
from shapeguard.shapes.frozen import replace


@rule("numpy.reshape")
def reshape(a: Value, shape: Value, order: Value | None = None, *, copy: Value | None = None) -> Answer:
    anything = Array(Shape.unknown(), history=History(assumed=True))
    return _reshaped(anything if isinstance(a, Unknown) else read_array(a), shape, "a")


@rule("ndarray.reshape")
def reshape_method(self: Array, *shape: Value, order: Value | None = None, copy: Value | None = None) -> Answer:
    return _reshaped(self, shape[0] if len(shape) == 1 else Sequence(shape), "self")


def _reshaped(a: Array, shape: Value, operand: str) -> Answer:
    if isinstance(shape, Unknown):
        return plain(Shape.unknown(), a.kind, a)
    items = shape.items if isinstance(shape, Sequence) else (shape,)
    if not all(isinstance(item, (Int, Unknown, Array, Constant)) for item in items):
        return plain(Shape.unknown(), a.kind, a)
    dims = [read_dim(item) for item in items]
    free = [axis for axis, dim in enumerate(dims) if dim.value is not None and dim.value < 0]
    if len(free) > 1:
        raise Refused(Mismatch.RESHAPE, "only one length can be -1", (operand,))
    total = a.shape.element_count
    if any(_may_be_minus_one(dim) for dim in dims) or total is None:
        dims = [Dim.unknown() if axis in free or _may_be_minus_one(dim) else dim for axis, dim in enumerate(dims)]
        return reshaped(with_shape(a, Shape(tuple(dims))))
    if free:
        dims[free[0]] = _inferred(total, _product(dims, free[0]), a, dims, operand)
        return reshaped(with_shape(a, Shape(tuple(dims))))
    wanted = Shape(tuple(dims))
    count = _product(dims, None)
    elements = "element" if total == Dim.of(1) else "elements"
    reason = f"{a.shape} has {total} {elements}, {wanted} has {count}"
    events = agree(Mismatch.RESHAPE, total, count, reason, (operand,))
    return Outcome(reshaped(with_shape(a, wanted)), events)


def _may_be_minus_one(dim: Dim) -> bool:
    """A length that nothing is known of might be the -1 that NumPy infers."""
    return dim.is_unknown


def _product(dims: list[Dim], left_out: int | None) -> Dim:
    total = Dim.of(1)
    for axis, dim in enumerate(dims):
        if axis != left_out:
            total = total * dim
    return total


def _inferred(total: Dim, others: Dim, a: Array, dims: list[Dim], operand: str) -> Dim:
    """The length that -1 stands for."""
    impossible = others.value == 0 or (
        total.value is not None and others.value is not None and total.value % others.value != 0
    )
    if impossible:
        raise Refused(
            Mismatch.RESHAPE, f"{a.shape} has {total} elements, which {Shape(tuple(dims))} does not divide", (operand,)
        )
    return total // others


@rule("numpy.ravel", "ndarray.ravel", "ndarray.flatten", "ndarray.flat")
def ravel(a: Array, order: Value | None = None) -> Answer:
    return flattened(a)


def flattened(a: Array) -> Array:
    """All elements in one axis."""
    count = a.shape.element_count
    return plain(Shape((Dim.unknown() if count is None else count,)), a.kind, a)


@rule("numpy.transpose", "numpy.permute_dims")
def transpose(a: Array, axes: Axes | None = None) -> Answer:
    return transposed(a, axes)


@rule("ndarray.transpose")
def transpose_method(self: Array, *axes: Value) -> Answer:
    if not axes or (len(axes) == 1 and isinstance(axes[0], Constant)):
        return transposed(self, None)
    return transposed(self, read_axes(axes[0] if len(axes) == 1 else Sequence(axes)))


def transposed(a: Array, axes: Axes | None) -> Array:
    """The array with its axes permuted, or reversed."""
    history = replace(a.history, transpose_of=id(a))
    if a.shape.open:
        return replace(a, shape=Shape.unknown(), history=history)
    if axes is None:
        return replace(a, shape=a.shape.transposed(), history=history)
    rank = len(a.shape.dims)
    if len(axes) != rank:
        raise Refused(Mismatch.AXIS, f"the permutation {axes} does not have the rank of {a.shape}", ("a",))
    order = normalized(axes, rank)
    turned = with_shape(a, Shape(tuple(a.shape.dims[axis] for axis in order)))
    return replace(turned, history=history) if order == tuple(reversed(range(rank))) else turned


@rule("numpy.matrix_transpose", "numpy.linalg.matrix_transpose")
def matrix_transpose(x: Array) -> Answer:
    return matrices_transposed(x)


def matrices_transposed(x: Array) -> Array:
    """The array with its last two axes swapped."""
    if x.shape.open:
        return with_shape(x, Shape.unknown())
    if len(x.shape.dims) < 2:
        raise Refused(Mismatch.AXIS, f"the matrix transpose needs rank 2 or more, not {x.shape}", ("x",))
    *rest, rows, columns = x.shape.dims
    return replace(x, shape=Shape((*rest, columns, rows)), history=replace(x.history, transpose_of=id(x)))


@rule("numpy.swapaxes", "ndarray.swapaxes")
def swapaxes(a: Array, axis1: int, axis2: int) -> Answer:
    rank = known_rank(a)
    first, second = one_axis(axis1, rank), one_axis(axis2, rank)
    dims = list(a.shape.dims)
    dims[first], dims[second] = dims[second], dims[first]
    history = replace(a.history, transpose_of=id(a)) if {first, second} == {0, 1} and rank == 2 else a.history
    return replace(a, shape=Shape(tuple(dims)), history=history)


@rule("numpy.moveaxis")
def moveaxis(a: Array, source: Axes, destination: Axes) -> Answer:
    rank = known_rank(a)
    origins, targets = normalized(source, rank), normalized(destination, rank)
    if len(origins) != len(targets):
        raise Refused(Mismatch.AXIS, "moveaxis needs as many sources as destinations", ("a",))
    order = [axis for axis in range(rank) if axis not in origins]
    for target, origin in sorted(zip(targets, origins, strict=True)):
        order.insert(target, origin)
    return with_shape(a, Shape(tuple(a.shape.dims[axis] for axis in order)))


@rule("numpy.rollaxis")
def rollaxis(a: Array, axis: int, start: int = 0) -> Answer:
    rank = known_rank(a)
    origin = one_axis(axis, rank)
    if not -rank <= start <= rank:
        raise Refused(Mismatch.AXIS, f"start {start} is out of range for an array of rank {rank}", ("a",))
    target = start + rank if start < 0 else start
    dims = list(a.shape.dims)
    dim = dims.pop(origin)
    dims.insert(target - (origin < target), dim)
    return with_shape(a, Shape(tuple(dims)))


@rule("numpy.expand_dims")
def expand_dims(a: Array, axis: Axes) -> Answer:
    if a.shape.open:
        return purposeful(with_shape(a, Shape.unknown()))
    rank = len(a.shape.dims) + len(axis)
    new = normalized(axis, rank)
    rest = iter(a.shape.dims)
    dims = tuple(Dim.of(1) if position in new else next(rest) for position in range(rank))
    return purposeful(with_shape(a, Shape(dims)))


@rule("numpy.squeeze", "ndarray.squeeze")
def squeeze(a: Array, axis: Axes | None = None) -> Answer:
    if a.shape.open:
        return plain(Shape.unknown(), a.kind, a)
    one = Dim.of(1)
    if axis is None:
        if any(not _is_number_or_name(dim) for dim in a.shape.dims):
            return plain(Shape.unknown(), a.kind, a)
        return plain(Shape(tuple(dim for dim in a.shape.dims if dim != one)), a.kind, a)
    if not a.shape.dims and axis in ((0,), (-1,)):
        raise Unclear
    gone = normalized(axis, len(a.shape.dims))
    for position in gone:
        length = a.shape.dims[position]
        if length.value not in (None, 1):
            raise Refused(Mismatch.AXIS, f"axis {position} of {a.shape} has length {length}, not 1", ("a",))
    return plain(Shape(tuple(dim for i, dim in enumerate(a.shape.dims) if i not in gone)), a.kind, a)


def _is_number_or_name(dim: Dim) -> bool:
    """A name counts as large; a length that depends on data may be 1 and vanish."""
    return dim.value is not None or (dim.nonnegative_when_large and all(isinstance(atom, Size) for atom in dim.atoms()))


def at_least(a: Array, rank: int) -> Array:
    """The array with axes of length 1 put in until it has a rank."""
    if a.shape.open:
        return with_shape(a, Shape.unknown())
    one, dims = Dim.of(1), a.shape.dims
    if len(dims) >= rank:
        return a
    if rank == 3 and dims:
        dims = (one, dims[0], one) if len(dims) == 1 else (*dims, one)
    else:
        dims = (one,) * (rank - len(dims)) + dims
    return reshaped(with_shape(a, Shape(dims)))


def _enter(rank: int) -> None:
    @rule(f"numpy.atleast_{rank}d")
    def atleast(*arys: Array) -> Answer:
        raised = tuple(at_least(array, rank) for array in arys)
        return raised[0] if len(raised) == 1 else Sequence(raised)


for _rank in (1, 2, 3):
    _enter(_rank)


@rule("numpy.broadcast_to")
def broadcast_to(array: Array, shape: Shape, subok: Value | None = None) -> Answer:
    if shape.open or array.shape.open:
        return with_shape(array, shape)
    extra = len(shape.dims) - len(array.shape.dims)
    if extra < 0:
        raise Refused(Mismatch.BROADCAST, f"{array.shape} has a higher rank than {shape}", ("array",))
    reason = f"{array.shape} cannot be broadcast to {shape}"
    events = tuple(
        event
        for old, new in zip(array.shape.dims, shape.dims[extra:], strict=True)
        if old != Dim.of(1)
        for event in agree(Mismatch.BROADCAST, old, new, reason, ("array",))
    )
    return Outcome(purposeful(with_shape(array, shape)), events)


@rule("numpy.flip")
def flip(m: Array, axis: Axes | None = None) -> Answer:
    return _along(m, axis, "m")


@rule("numpy.roll")
def roll(a: Array, shift: Value, axis: Axes | None = None) -> Answer:
    if axis is not None and not a.shape.open and isinstance(shift, Int):
        return _along(a, tuple(dict.fromkeys(axis)), "a")
    if axis is not None:
        raise Unclear
    return a


def _along(array: Array, axes: Axes | None, operand: str) -> Array:
    """The array as it is, its axes checked."""
    if axes is not None and not array.shape.open:
        normalized(axes, len(array.shape.dims), operand=operand)
    return array


@rule("numpy.flipud")
def flipud(m: Array) -> Answer:
    return _with_rank(m, 1)


@rule("numpy.fliplr")
def fliplr(m: Array) -> Answer:
    return _with_rank(m, 2)


def _with_rank(m: Array, rank: int) -> Array:
    if not m.shape.open and len(m.shape.dims) < rank:
        raise Refused(Mismatch.AXIS, f"needs rank {rank} or more, not {m.shape}", ("m",))
    return m


@rule("numpy.rot90")
def rot90(m: Array, k: int = 1, axes: Axes = (0, 1)) -> Answer:
    first, second = normalized(axes, known_rank(m), operand="m")
    dims = list(m.shape.dims)
    if k % 2:
        dims[first], dims[second] = dims[second], dims[first]
    return with_shape(m, Shape(tuple(dims)))
