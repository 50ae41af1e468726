"""Draws arrays and lengths.

Lengths are numbers, or with ``symbolic`` also names such as ``n`` and ``m+1``, of which inference gets the name and
NumPy the number. With ``blurred``, inference is not told all: some lengths, or the rank of an array, are unknown to it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from shapeguard.inference.values import Array, Int, Kind, Value
from shapeguard.shapes import Dim, Origin, Shape, Size

LARGE = 12
"""Names stand for sizes of at least this, which is larger than every constant that is drawn."""

_ORIGIN = Origin("annotation", "the draw")
SIZES = {name: Size(name, _ORIGIN) for name in ("n", "m", "k")}
_DTYPES = {"f": "float64", "i": "int64", "b": "bool", "c": "complex128"}
_KINDS = {"f": Kind.FLOAT, "i": Kind.INT, "b": Kind.BOOL, "c": Kind.COMPLEX}


@dataclass
class Draw:
    """One expression with the arrays in it."""

    rng: random.Random
    symbolic: bool
    blurred: bool = False
    shape: list[str] = field(default_factory=list)
    numbers: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sizes = {name: self.rng.randint(LARGE, LARGE + 5) for name in SIZES}
        self.sizes = {size: Dim.of(sizes[name]) for name, size in SIZES.items()}
        self.numbers.update(np=np, **sizes)
        self.values.update({name: Int(Dim.size(size)) for name, size in SIZES.items()})

    def length(self) -> str:
        """One length, as text."""
        if self.symbolic and self.rng.random() < 0.7:
            return self.rng.choice(["n", "n", "m", "m", "k", "n+1", "m-1", "2*n", "n+m"])
        return str(self.rng.choices([0, 1, 2, 3, 4], [1, 3, 4, 4, 3])[0])

    def lengths(self, low: int, high: int) -> list[str]:
        """The lengths of an array whose rank lies between two numbers."""
        return [self.length() for _ in range(self.rng.randint(low, min(high, 3) if self.symbolic else high))]

    def array(self, shape: list[str], kinds: str = "ffffiib", content: Callable[..., Any] | None = None) -> str:
        """A new array of a shape, under a name of its own."""
        name, code = f"a{len(self.values)}", self.rng.choice(kinds)
        numbers = [eval(length, {}, self.numbers) for length in shape]
        made = (content or self._content)(numbers)
        self.numbers[name] = made.astype(_DTYPES[code])
        dims = [_dim(length) for length in shape]
        self.values[name] = Array(self._told(dims), _KINDS[code])
        self.shape = shape
        return name

    def _told(self, dims: list[Dim]) -> Shape:
        """What inference is told of a shape."""
        if not self.blurred:
            return Shape(tuple(dims))
        dims = [Dim.unknown() if self.rng.random() < 0.4 else dim for dim in dims]
        if self.rng.random() < 0.25:
            return Shape(tuple(dims[self.rng.randint(0, len(dims)) :]), open=True)
        return Shape(tuple(dims))

    def _content(self, shape: list[int]) -> Any:
        return np.array(self.rng.choices([0, 1, 1.5, 2], k=int(np.prod(shape)))).reshape(shape)

    def often(self, usual: Callable[[], str], otherwise: Callable[[], str], share: float = 0.85) -> str:
        """Mostly what fits, sometimes anything."""
        return usual() if self.rng.random() < share else otherwise()


def _dim(length: str) -> Dim:
    dim = eval(length, {}, {name: Dim.size(size) for name, size in SIZES.items()})
    return dim if isinstance(dim, Dim) else Dim.of(dim)
