"""``python -m benchmarks.sanitizer``: what the import hook costs, as ratios measured in one run.

Set ``OPENBLAS_NUM_THREADS=1``. The same module is loaded three times: as it is, through the hook with the sanitizer,
and through the hook with the sanitizer off. Calls are interleaved in short batches, and the fastest of each counts:
on a busy machine a median measures the neighbours.
"""

from __future__ import annotations

import argparse
import dis
import gc
import importlib
import sys
import tracemalloc
from functools import partial
from types import ModuleType

import numpy as np

from benchmarks.guard_overhead.timing import interleaved
from shapeguard import install_import_hook

SUBJECT = "benchmarks.sanitizer.subject"
SHAPES = [(20, 1000), (64, 2000)]
LIMIT = 1.10


def main() -> int:
    """Measure and print; the exit code is 1 if the watched gradient costs more than ten per cent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    options = parser.parse_args()
    plain, watched, off = _loaded(None), _loaded("raise"), _loaded("off")
    worst = 0.0
    for nx, m in SHAPES:
        arguments = _arguments(nx, m)
        variants = {"plain": plain, "sanitizer": watched, "sanitizer off": off}
        timings = interleaved(
            {name: partial(module.gradient, *arguments) for name, module in variants.items()}, options.rounds
        )
        base = timings["plain"].minimum
        worst = max(worst, timings["sanitizer"].minimum / base)
        for name, timing in timings.items():
            print(f"gradient {nx} x {m}  {name:14} {timing.minimum / 1e3:8.1f} us  {timing.minimum / base:.3f}x")
    same = list(dis.get_instructions(plain.gradient)) == list(dis.get_instructions(off.gradient))
    print(f"with the sanitizer off the bytecode is {'the same' if same else 'DIFFERENT'}")
    _locals(watched, options.rounds)
    print(f"sanitizer: {worst:.3f}x, limit {LIMIT:.2f}x")
    return int(worst > LIMIT or not same)


def _loaded(broadcast: str | None) -> ModuleType:
    sys.modules.pop(SUBJECT, None)
    if broadcast is None:
        return importlib.import_module(SUBJECT)
    with install_import_hook(SUBJECT, broadcast=broadcast):
        return importlib.import_module(SUBJECT)


def _arguments(nx: int, m: int) -> tuple[np.ndarray, float, np.ndarray, np.ndarray, float]:
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((nx, m)), (rng.random((1, m)) < 0.5).astype(float)
    return 0.1 * rng.standard_normal((nx, 1)), 0.1, X, Y, 0.01


def _locals(module: ModuleType, rounds: int) -> None:
    X, times = np.ones((20, 1000)), 1000
    calls = {name: partial(getattr(module, name), X, times) for name in ("locals_checked", "locals_plain")}
    timings = interleaved(calls, max(3, rounds // 20))
    cost = (timings["locals_checked"].minimum - timings["locals_plain"].minimum) / times / 1e3
    tracemalloc.start()
    module.locals_checked(X, times)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    module.locals_checked(X, 10 * times)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    print(f"annotated assignment: {cost:.2f} us each, memory grew by {grown} bytes in {10 * times} executions")


if __name__ == "__main__":
    raise SystemExit(main())
