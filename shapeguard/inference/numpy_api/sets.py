"""Set routines: how many elements are left depends on the data."""

from __future__ import annotations

from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.kinds import promoted
from shapeguard.inference.numpy_api.reading import known_rank, one_axis
from shapeguard.inference.numpy_api.refusing import Unclear
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Kind, Sequence, Value
from shapeguard.shapes import Dim, Shape


@rule("numpy.unique")
def unique(
    ar: Array,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    *,
    equal_nan: Value | None = None,
    sorted: Value | None = None,
) -> Answer:
    count = Dim.unknown()
    if axis is None:
        shape = Shape((count,))
    else:
        dims = list(ar.shape.dims)
        dims[one_axis(axis, known_rank(ar), operand="ar")] = count
        shape = Shape(tuple(dims))
    made = [plain(shape, ar.kind, ar)]
    if return_index:
        made.append(plain(Shape((count,)), Kind.INT, ar))
    if return_inverse:
        made.append(plain(_shape_of_inverse(ar, axis), Kind.INT, ar))
    if return_counts:
        made.append(plain(Shape((count,)), Kind.INT, ar))
    return made[0] if len(made) == 1 else Sequence(tuple(made))


def _shape_of_inverse(ar: Array, axis: int | None) -> Shape:
    """Releases of NumPy differ in whether the inverse has the shape of the array."""
    return ar.shape if ar.shape.rank == 1 else Shape.unknown()


@rule("numpy.unique_values")
def unique_values(x: Array) -> Answer:
    return plain(Shape.of_rank(1), x.kind, x)


@rule("numpy.intersect1d")
def intersect1d(ar1: Array, ar2: Array, assume_unique: Value | None = None, return_indices: bool = False) -> Answer:
    count = Dim.unknown()
    common = plain(Shape((count,)), promoted(ar1.kind, ar2.kind), ar1, ar2)
    if not return_indices:
        return common
    return Sequence((common, plain(Shape((count,)), Kind.INT, ar1), plain(Shape((count,)), Kind.INT, ar2)))


@rule("numpy.union1d", "numpy.setxor1d")
def union1d(ar1: Array, ar2: Array, assume_unique: Value | None = None) -> Answer:
    return plain(Shape.of_rank(1), promoted(ar1.kind, ar2.kind), ar1, ar2)


@rule("numpy.setdiff1d")
def setdiff1d(ar1: Array, ar2: Array, assume_unique: Value | None = None) -> Answer:
    return plain(Shape.of_rank(1), ar1.kind, ar1, ar2)


@rule("numpy.isin")
def isin(
    element: Array,
    test_elements: Array,
    assume_unique: Value | None = None,
    invert: Value | None = None,
    *,
    kind: Value | None = None,
) -> Answer:
    return plain(element.shape, Kind.BOOL, element)


@rule("numpy.in1d")
def in1d(ar1: Array, ar2: Array, assume_unique: Value | None = None, invert: Value | None = None) -> Answer:
    count = ar1.shape.element_count
    if count is None:
        raise Unclear
    return plain(Shape((count,)), Kind.BOOL, ar1)
