"""Attributes of arrays and modules, and the methods that change an array in place or turn it into something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shapeguard.inference.numpy_api.kinds import real
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.refusing import Refused
from shapeguard.inference.numpy_api.reshaping import flattened, matrices_transposed, transposed
from shapeguard.inference.numpy_api.rule import RULES, Answer, rule
from shapeguard.inference.numpy_api.ufuncs import UFUNCS
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Int,
    Kind,
    Known,
    ListOf,
    Module,
    Scalar,
    Sequence,
    Value,
)
from shapeguard.shapes import Dim
from shapeguard.shapes.frozen import replace

_SUBMODULES = frozenset(
    f"numpy.{name}"
    for name in (
        *("linalg", "random", "fft", "ma", "testing", "lib", "polynomial", "emath", "char", "lib.stride_tricks"),
        *("polynomial.polynomial", "polynomial.hermite", "polynomial.legendre", "random.mtrand"),
    )
)
_FLOATS = frozenset(f"numpy.{name}" for name in ("pi", "e", "inf", "nan", "euler_gamma", "Inf", "NaN", "NAN", "infty"))
_LIMITS = {"numpy.finfo": Kind.FLOAT, "numpy.iinfo": Kind.INT}
_UFUNC_METHODS = frozenset({"reduce", "accumulate", "outer", "at", "reduceat"})
_ALIASES = ("jax.numpy", "autograd.numpy", "array_api_compat.numpy", "array_api_strict", "cupy")


def canonical(name: str) -> str:
    """The name under which the rules know a function: ``jax.numpy.dot`` is ``numpy.dot``."""
    if not name.startswith(_ALIASES):
        return name
    prefix = next(prefix for prefix in _ALIASES if name.startswith(prefix))
    return "numpy" + name[len(prefix) :]


def _shape(array: Array) -> Value:
    return UNKNOWN if array.shape.open else Sequence(tuple(Int(dim) for dim in array.shape.dims))


def _ndim(array: Array) -> Value:
    return UNKNOWN if array.shape.open else Int(Dim.of(len(array.shape.dims)))


def _size(array: Array) -> Value:
    count = array.shape.element_count
    return UNKNOWN if count is None else Int(count)


def _real(array: Array) -> Value:
    return replace(array, kind=real(array.kind))


_ATTRIBUTES: Mapping[str, Callable[[Array], Value]] = {
    "shape": _shape,
    "ndim": _ndim,
    "size": _size,
    "T": lambda array: transposed(array, None),
    "mT": matrices_transposed,
    "real": _real,
    "imag": _real,
    "flat": flattened,
    "dtype": lambda array: Known("ndarray.dtype", array),
}


def attribute_of(value: Value, name: str) -> Outcome:
    """``value.name`` for arrays, modules and functions of the library."""
    if isinstance(value, Array):
        if name in _ATTRIBUTES:
            try:
                return Outcome(_ATTRIBUTES[name](value))
            except Refused as refused:
                return Outcome(UNKNOWN, (replace(refused.refusal, operands=("self",)),))
        return Outcome(Known(f"ndarray.{name}", value)) if f"ndarray.{name}" in RULES else Outcome()
    if isinstance(value, Module):
        return Outcome(_member(canonical(value.name), name))
    if isinstance(value, Known):
        return Outcome(_of_known(value, name))
    return Outcome()


def _member(module: str, name: str) -> Value:
    full = f"{module}.{name}"
    if full in _SUBMODULES:
        return Module(full)
    if full in _FLOATS:
        return Scalar()
    return Constant(None) if full == "numpy.newaxis" else Known(full)


def _of_known(value: Known, name: str) -> Value:
    owner = canonical(value.name)
    if owner in _LIMITS:
        return Scalar(_LIMITS[owner])
    is_generator = owner in ("numpy.random.Generator", "numpy.random.RandomState")
    if is_generator or (owner.removeprefix("numpy.") in UFUNCS and name in _UFUNC_METHODS):
        return Known(f"{owner}.{name}", value)
    return UNKNOWN


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
    return _shape(a)


@rule("numpy.ndim")
def ndim(a: Array) -> Answer:
    return _ndim(a)


@rule("numpy.size")
def size(a: Array, axis: int | None = None) -> Answer:
    if axis is None:
        return _size(a)
    return UNKNOWN if a.shape.open or not -len(a.shape.dims) <= axis < len(a.shape.dims) else Int(a.shape.dims[axis])
