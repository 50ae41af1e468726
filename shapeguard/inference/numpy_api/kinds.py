"""Kinds of dtype: how operands promote, and what a ``dtype=`` argument names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from shapeguard.inference.values import Array, Constant, Kind, Known, Value

KindRule: TypeAlias = Callable[..., Kind]
"""From the kinds of the operands to the kind of the result."""

_ORDER = (Kind.BOOL, Kind.INT, Kind.FLOAT, Kind.COMPLEX)
_RANK = {kind: position for position, kind in enumerate(_ORDER)}


def promoted(*kinds: Kind) -> Kind:
    """The common kind, as of ``a + b``."""
    if any(kind not in _RANK for kind in kinds):
        return Kind.UNKNOWN
    return _ORDER[max((_RANK[kind] for kind in kinds), default=0)]


def counted(*kinds: Kind) -> Kind:
    """The common kind where bools count as integers, as of ``a.sum()`` and ``a // b``."""
    return promoted(Kind.INT, *kinds)


def inexact(*kinds: Kind) -> Kind:
    """The common kind, at least a float, as of ``a / b`` and ``np.exp(a)``."""
    return promoted(Kind.FLOAT, *kinds)


def real(*kinds: Kind) -> Kind:
    """The common kind without its imaginary part, as of ``np.abs(a)``."""
    kind = promoted(*kinds)
    return Kind.FLOAT if kind is Kind.COMPLEX else kind


def real_inexact(*kinds: Kind) -> Kind:
    """A float for whatever number, as of ``np.std(a)``."""
    kind = promoted(*kinds)
    return Kind.UNKNOWN if kind is Kind.UNKNOWN else Kind.FLOAT


def rounded(*kinds: Kind) -> Kind:
    """The kind after ``np.floor``, which newer releases of NumPy do not turn into floats."""
    return Kind.FLOAT if promoted(*kinds) is Kind.FLOAT else Kind.UNKNOWN


def boolean(*_: Kind) -> Kind:
    """A truth value, as of ``a < b``."""
    return Kind.BOOL


def integer(*_: Kind) -> Kind:
    """An index or a count, as of ``np.argmax(a)``."""
    return Kind.INT


def floating(*_: Kind) -> Kind:
    """A float whatever the operands."""
    return Kind.FLOAT


def complex_number(*_: Kind) -> Kind:
    """A complex number whatever the operands, as of ``np.fft.fft(a)``."""
    return Kind.COMPLEX


_NAMES = {
    Kind.BOOL: "bool bool_ ?",
    Kind.INT: "int int_ intp intc int8 int16 int32 int64 longlong long short byte uint uintp uintc uint8 uint16 uint32 "
    "ubyte ushort i i1 i2 i4 i8 u1 u2 u4 integer signedinteger",
    Kind.FLOAT: "float float_ float16 float32 float64 longdouble double single half float128 f d f2 f4 f8 floating",
    Kind.COMPLEX: "complex complex_ complex64 complex128 cdouble csingle clongdouble c8 c16 F D complexfloating",
    Kind.OBJECT: "object object_ O",
}
KIND_OF_NAME = {name: kind for kind, names in _NAMES.items() for name in names.split()}
"""The kind of each dtype by its short name. ``uint64`` is missing: with a signed integer it promotes to a float."""


def kind_of_dtype(value: Value) -> Kind:
    """The kind that a ``dtype=`` argument asks for."""
    if isinstance(value, Known):
        if value.name == "ndarray.dtype" and isinstance(value.receiver, Array):
            return value.receiver.kind
        return KIND_OF_NAME.get(value.name.rpartition(".")[2], Kind.UNKNOWN)
    if isinstance(value, Constant) and isinstance(value.value, str):
        return KIND_OF_NAME.get(value.value.lstrip("<>=|"), Kind.UNKNOWN)
    return Kind.UNKNOWN


def may_hold_anything(element: Array) -> bool:
    """Whether this is one element of an array of unknown dtype: it may be a record, an object, an array itself."""
    return element.shape.rank == 0 and element.kind is Kind.UNKNOWN
