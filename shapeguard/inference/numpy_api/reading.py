"""Values read as NumPy reads its arguments: array-likes, lengths, shapes, axes, flags and dtypes.

Every reader takes a value and raises `Unclear` where the value does not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.history import derived
from shapeguard.inference.numpy_api.kinds import kind_of_dtype, promoted
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, likeliest
from shapeguard.inference.values import (
    Array,
    Class,
    Constant,
    History,
    Int,
    Kind,
    Known,
    ListOf,
    Scalar,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim, Shape, Verdict, relation

Axes: TypeAlias = tuple[int, ...]
"""The constant axes of an ``axis=`` argument, one or a tuple."""

_SCALAR = Shape(())


def read_array(value: Value) -> Array:
    """An array-like: an array, a number, or a nested sequence of them."""
    if isinstance(value, Array):
        if value.kind is Kind.OBJECT:
            raise Unclear
        return value
    if isinstance(value, Int):
        return Array(_SCALAR, Kind.INT)
    if isinstance(value, Scalar):
        return Array(_SCALAR, value.kind, History(assumed=True) if value.assumed else History())
    if isinstance(value, Constant):
        return Array(_SCALAR, _kind_of_constant(value))
    if isinstance(value, Sequence):
        return _read_nested(value)
    if isinstance(value, ListOf):
        item = read_array(value.item)
        shape = Shape.unknown() if item.shape.open else Shape((value.length, *item.shape.dims))
        return Array(shape, item.kind, derived(item))
    raise Unclear


def read_arrays(value: Value) -> list[Array]:
    """Several array-likes: the items of a sequence, or the rows of an array."""
    if isinstance(value, Sequence):
        return [read_array(item) for item in value.items]
    if isinstance(value, Array) and value.shape.dims and not value.shape.open:
        count = value.shape.dims[0].value
        if count is not None and count <= 1000:
            return [Array(Shape(value.shape.dims[1:]), value.kind, derived(value))] * count
    raise Unclear


def _kind_of_constant(constant: Constant) -> Kind:
    if isinstance(constant.value, bool):
        return Kind.BOOL
    if isinstance(constant.value, float):
        return Kind.FLOAT
    if isinstance(constant.value, complex):
        return Kind.COMPLEX
    if isinstance(constant.value, (str, bytes)):
        return Kind.UNKNOWN
    raise Unclear


def _read_nested(sequence: Sequence) -> Array:
    """The array of a nested list. Ragged ones are refused."""
    if not sequence.items:
        return Array(Shape.of(0), Kind.FLOAT)
    distinct = {id(item): item for item in sequence.items}  # a list that holds itself many times is read but once
    items = [read_array(item) for item in distinct.values()]
    shape, has_arrays = items[0].shape, any(isinstance(item, Array) for item in sequence.items)
    for item in items[1:]:
        if item.shape is not shape and item.shape != shape:
            shape = _merged(shape, item.shape, Mismatch.JOIN if has_arrays else Mismatch.CREATION)
    kind = promoted(*{item.kind for item in items})
    if shape.open:
        return Array(Shape.unknown(), kind, derived(*items))
    return Array(Shape((Dim.of(len(sequence.items)), *shape.dims)), kind, derived(*items))


def _merged(left: Shape, right: Shape, kind: Mismatch) -> Shape:
    if left.open or right.open:
        return Shape.unknown()
    ragged = len(left.dims) != len(right.dims) or any(
        relation(a, b) is Verdict.DIFFER for a, b in zip(left.dims, right.dims, strict=True)
    )
    if ragged:
        raise Refused(kind, f"the items of the list have different shapes, {left} and {right}")
    return Shape(tuple(likeliest(a, b) for a, b in zip(left.dims, right.dims, strict=True)))


def read_dim(value: Value) -> Dim:
    """A length: an int, or an integer whose value is not known."""
    if isinstance(value, Int):
        return value.dim
    if isinstance(value, Constant) and isinstance(value.value, bool):
        return Dim.of(int(value.value))
    if isinstance(value, (Unknown, Scalar)) or (isinstance(value, Array) and value.shape.rank == 0):
        return Dim.unknown()
    if isinstance(value, Constant):
        raise Refused(Mismatch.CREATION, f"a length must be an integer, not {value.value!r}")
    raise Unclear


def read_shape(value: Value) -> Shape:
    """A ``shape=`` or ``size=`` argument: one length, or a sequence of them."""
    if isinstance(value, Sequence):
        return _non_negative([read_dim(item) for item in value.items])
    if isinstance(value, (Int, Scalar, Constant)):
        return _non_negative([read_dim(value)])
    if isinstance(value, Array):
        if value.shape.rank == 0:
            return Shape.of_rank(1)
        length = value.shape.dims[0].value if value.shape.rank == 1 else None
        return Shape.unknown() if length is None else Shape.of_rank(length)
    return Shape.unknown()


def _non_negative(dims: list[Dim]) -> Shape:
    for dim in dims:
        if dim.value is not None and dim.value < 0:
            raise Refused(Mismatch.CREATION, f"a length must not be negative: {dim}")
    return Shape(tuple(dims))


def read_int(value: Value) -> int:
    """A constant integer."""
    if isinstance(value, Int) and value.dim.value is not None:
        return value.dim.value
    if isinstance(value, Constant) and isinstance(value.value, bool):
        return int(value.value)
    raise Unclear


def read_axes(value: Value) -> Axes:
    """One constant axis or a tuple of them."""
    if isinstance(value, Sequence):
        return tuple(read_int(item) for item in value.items)
    return (read_int(value),)


def read_bool(value: Value) -> bool:
    """A constant flag."""
    if isinstance(value, Constant) and isinstance(value.value, bool):
        return value.value
    return bool(read_int(value))


def read_str(value: Value) -> str:
    """A constant string."""
    if isinstance(value, Constant) and isinstance(value.value, str):
        return value.value
    raise Unclear


_OBJECTS = frozenset(
    {"builtins.tuple", "builtins.list", "builtins.dict", "builtins.set", "numpy.ndarray", "numpy.void"}
)


def read_kind(value: Value) -> Kind:
    """A ``dtype=`` argument. Object arrays are not followed; an int there is a length in the wrong place."""
    lengths = value.items if isinstance(value, Sequence) else (value,)
    if lengths and all(isinstance(length, Int) for length in lengths):
        raise Refused(Mismatch.CREATION, "an int where a dtype belongs: several lengths go into one tuple")
    kind = kind_of_dtype(value)
    if kind is Kind.OBJECT or isinstance(value, (Sequence, Class)) or _holds_objects(value) or _has_a_shape(value):
        raise Unclear
    return kind


def _holds_objects(dtype: Value) -> bool:
    """``dtype=tuple``, ``list`` or ``np.ndarray``: any class that is no number's is ``object`` to NumPy."""
    return isinstance(dtype, Known) and dtype.name in _OBJECTS


