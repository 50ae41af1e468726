"""Sorting and searching."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import plain, spread
from shapeguard.inference.numpy_api.kinds import promoted
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.reading import known_rank, one_axis, read_array
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.numpy_api.reshaping import flattened
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import UNKNOWN, Array, Kind, Sequence, Value
from shapeguard.shapes import Dim, Shape, Verdict, relation
from shapeguard.shapes.frozen import replace


def _along(a: Array, axis: int | None, kind: Kind) -> Array:
    """The shape of an array that is reordered along an axis, or flattened for None."""
    if axis is None:
        return replace(flattened(a), kind=kind)
    if a.shape.rank == 0:
        raise Unclear
    if not a.shape.open:
        one_axis(axis, len(a.shape.dims))
    return plain(a.shape, kind, a)


@rule("numpy.sort")
def sort(
    a: Array,
    axis: int | None = -1,
    kind: Value | None = None,
    order: Value | None = None,
    *,
    stable: Value | None = None,
) -> Answer:
    return _along(a, axis, a.kind)


@rule("numpy.argsort", "ndarray.argsort")
def argsort(
    a: Array,
    axis: int | None = -1,
    kind: Value | None = None,
    order: Value | None = None,
    *,
    stable: Value | None = None,
) -> Answer:
    return _along(a, axis, Kind.INT)


@rule("numpy.partition")
def partition(a: Array, kth: Value, axis: int | None = -1, kind: Value | None = None) -> Answer:
    return _along(a, axis, a.kind)


@rule("numpy.argpartition", "ndarray.argpartition")
def argpartition(a: Array, kth: Value, axis: int | None = -1, kind: Value | None = None) -> Answer:
    return _along(a, axis, Kind.INT)


@rule("numpy.lexsort")
def lexsort(keys: Value, axis: int = -1) -> Answer:
    stacked = read_array(keys)
    if known_rank(stacked) < 2 or axis != -1 or stacked.shape.dims[0].value == 0:
        raise Unclear
    return plain(Shape(stacked.shape.dims[1:]), Kind.INT, stacked)


@rule("numpy.searchsorted", "ndarray.searchsorted")
def searchsorted(a: Array, v: Array, side: Value | None = None, sorter: Value | None = None) -> Answer:
    if not a.shape.open and len(a.shape.dims) != 1:
        raise Refused(Mismatch.AXIS, f"searchsorted looks into an array of rank 1, not {a.shape}", ("a",))
    return plain(v.shape, Kind.INT, v)


@rule("numpy.digitize")
def digitize(x: Array, bins: Array, right: Value | None = None) -> Answer:
    if not bins.shape.open and len(bins.shape.dims) != 1:
        raise Refused(Mismatch.AXIS, f"the bins have rank 1, not {bins.shape}", ("bins",))
    return plain(x.shape, Kind.INT, x)


@rule("numpy.nonzero", "ndarray.nonzero")
def nonzero(a: Array) -> Answer:
    rank = known_rank(a)
    if rank == 0:
        raise Unclear
    found = plain(Shape((Dim.unknown(),)), Kind.INT, a)
    return Sequence((found,) * rank)


@rule("numpy.flatnonzero")
def flatnonzero(a: Array) -> Answer:
    return plain(Shape.of_rank(1), Kind.INT, a)


@rule("numpy.argwhere")
def argwhere(a: Array) -> Answer:
    return plain(Shape((Dim.unknown(), Dim.of(known_rank(a)))), Kind.INT, a)


@rule("numpy.where")
def where(condition: Array, x: Array | None = None, y: Array | None = None) -> Answer:
    if x is None or y is None:
        return nonzero(condition)
    shape, events = spread("where", (condition, x, y), ("condition", "x", "y"))
    return Outcome(UNKNOWN if shape is None else plain(shape, promoted(x.kind, y.kind), condition, x, y), events)


@rule("numpy.extract")
def extract(condition: Array, arr: Array) -> Answer:
    return plain(Shape.of_rank(1), arr.kind, arr)


@rule("numpy.compress")
def compress(condition: Array, a: Array, axis: int | None = None) -> Answer:
    if not condition.shape.open and len(condition.shape.dims) != 1:
        raise Refused(Mismatch.INDEX, f"the condition has rank 1, not {condition.shape}", ("condition",))
    source = flattened(a) if axis is None else a
    position = one_axis(0 if axis is None else axis, known_rank(source))
    if relation(condition.shape.axis(-1), source.shape.dims[position]) is not Verdict.EQUAL:
        raise Unclear
    dims = list(source.shape.dims)
    dims[position] = Dim.unknown()
    return plain(Shape(tuple(dims)), a.kind, a)
