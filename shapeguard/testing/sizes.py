"""The free lengths of a signature, drawn at once so that no two of them are equal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from shapeguard.notation import Arithmetic, evaluate, names_in
from shapeguard.runtime.checks import Check, arrays_of


class Sizes:
    """Every length of a signature that is free, to be drawn at once."""

    def __init__(self, checks: Sequence[Check], min_size: int) -> None:
        self.axes = [axis for check in checks for array in arrays_of(check) for axis in array.spec.axes]
        named = {axis.name: None for axis in self.axes if axis.kind == "name" and not axis.variadic}
        in_arithmetic = (names_in(axis.arithmetic) for axis in self.axes if axis.arithmetic is not None)
        named.update({name: None for names in in_arithmetic for name in names})
        self.names = [str(name) for name in named]
        self.several = list({str(axis.name): None for axis in self.axes if axis.variadic and axis.name})
        self.arithmetic = [axis.arithmetic for axis in self.axes if axis.arithmetic is not None]
        self.fixed = {1, *(axis.size for axis in self.axes if axis.size is not None)}
        self.candidates = self._candidates(min_size)

    def _candidates(self, min_size: int) -> list[int]:
        """Enough lengths that none has to be used twice, with some room to choose."""
        needed = len(self.names) + 2 * len(self.several) + 3 + 3 * len(self.arithmetic)
        free = (length for length in count(min_size) if length not in self.fixed)
        return [next(free) for _ in range(needed)]

    def draw(self, draw: DrawFn) -> dict[str, Any]:
        """A length for each name, a tuple of lengths for each ``*name``; lengths not used yet under ``""``."""
        number = len(self.names) + 2 * len(self.several)
        orders = st.lists(st.sampled_from(self.candidates), min_size=number, max_size=number, unique=True)
        lengths = iter(draw(orders.filter(self._stay_apart)))
        sizes: dict[str, Any] = {name: next(lengths) for name in self.names}
        for name in self.several:
            pair = (next(lengths), next(lengths))
            sizes[f"*{name}"] = pair[: draw(st.integers(0, 2))]
        used = {
            *self.fixed,
            *sizes.values(),
            *(length for pair in sizes.values() if isinstance(pair, tuple) for length in pair),
        }
        sizes[""] = (length for length in count(2) if length not in used)
        return sizes

    def _stay_apart(self, lengths: Sequence[int]) -> bool:
        """Whether computed lengths are lengths, and distinct from all others."""
        sizes = dict(zip(self.names, lengths, strict=False))
        try:
            computed = [evaluate(arithmetic, sizes) for arithmetic in self._independent()]
        except ArithmeticError:
            return False
        every = [*lengths, *self.fixed, *computed]
        return len(set(every)) == len(every) and all(length >= 1 and length == int(length) for length in computed)

    def _independent(self) -> list[Arithmetic]:
        """The computed lengths without those that equal another one by construction, as ``n+m`` equals ``m+n``."""
        probes = [{name: start + 7**power for power, name in enumerate(self.names)} for start in (5, 11)]
        seen = {tuple(probe[name] for probe in probes) for name in self.names}
        independent = []
        for arithmetic in self.arithmetic:
            values = tuple(evaluate(arithmetic, probe) for probe in probes)
            if values not in seen and len(set(values)) > 1:
                independent.append(arithmetic)
            seen.add(values)
        return independent
