"""Functions that turn values into arrays, or arrays into others of another dtype: array, asarray, astype, float64."""

from __future__ import annotations

from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.reading import read_array, read_kind
from shapeguard.inference.numpy_api.refusing import Unclear
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Int, Kind, Scalar, Sequence, Value
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace


@rule("numpy.array")
def array(
    object: Value,
    dtype: Kind | None = None,
    *,
    copy: Value | None = None,
    order: str | None = None,
    subok: Value | None = None,
    ndmin: int | None = None,
    like: Value | None = None,
) -> Answer:
    return _converted(object, dtype, ndmin or 0)


@rule("numpy.asarray", "numpy.asarray_chkfinite")
def asarray(
    a: Value,
    dtype: Kind | None = None,
    order: str | None = None,
    *,
    device: Value | None = None,
    copy: Value | None = None,
    like: Value | None = None,
) -> Answer:
    return _converted(a, dtype)


@rule("numpy.asanyarray", "numpy.ascontiguousarray", "numpy.asfortranarray", "numpy.require")
def ascontiguousarray(
    a: Array, dtype: Kind | None = None, order: Value | None = None, *, like: Value | None = None
) -> Answer:
    return replace(a, kind=dtype or a.kind)


def _converted(value: Value, dtype: Kind | None, ndmin: int = 0) -> Answer:
    """An array-like turned into a plain array; from a value that nothing is known of, one of unknown shape."""
    if dtype is Kind.UNKNOWN and _may_hold_records(value):
        return Array(Shape.unknown())
    try:
        found = read_array(value)
    except Unclear:
        return Array(Shape.unknown(), dtype or Kind.UNKNOWN) if dtype is not None else Array(Shape.unknown())
    missing = 0 if found.shape.open else max(0, ndmin - len(found.shape.dims))
    shape = Shape((Dim.of(1),) * missing + found.shape.dims, found.shape.open)
    if isinstance(value, Array):
        return replace(found, shape=shape, kind=dtype or found.kind)
    return Outcome(plain(shape, dtype or found.kind, found), role="created" if shape.rank == 1 else None)


def _may_hold_records(value: Value) -> bool:
    """Whether a tuple stands in it that is one element, if the dtype, of which nothing is known, has fields."""
    pending = [value]
    seen: set[int] = set()
    while pending:
        items = pending.pop()
        if not isinstance(items, Sequence) or id(items) in seen:
            continue
        seen.add(id(items))
        nested = [item for item in items.items if isinstance(item, Sequence)]
        if (nested and not items.is_list) or any(not item.is_list for item in nested):
            return True
        pending += nested
    return False


@rule("numpy.copy", "ndarray.copy", "ndarray.__copy__")
def copy(a: Array, order: Value | None = None, subok: Value | None = None) -> Answer:
    return a


@rule("numpy.astype", "ndarray.astype")
def astype(
    x: Array,
    dtype: Value,
    order: Value | None = None,
    casting: Value | None = None,
    subok: Value | None = None,
    copy: Value | None = None,
    *,
    device: Value | None = None,
) -> Answer:
    return replace(x, kind=read_kind(dtype))


@rule("numpy.float64", "numpy.float32", "numpy.float16", "numpy.double", "numpy.single", "numpy.longdouble")
def float_scalar(x: Array | None = None) -> Answer:
    return Scalar(Kind.FLOAT) if x is None else replace(x, kind=Kind.FLOAT)


@rule("numpy.int64", "numpy.int32", "numpy.int16", "numpy.int8", "numpy.int_", "numpy.intp", "numpy.intc")
@rule("numpy.uint8", "numpy.uint16", "numpy.uint32", "numpy.longlong")
def int_scalar(x: Value | None = None) -> Answer:
    if isinstance(x, Int):
        return x
    return Scalar(Kind.INT) if x is None else replace(read_array(x), kind=Kind.INT)


@rule("numpy.complex128", "numpy.complex64")
def complex_scalar(x: Array | None = None) -> Answer:
    return Scalar(Kind.COMPLEX) if x is None else replace(x, kind=Kind.COMPLEX)


@rule("numpy.bool_", "numpy.bool")
def bool_scalar(x: Array | None = None) -> Answer:
    return Scalar(Kind.BOOL) if x is None else replace(x, kind=Kind.BOOL)