def _has_a_shape(dtype: Value) -> bool:
    """``"3f4"`` and ``"(2, 2)f4"`` add axes to the array, ``"i4,f4"`` fields to its elements."""
    if not isinstance(dtype, Constant) or not isinstance(dtype.value, str):
        return False
    return dtype.value[:1] in {*"0123456789("} or "," in dtype.value


Reader: TypeAlias = Callable[[Value], Any]


def _optional(reader: Reader) -> Reader:
    def read(value: Value) -> Any:
        return None if isinstance(value, Constant) and value.value is None else reader(value)

    return read


_BASIC: dict[str, Reader] = {
    "Array": read_array,
    "list[Array]": read_arrays,
    "Dim": read_dim,
    "Shape": read_shape,
    "int": read_int,
    "Axes": read_axes,
    "bool": read_bool,
    "str": read_str,
    "Kind": read_kind,
    "Value": lambda value: value,
}
READERS: dict[str, Reader] = _BASIC | {f"{name} | None": _optional(reader) for name, reader in _BASIC.items()}
"""The reader for each annotation that a parameter of a rule may have."""


def normalized(axes: Iterable[int], rank: int, *, operand: str = "a") -> tuple[int, ...]:
    """Axes counted from the front.

    Raises
    ------
    Refused
        If one is out of range or given twice.
    """
    found: list[int] = []
    for axis in axes:
        if not -rank <= axis < rank:
            raise Refused(Mismatch.AXIS, f"axis {axis} is out of range for an array of rank {rank}", (operand,))
        if axis % rank in found:
            raise Refused(Mismatch.AXIS, f"axis {axis} is given twice", (operand,))
        found.append(axis % rank)
    return tuple(found)


def one_axis(axis: int, rank: int, *, operand: str = "a") -> int:
    """One axis counted from the front; refused where it is out of range."""
    return normalized((axis,), rank, operand=operand)[0]


def known_rank(array: Array) -> int:
    """The rank, or Unclear."""
    if array.shape.rank is None:
        raise Unclear
    return array.shape.rank
