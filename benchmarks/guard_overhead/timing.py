"""Interleaved timing in one process: each round times every case, and a case is judged by its median and minimum."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Timing:
    """Nanoseconds a call, round by round."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median round."""
        return statistics.median(self.rounds)

    @property
    def minimum(self) -> float:
        """The fastest round."""
        return min(self.rounds)

    def over(self, other: Timing) -> float:
        """How much slower than another case, as the median of the rounds' own ratios: neighbours share their noise."""
        return statistics.median(mine / theirs for mine, theirs in zip(self.rounds, other.rounds, strict=True))


def interleaved(cases: Mapping[str, Callable[[], Any]], rounds: int, budget: float = 0.004) -> dict[str, Timing]:
    """Time every case in every round, each for about ``budget`` seconds, so that a busy machine hits all alike."""
    counts = {name: _calls_in(call, budget) for name, call in cases.items()}
    samples: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, call in cases.items():
            samples[name].append(_one_round(call, counts[name]))
    return {name: Timing(tuple(times)) for name, times in samples.items()}


def _calls_in(call: Callable[[], Any], budget: float) -> int:
    start = time.perf_counter()
    for _ in range(3):
        call()
    return max(3, int(budget / max((time.perf_counter() - start) / 3, 1e-8)))


def _one_round(call: Callable[[], Any], count: int) -> float:
    start = time.perf_counter_ns()
    for _ in itertools.repeat(None, count):
        call()
    return (time.perf_counter_ns() - start) / count
