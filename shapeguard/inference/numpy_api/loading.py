"""Arrays from files: the rank is often known, the lengths never are."""

from __future__ import annotations

from shapeguard.inference.numpy_api.reading import read_int
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Constant, Kind, Sequence, Value
from shapeguard.shapes import Dim, Shape


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
    if least != 2:
        return Array(Shape.unknown(), kind)
    columns = Dim.of(len(usecols.items)) if isinstance(usecols, Sequence) else Dim.unknown()
    lengths = [Dim.unknown(), columns]
    if unpack is not None and not isinstance(unpack, Constant):
        return Array(Shape.of_rank(2), kind)
    is_turned = isinstance(unpack, Constant) and bool(unpack.value)
    return Array(Shape(tuple(reversed(lengths) if is_turned else lengths)), kind)
