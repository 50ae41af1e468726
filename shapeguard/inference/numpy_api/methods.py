"""The methods that change an array in place or turn it into something else."""

from __future__ import annotations

from shapeguard.inference.numpy_api.attributes import rank_of, shape_of, size_of
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


@rule("ndarray.put", "numpy.put", "numpy.place", "numpy.copyto", "numpy.putmask")
def put(
    a: Array, indices: Value, values: Value | None = None, mode: Value | None = None, *, where: Value | None = None
) -> Answer:
    return Constant(None)


@rule("numpy.fill_diagonal")
def fill_diagonal(a: Array, val: Value, wrap: Value | None = None) -> Answer:
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
