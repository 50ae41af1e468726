"""Values that pass the checks of one call, once its sizes are drawn."""

from __future__ import annotations

import collections
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from hypothesis.strategies import DrawFn, SearchStrategy

from shapeguard.notation import Axis, evaluate
from shapeguard.runtime.checks import Array, Check, Either, Elements, Entries, Fields, Instance, Record, dtype_numbers
from shapeguard.runtime.function_contract import Input

_LARGEST = 1e6
_PREFERRED = [np.dtype(name) for name in ("f8", "i8", "c16", "?", "f4", "u8", "i4", "u4", "f2", "i2", "u2", "i1", "u1")]
_PREFERRED += [np.dtype("c8"), np.dtype("M8[s]"), np.dtype("m8[s]")]


class Drawing:
    """Draws values that pass the checks of one call."""

    def __init__(self, draw: DrawFn, sizes: Mapping[str, Any], elements: SearchStrategy[Any] | None) -> None:
        self.draw = draw
        self.sizes = sizes
        self.elements = elements

    def argument(self, item: Input) -> Any:
        """The value of one parameter."""
        if isinstance(item.check, Instance) and item.check.hint is int and item.path in self.sizes:
            return self.sizes[item.path]
        return self.value(item.check)

    def value(self, check: Check) -> Any:
        """A value that passes a check."""
        match check:
            case Array():
                return self._array(check)
            case Either(members=members):
                return self.value(members[self.draw(st.integers(0, len(members) - 1))])
            case Fields(fields=fields, names=names, origin=origin):
                parts = [self.value(part) for part in fields]
                return origin(*parts) if names else tuple(parts)
            case Elements(element=element, origin=origin):
                return _collection(origin, [self.value(element) for _ in range(self.draw(st.integers(1, 3)))])
            case Entries(keys=keys, values=values, origin=origin):
                found = {self.value(keys): self.value(values) for _ in range(self.draw(st.integers(1, 3)))}
                return collections.OrderedDict(found) if origin is collections.OrderedDict else found
            case Record(fields=fields):
                return {name: self.value(part) for name, part in fields}
        return self.draw(_plain_strategy(check.hint))

    def _array(self, check: Array) -> Any:
        shape = tuple(length for axis in check.spec.axes for length in self._lengths(axis, check))
        dtype = _dtype_of(check)
        array = self.draw(
            npst.arrays(dtype, shape, elements=_elements_of(dtype) if self.elements is None else self.elements)
        )
        return _as_kind(array, check.hint.array_type)

    def _lengths(self, axis: Axis, check: Array) -> tuple[int, ...]:
        if axis.variadic:
            return self._several(axis)
        if axis.broadcastable and self.draw(st.booleans()):
            return (1,)
        if axis.size is not None:
            return (axis.size,)
        if axis.kind == "name":
            return (self.sizes[str(axis.name)],)
        if axis.kind == "anonymous":
            return (next(self.sizes[""]),)
        if axis.arithmetic is None:
            raise TypeError(
                f"{check.spec}: {axis.text} is computed by jaxtyping from the arguments; pass the parameter."
            )
        return (int(evaluate(axis.arithmetic, self.sizes)),)

    def _several(self, axis: Axis) -> tuple[int, ...]:
        if axis.name:
            lengths: tuple[int, ...] = self.sizes[f"*{axis.name}"]
            return lengths
        return tuple(next(self.sizes[""]) for _ in range(self.draw(st.integers(0, 2))))


def _dtype_of(check: Array) -> np.dtype[Any]:
    """The usual dtype of those that the annotation takes: float64 for Float, int64 for Int."""
    numbers = check.numbers if check.takes_ndarray else dtype_numbers(check.hint.dtype)
    dtype = next((dtype for dtype in _PREFERRED if numbers is None or dtype.num in numbers), None)
    if dtype is None:
        raise TypeError(f"{check.hint.__name__}: NumPy has no dtype that this annotation takes; pass the parameter.")
    return dtype


def _elements_of(dtype: np.dtype[Any]) -> SearchStrategy[Any] | None:
    bits = dtype.itemsize * 8
    largest = min(_LARGEST, float(np.finfo(dtype).max)) if dtype.kind in "fc" else _LARGEST
    if dtype.kind == "f":
        return st.floats(-largest, largest, allow_nan=False, allow_infinity=False, width=bits)  # type: ignore[arg-type]
    if dtype.kind == "c":
        return st.complex_numbers(max_magnitude=largest, allow_nan=False, allow_infinity=False, width=bits)  # type: ignore[arg-type]
    if dtype.kind in "iu":
        bounds = np.iinfo(dtype)
        return st.integers(max(bounds.min, -int(_LARGEST)), min(bounds.max, int(_LARGEST)))
    return None


def _plain_strategy(hint: Any) -> SearchStrategy[Any]:
    if hint is float:
        return st.floats(-_LARGEST, _LARGEST, allow_nan=False)
    if hint is int:
        return st.integers(-1000, 1000)
    if hint is Any or hint is object:
        return st.none()
    strategy: SearchStrategy[Any] = st.from_type(hint)
    return strategy


def _collection(origin: type, items: list[Any]) -> Any:
    concrete = (list, tuple, collections.deque)
    return origin(items) if origin in concrete else items


def _as_kind(array: np.ndarray[Any, Any], kind: Any) -> Any:
    """The array as the annotation's library has it."""
    if kind is Any or (isinstance(kind, type) and issubclass(np.ndarray, kind)):
        return array
    library = getattr(kind, "__module__", "").partition(".")[0]
    if library == "torch":
        return import_module("torch").from_numpy(array.copy())
    if library in ("jax", "jaxlib"):
        return import_module("jax.numpy").asarray(array)
    if library == "dask":
        return import_module("dask.array").from_array(array)
    raise TypeError(f"Arrays of {kind!r} cannot be drawn; pass the parameter.")
