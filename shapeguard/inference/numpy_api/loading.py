"""Arrays from files: the rank is often known, the lengths never are."""

from __future__ import annotations

from shapeguard.inference.numpy_api.reading import read_int
from shapeguard.inference.numpy_api.refusing import Unclear
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Constant, Int, Kind, Scalar, Sequence, Value
from shapeguard.shapes import Shape, Verdict, broadcast


@rule("numpy.loadtxt", "numpy.genfromtxt")
def loadtxt(
    fname: Value,
    dtype: Kind | None = None,
    comments: Value | None = None,
    delimiter: Value | None = None,
    converters: Value | None = None,
    skiprows: Value | None = None,
    usecols: Value | None = None,
    unpack: Value | None = None,
    ndmin: Value | None = None,
    *,
    encoding: Value | None = None,
    max_rows: Value | None = None,
    skip_header: Value | None = None,
    skip_footer: Value | None = None,
    filling_values: Value | None = None,
    missing_values: Value | None = None,
) -> Answer:
    """A file of one row or one column comes back with rank 1, so that only ``ndmin=2`` is certain."""
    least = 0 if ndmin is None else read_int(ndmin)
    kind = Kind.FLOAT if dtype is None else dtype
    return Array(Shape.of_rank(2) if least == 2 else Shape.unknown(), kind)


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
