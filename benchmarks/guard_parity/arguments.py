"""Random values for a hint: mostly ones that fit, often ones that nearly do."""

from __future__ import annotations

import random
import types
import typing
from typing import Any

import numpy as np
from jaxtyping import AbstractArray

from benchmarks.guard_parity.signatures import Case

CODES = {"Float": "f8 f4 f2 >f8", "Int": "i8 i4 >i2", "Bool": "?", "Complex": "c16 c8", "Float32": "f4", "UInt8": "u1"}
ODD_CODES = ("f8", "f4", "i8", "u1", "?", "c16", "g", "O", "U3", ">f4", "M8[s]", "q", "V4")
JUNK = (None, 0, 1, 1.5, True, "text", [1.0, 2.0], (), np.float64(2.0), np.float32(1.0), np.int64(3), np.array(1.5))


class Subclass(np.ndarray):
    """An ndarray of another class."""


def random_call(rng: random.Random, case: Case) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arguments for a case; also the result that its body will hand out."""
    sizes = {name: rng.choice((1, 2, 3, 4)) for name in ("n", "m", "k")}
    sizes["*b"] = tuple(rng.choice((1, 2, 3)) for _ in range(rng.choice((0, 1, 1, 2))))  # type: ignore[assignment]
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for parameter in case.parameters:
        if parameter.star == "*":
            positional += [random_value(rng, parameter.hint, sizes) for _ in range(rng.randint(0, 3))]
        elif parameter.star == "**":
            named |= {f"x{index}": random_value(rng, parameter.hint, sizes) for index in range(rng.randint(0, 2))}
        elif parameter.keyword_only:
            named[parameter.name] = random_value(rng, parameter.hint, sizes)
        elif not (parameter.has_default and rng.random() < 0.5):
            positional.append(random_value(rng, parameter.hint, sizes))
    case.log.result = random_value(rng, Any if case.returns is ... else case.returns, sizes)
    return tuple(positional), named


def random_value(rng: random.Random, hint: Any, sizes: dict[str, Any]) -> Any:
    """A value that fits the hint under the sizes nine times of ten."""
    if rng.random() < 0.03:
        return rng.choice(JUNK)
    if isinstance(hint, type) and issubclass(hint, AbstractArray):
        return random_array(rng, hint, sizes)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return random_value(rng, rng.choice(arguments), sizes)
    if origin is dict:
        return {f"W{index}": random_value(rng, arguments[1], sizes) for index in range(rng.randint(0, 3))}
    if origin is list and arguments != (int,):
        return [random_value(rng, arguments[0], sizes) for _ in range(rng.randint(0, 3))]
    if origin is tuple and arguments[-1] is ...:
        return tuple(random_value(rng, arguments[0], sizes) for _ in range(rng.randint(0, 3)))
    if origin is tuple:
        return tuple(random_value(rng, argument, sizes) for argument in arguments)
    plain = {float: 1.5, int: 2, bool: True, str: "s", None: None, type(None): None, np.ndarray: np.zeros(2)}
    return plain[hint] if hint in plain else [1, 2] if origin is list else rng.choice(JUNK)


def random_array(rng: random.Random, hint: Any, sizes: dict[str, Any]) -> Any:
    """An array whose shape follows the hint, with an odd axis, rank, dtype or class now and then."""
    shape: list[int] = []
    for text in hint.dim_str.split():
        shape += _axis(rng, text, sizes)
    if shape and rng.random() < 0.06:
        shape[rng.randrange(len(shape))] = rng.choice((0, 1, 2, 3, 5))
    if rng.random() < 0.03:
        shape = shape[1:] if rng.random() < 0.5 else [*shape, 1]
    codes = CODES.get(hint.dtype.__name__, "f8 i8").split()
    code = rng.choice(ODD_CODES) if rng.random() < 0.05 else rng.choice(codes)
    array = np.zeros(tuple(max(size, 0) for size in shape), code)
    return _dressed(rng, array)


def _axis(rng: random.Random, text: str, sizes: dict[str, Any]) -> list[int]:
    core = text.rpartition("=")[2].replace("#", "")
    if "#" in text and rng.random() < 0.4:
        return [1]
    if core == "...":
        return [rng.choice((1, 2, 3)) for _ in range(rng.randint(0, 2))]
    if core.startswith("*"):
        return list(sizes["*b"])
    if core == "_":
        return [rng.choice((1, 2, 3, 4))]
    return [int(eval(core, {"min": min}, {name: sizes[name] for name in "nmk"}))]


def _dressed(rng: random.Random, array: np.ndarray) -> Any:
    kind = rng.random()
    if kind < 0.9:
        return array
    if kind < 0.93:
        return array.view(Subclass)
    if kind < 0.95:
        return np.ma.masked_array(array)
    if kind < 0.97 and array.ndim == 2 and array.dtype.kind != "V":
        return np.asmatrix(array)
    return array.tolist() if kind < 0.985 else array[::-1] if array.ndim else array[()]
