"""Functions that put arrays together, and those that take them apart."""

from __future__ import annotations

from collections.abc import Sequence as Several
from functools import reduce
from operator import add

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import into, plain, spread
from shapeguard.inference.numpy_api.history import inherited
from shapeguard.inference.numpy_api.kinds import promoted
from shapeguard.inference.numpy_api.outcome import Event, Outcome
from shapeguard.inference.numpy_api.reading import one_axis, read_array, read_arrays
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree, likeliest
from shapeguard.inference.numpy_api.reshaping import at_least, flattened
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Kind, ListOf, Sequence, Value
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace


def joined(arrays: Several[Array], axis: int, operand: str) -> Outcome:
    """Arrays one after another along an axis; every other axis has to agree."""
    if not arrays:
        raise Refused(Mismatch.JOIN, "there is nothing to join", (operand,))
    kind = promoted(*(array.kind for array in arrays))
    known = [array for array in arrays if not array.shape.open]
    if not known:
        return Outcome(plain(Shape.unknown(), kind, *arrays))
    rank = len(known[0].shape.dims)
    if any(len(array.shape.dims) != rank for array in known):
        shapes = ", ".join(str(array.shape) for array in arrays)
        raise Refused(Mismatch.JOIN, f"arrays of different rank cannot be joined: {shapes}", (operand,))
    if rank == 0:
        raise Refused(Mismatch.JOIN, "arrays of rank 0 cannot be joined", (operand,))
    position = one_axis(axis, rank, operand=operand)
    dims, events = list(known[0].shape.dims), list[Event]()
    for array in known[1:]:
        for other in range(rank):
            if other != position:
                reason = (
                    f"{known[0].shape} and {array.shape} are joined along axis {position} but differ in axis {other}"
                )
                events += agree(Mismatch.JOIN, dims[other], array.shape.dims[other], reason, (operand,))
                dims[other] = likeliest(dims[other], array.shape.dims[other])
    complete = len(known) == len(arrays)
    dims[position] = reduce(add, [a.shape.dims[position] for a in known]) if complete else Dim.unknown()
    return Outcome(plain(Shape(tuple(dims)), kind, *arrays), tuple(events))


def arrays_of(value: Value, operand: str = "arrays") -> list[Array] | ListOf:
    """The arrays to join; a list of unknown length as it is."""
    return value if isinstance(value, ListOf) else read_arrays(value)


def _joined_list(items: ListOf, axis: int) -> Array:
    """Arrays that look alike, but nobody knows how many."""
    item = read_array(items.item)
    if item.shape.open:
        return plain(Shape.unknown(), item.kind, item)
    dims = list(item.shape.dims)
    dims[one_axis(axis, len(dims), operand="arrays")] = Dim.unknown()
    return plain(Shape(tuple(dims)), item.kind, item)


@rule("numpy.concatenate", "numpy.concat")
def concatenate(
    arrays: Value,
    axis: int | None = 0,
    out: Value | None = None,
    dtype: Kind | None = None,
    casting: Value | None = None,
) -> Answer:
    found = arrays_of(arrays)
    if isinstance(found, ListOf):
        return _with_kind(_joined_list(found, 0 if axis is None else axis), dtype)
    if axis is None:
        found, axis = [flattened(array) for array in found], 0
    return into(out, _with_kind(joined(found, axis, "arrays"), dtype))


def _with_kind(answer: Answer, kind: Kind | None) -> Outcome:
    """The answer in the dtype that is asked for."""
    outcome = answer if isinstance(answer, Outcome) else Outcome(answer)
    if kind is None or not isinstance(outcome.value, Array):
        return outcome
    return replace(outcome, value=replace(outcome.value, kind=kind))


@rule("numpy.stack")
def stack(
    arrays: Value, axis: int = 0, out: Value | None = None, *, dtype: Kind | None = None, casting: Value | None = None
) -> Answer:
    found = arrays_of(arrays)
    if isinstance(found, ListOf):
        item = read_array(found.item)
        return plain(_with_new_axis(item.shape, axis, found.length), dtype or item.kind)
    if not found:
        raise Refused(Mismatch.JOIN, "there is nothing to stack", ("arrays",))
    events, shape, kind = list[Event](), found[0].shape, dtype or promoted(*(a.kind for a in found))
    for array in found[1:]:
        if shape.open or array.shape.open:
            return plain(Shape.unknown(), kind, *found)
        reason = f"arrays of different shapes cannot be stacked: {found[0].shape} and {array.shape}"
        if len(shape.dims) != len(array.shape.dims):
            raise Refused(Mismatch.JOIN, reason, ("arrays",))
        pairs = list(zip(shape.dims, array.shape.dims, strict=True))
        events += [event for a, b in pairs for event in agree(Mismatch.JOIN, a, b, reason, ("arrays",))]
        shape = Shape(tuple(likeliest(a, b) for a, b in pairs))
    made = _with_new_axis(shape, axis, Dim.of(len(found)))
    return into(out, Outcome(plain(made, kind, *found), tuple(events)))


