"""Functions whose answer is no array: comparisons of whole arrays, assertions, limits of dtypes, saving."""

from __future__ import annotations

from shapeguard.inference.numpy_api.elementwise import spread
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.refusing import Unclear
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import UNKNOWN, Array, Constant, Dictionary, Int, Kind, Known, Scalar, Sequence, Value
from shapeguard.shapes import Shape, Verdict, broadcast


@rule("numpy.allclose")
def allclose(
    a: Array, b: Array, rtol: Value | None = None, atol: Value | None = None, equal_nan: Value | None = None
) -> Answer:
    shape, events = spread("allclose", (a, b), ("a", "b"))
    return Outcome(UNKNOWN if shape is None else Array(Shape(()), Kind.BOOL), events)


@rule("numpy.array_equal", "numpy.array_equiv")
def array_equal(a1: Value, a2: Value, equal_nan: Value | None = None) -> Answer:
    return Scalar(Kind.BOOL)


@rule("numpy.finfo")
def finfo(dtype: Value) -> Answer:
    return Known("numpy.finfo")


@rule("numpy.iinfo")
def iinfo(int_type: Value) -> Answer:
    return Known("numpy.iinfo")


@rule("numpy.dtype")
def dtype(dtype: Value) -> Answer:
    if isinstance(dtype, (Sequence, Dictionary)):
        return Known("numpy.void")  # one with fields
    return dtype if isinstance(dtype, (Known, Constant)) else UNKNOWN


_SILENT = (
    "assert_allclose assert_equal assert_array_equal assert_almost_equal assert_array_almost_equal assert_array_less"
)


@rule(*(f"numpy.testing.{name}" for name in _SILENT.split()), "numpy.testing.assert_approx_equal")
def assert_allclose(
    actual: Value,
    desired: Value,
    rtol: Value | None = None,
    atol: Value | None = None,
    equal_nan: Value | None = None,
    err_msg: Value | None = None,
    verbose: Value | None = None,
    *,
    decimal: Value | None = None,
    significant: Value | None = None,
    strict: Value | None = None,
) -> Answer:
    return Constant(None)


@rule("numpy.testing.assert_")
def assert_(val: Value, msg: Value | None = None) -> Answer:
    return Constant(None)


@rule("numpy.save", "numpy.savetxt", "numpy.savez", "numpy.savez_compressed", "numpy.set_printoptions")
def save(*args: Value, fmt: Value | None = None, delimiter: Value | None = None, header: Value | None = None) -> Answer:
    return Constant(None)


@rule("numpy.broadcast_shapes")
def broadcast_shapes(*args: Shape) -> Answer:
    common = broadcast(*args)
    if common.verdict is not Verdict.EQUAL or common.result.open:
        raise Unclear
    return Sequence(tuple(Int(dim) for dim in common.result.dims))


@rule("numpy.isscalar", "numpy.iscomplexobj", "numpy.isrealobj", "numpy.may_share_memory", "numpy.shares_memory")
def isscalar(element: Value, other: Value | None = None) -> Answer:
    return Scalar(Kind.BOOL)
