"""Attributes of arrays, of modules and of their functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shapeguard.inference.numpy_api.kinds import real
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.refusing import Refused
from shapeguard.inference.numpy_api.reshaping import flattened, matrices_transposed, transposed
from shapeguard.inference.numpy_api.rule import RULES
from shapeguard.inference.numpy_api.ufuncs import UFUNCS
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Int,
    Kind,
    Known,
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


def shape_of(array: Array) -> Value:
    """The shape as a tuple of lengths."""
    return UNKNOWN if array.shape.open else Sequence(tuple(Int(dim) for dim in array.shape.dims))


def rank_of(array: Array) -> Value:
    """The number of axes."""
    return UNKNOWN if array.shape.open else Int(Dim.of(len(array.shape.dims)))


def size_of(array: Array) -> Value:
    """The number of elements."""
    count = array.shape.element_count
    return UNKNOWN if count is None else Int(count)


def _real(array: Array) -> Value:
    return replace(array, kind=real(array.kind))


_ATTRIBUTES: Mapping[str, Callable[[Array], Value]] = {
    "shape": shape_of,
    "ndim": rank_of,
    "size": size_of,
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
