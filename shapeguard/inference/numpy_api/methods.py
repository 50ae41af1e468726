"""The methods that change an array in place or turn it into something else."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.attributes import rank_of, shape_of, size_of
from shapeguard.inference.numpy_api.elementwise import into
from shapeguard.inference.numpy_api.outcome import Outcome, Refusal
from shapeguard.inference.numpy_api.reading import known_rank
from shapeguard.inference.numpy_api.refusing import Refused, agree
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Int,
    ListOf,
    Scalar,
    Value,
)
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace


@rule("ndarray.sort", "ndarray.partition", "ndarray.setflags", "ndarray.tofile", "ndarray.dump", "ndarray.resize")
def changed_in_place(
    self: Array,
    axis: Value | None = None,
    kind: Value | None = None,
    order: Value | None = None,
    *,
    write: Value | None = None,
) -> Answer:
    return Constant(None)


@rule("ndarray.fill")
def fill(self: Array, value: Value) -> Answer:
    return Constant(None)


@rule("numpy.copyto")
def copyto(dst: Array, src: Array, casting: Value | None = None, where: Value | None = None) -> Answer:
    """Leading axes of length 1 are dropped, as by an item store."""
    dims = src.shape.dims
    while not src.shape.open and len(dims) > len(dst.shape.dims) and dims[0] == Dim.of(1):
        dims = dims[1:]
    given = src if src.shape.open else replace(src, shape=Shape(dims))
    try:
        into(dst, Outcome(given))
    except Refused:
        raise Refused(Mismatch.BROADCAST, f"{src.shape} does not fit into {dst.shape}", ("dst", "src")) from None
    return Constant(None)


@rule("numpy.putmask", "numpy.place")
def putmask(a: Array, mask: Array, values: Value) -> Answer:
    count, places = a.shape.element_count, mask.shape.element_count
    events: tuple[Refusal, ...] = ()
    if count is not None and places is not None:
        reason = f"a mask of {places} elements does not fit an array of {count}"
        events = agree(Mismatch.INDEX, places, count, reason, ("a",))
    return Outcome(Constant(None), events)


@rule("ndarray.put", "numpy.put")
def put(a: Array, indices: Value, values: Value | None = None, mode: Value | None = None) -> Answer:
    return Constant(None)


@rule("numpy.fill_diagonal")
def fill_diagonal(a: Array, val: Value, wrap: Value | None = None) -> Answer:
    if known_rank(a) < 2:
        raise Refused(Mismatch.AXIS, f"{a.shape} has no diagonal, which takes two axes", ("a",))
    return Constant(None)


@rule("ndarray.item")
def item(self: Array, *args: Value) -> Answer:
    return Scalar(self.kind)


@rule("ndarray.tolist")
def tolist(self: Array) -> Answer:
    if self.shape.open:
        return UNKNOWN
    found: Value = Scalar(self.kind)
    for dim in reversed(self.shape.dims):
        found = ListOf(found, dim)
    return found


@rule("ndarray.view")
def view(self: Array, dtype: Value | None = None, type: Value | None = None) -> Answer:
    return self if dtype is None and type is None else UNKNOWN


@rule("numpy.shape")
def shape(a: Array) -> Answer:
    return shape_of(a)


@rule("numpy.ndim")
def ndim(a: Array) -> Answer:
    return rank_of(a)


@rule("numpy.size")
def size(a: Array, axis: int | None = None) -> Answer:
    if axis is None:
        return size_of(a)
    return UNKNOWN if a.shape.open or not -len(a.shape.dims) <= axis < len(a.shape.dims) else Int(a.shape.dims[axis])
