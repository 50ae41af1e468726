"""``python -m benchmarks.guard_overhead``: the price of a check, as ratios measured in one run.

Set ``OPENBLAS_NUM_THREADS=1``. Peers that are not installed are left out.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from functools import partial
from typing import Any

import numpy as np

from benchmarks.guard_overhead.functions import LEFT_OUT, annotated, everything
from benchmarks.guard_overhead.step import steps
from benchmarks.guard_overhead.timing import Timing, interleaved
from shapeguard import guard

TARGETS = {
    "times_asserts": ("overhead of @guard over hand-written asserts", "<=", 1.5),
    "times_less_than_jaxtyped": ("overhead of jaxtyped + beartype over @guard", ">=", 25.0),
    "step": ("logistic step, 20 x 1000, with @guard over without", "<=", 1.2),
    "decoration_ms": ("decoration, ms", "<=", 2.0),
    "import_ms": ("import over numpy, jaxtyping and beartype, CPU ms", "<=", 60.0),
}


def main() -> int:
    """Measure, print one table, and say which targets are missed; the exit code is 1 if any is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    options = parser.parse_args()
    calls, figures = call_overheads(options.rounds)
    figures |= {
        "step": step_ratio(options.rounds),
        "decoration_ms": decoration_ms(),
        "import_ms": import_ms(),
    }
    if options.json:
        print(json.dumps(figures))
    else:
        print_calls(calls)
        print_figures(figures)
    return int(any(not _met(name, value) for name, value in figures.items() if name in TARGETS))


def call_overheads(rounds: int) -> tuple[dict[str, Timing], dict[str, float]]:
    """Time one call under every checker."""
    w, X, Y = np.ones((16, 1)), np.ones((16, 100)), np.ones((1, 100))
    calls = interleaved({name: partial(function, w, 0.5, X, Y) for name, function in everything()}, rounds)
    over = {name: timing.median - calls["undecorated"].median for name, timing in calls.items()}
    return calls, {
        "times_asserts": over["@guard"] / over["hand-written asserts"],
        "times_less_than_jaxtyped": over["jaxtyped + beartype"] / over["@guard"],
    }


def step_ratio(rounds: int) -> float:
    """The guarded training step over the plain one."""
    rng = np.random.default_rng(0)
    w, X, Y = np.zeros((20, 1)), rng.normal(size=(20, 1000)), (rng.random((1, 1000)) < 0.5).astype(float)
    times = interleaved({name: partial(step, w, 0.0, X, Y) for name, step in steps().items()}, 4 * rounds, budget=0.002)
    return times["@guard"].over(times["undecorated"])


def decoration_ms(count: int = 25) -> float:
    """Guarding one function that was never seen before; the name of a parameter makes the generated code new."""
    times = []
    for index in range(count):
        namespace: dict[str, Any] = {}
        exec(f"def f(w{index}, b, X, Y): return Y", namespace)
        hints = dict(annotated.__annotations__)
        namespace["f"].__annotations__ = {f"w{index}": hints.pop("w"), **hints}
        start = time.perf_counter()
        guard(namespace["f"])
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def import_ms(count: int = 7) -> float:
    """What ``from shapeguard import guard`` adds in a fresh process that has the three libraries already.

    Processor time, the least of some processes: a busy machine only adds.
    """
    code = (
        "import time, numpy, numpy.typing, jaxtyping, beartype\n"
        "from jaxtyping import Float, jaxtyped\nfrom beartype import beartype\n"
        "start = time.process_time()\nfrom shapeguard import Float, ShapeError, guard\n"
        "print((time.process_time() - start) * 1e3)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(count)]
    return min(float(run.stdout) for run in runs)


def print_calls(calls: dict[str, Timing]) -> None:
    """One row a checker."""
    base, asserts = calls["undecorated"].median, calls["hand-written asserts"].median
    print(f"{'one call, w (16, 1), X (16, 100)':34s}{'ns':>9s}{'min':>9s}{'overhead':>10s}{'x asserts':>11s}")
    for name, timing in calls.items():
        over = timing.median - base
        note = f"  {LEFT_OUT[name]}" if name in LEFT_OUT else ""
        row = f"{name:34s}{timing.median:9.0f}{timing.minimum:9.0f}{over:10.0f}"
        print(f"{row}{over / (asserts - base):11.2f}{note}")


def print_figures(figures: dict[str, float]) -> None:
    """Each figure beside its target."""
    print()
    for name, (title, sign, target) in TARGETS.items():
        verdict = "" if _met(name, figures[name]) else "   MISSED"
        print(f"{title:52s}{figures[name]:8.2f}   target {sign} {target:g}{verdict}")


def _met(name: str, value: float) -> bool:
    _, sign, target = TARGETS[name]
    return value <= target if sign == "<=" else value >= target


if __name__ == "__main__":
    sys.exit(main())
