"""Calls that take turns, judged by processor time: what a busy machine lets others do meanwhile does not count."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

Result = TypeVar("Result")
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass
class Turns:
    """Seconds of each call: of the processor, summed over all threads of the process, and by the clock on the wall."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    @property
    def least(self) -> float:
        """The least processor time of a call."""
        return min(self.cpu)

    @property
    def median(self) -> float:
        """The median processor time."""
        return statistics.median(self.cpu)

    def take(self, call: Callable[[], Result]) -> Result:
        """Time one call and return what it returned."""
        began, cpu = time.perf_counter(), time.process_time()
        result = call()
        self.cpu.append(time.process_time() - cpu)
        self.wall.append(time.perf_counter() - began)
        return result

    def milliseconds(self) -> str:
        """Least and median processor time, and the least on the wall."""
        digits = 2 if self.least < 0.01 else 1 if self.least < 0.1 else 0
        shown = (1e3 * seconds for seconds in (self.least, self.median, min(self.wall)))
        return " / ".join(f"{value:.{digits}f}" for value in shown)


def in_turns(calls: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Turns]:
    """Time every call once a round, so that noise hits all of them."""
    turns = {name: Turns() for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            turns[name].take(call)
    return turns


def rounds_for(seconds: float) -> int:
    """Return how many rounds a call of this length is worth: a minimum needs several, a minute is a minute."""
    return 1 if seconds > 5.0 else 3 if seconds > 1.0 else 5 if seconds > 0.2 else 15


def with_one_thread(module: str) -> None:
    """Start the module again with one BLAS thread unless it has only one: NumPy reads the setting on import."""
    if any(os.environ.get(name) != count for name, count in ONE_THREAD.items()):
        arguments = [sys.executable, "-m", module, *sys.argv[1:]]
        os.execve(sys.executable, arguments, {**os.environ, **ONE_THREAD})