def _with_new_axis(shape: Shape, axis: int, length: Dim) -> Shape:
    if shape.open:
        return Shape.unknown()
    dims = list(shape.dims)
    dims.insert(one_axis(axis, len(dims) + 1, operand="arrays"), length)
    return Shape(tuple(dims))


@rule("numpy.vstack", "numpy.row_stack")
def vstack(tup: Value, *, dtype: Kind | None = None, casting: Value | None = None) -> Answer:
    found = arrays_of(tup)
    if isinstance(found, ListOf):
        return _with_kind(_joined_list(ListOf(at_least(read_array(found.item), 2)), 0), dtype)
    return _with_kind(joined([at_least(array, 2) for array in found], 0, "tup"), dtype)


@rule("numpy.hstack")
def hstack(tup: Value, *, dtype: Kind | None = None, casting: Value | None = None) -> Answer:
    found = arrays_of(tup)
    if isinstance(found, ListOf):
        item = at_least(read_array(found.item), 1)
        return _with_kind(_joined_list(ListOf(item), 0 if item.shape.rank == 1 else 1), dtype)
    raised = [at_least(array, 1) for array in found]
    first = raised[0].shape if raised else Shape(())
    if first.open:
        raise Unclear
    return _with_kind(joined(raised, 0 if len(first.dims) == 1 else 1, "tup"), dtype)


@rule("numpy.block")
def block(arrays: Value) -> Answer:
    if isinstance(arrays, Array):
        return arrays
    if not (isinstance(arrays, Sequence) and arrays.is_list and arrays.items):
        raise Unclear
    if not all(isinstance(row, Sequence) and row.is_list and row.items for row in arrays.items):
        return _row_of_blocks(arrays, 1)
    rows = [_row_of_blocks(row, 2) for row in arrays.items]
    made = joined([row.value for row in rows if isinstance(row.value, Array)], 0, "arrays")
    return replace(made, events=tuple(event for row in rows for event in row.events) + made.events)


def _row_of_blocks(row: Value, rank: int) -> Outcome:
    """Blocks side by side; those of more than two axes are left to NumPy."""
    blocks = (
        [read_array(item) for item in row.items if not isinstance(item, Sequence)] if isinstance(row, Sequence) else []
    )
    if not isinstance(row, Sequence) or len(blocks) < len(row.items) or any(each.shape.open for each in blocks):
        raise Unclear
    rank = max(rank, *(len(each.shape.dims) for each in blocks))
    if rank > 2:
        raise Unclear
    return joined([at_least(each, rank) for each in blocks], -1, "arrays")


@rule("numpy.dstack")
def dstack(tup: list[Array]) -> Answer:
    return joined([at_least(array, 3) for array in tup], 2, "tup")


@rule("numpy.column_stack")
def column_stack(tup: Value) -> Answer:
    found = arrays_of(tup)
    if isinstance(found, ListOf):
        return _joined_list(ListOf(_as_column(read_array(found.item))), 1)
    return joined([_as_column(array) for array in found], 1, "tup")


def _as_column(array: Array) -> Array:
    if array.shape.open or len(array.shape.dims) >= 2:
        return array
    dims = array.shape.dims or (Dim.of(1),)
    return plain(Shape((*dims, Dim.of(1))), array.kind, array)


@rule("numpy.append")
def append(arr: Array, values: Array, axis: int | None = None) -> Answer:
    if axis is None:
        return joined([flattened(arr), flattened(values)], 0, "values")
    return joined([arr, values], axis, "values")


@rule("numpy.broadcast_arrays")
def broadcast_arrays(*args: Array, subok: Value | None = None) -> Answer:
    shape, events = spread("broadcast_arrays", args, range(len(args)))
    if shape is None:
        return Outcome(events=events)
    return Outcome(Sequence(tuple(Array(shape, array.kind, inherited(*args)) for array in args)), events)
