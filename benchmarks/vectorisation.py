"""What vectorisation and SIMD are worth on this machine: ``python -m benchmarks.vectorisation [--write]``.

Prints the tables of ``docs/vectorisation.md``; ``--write`` puts them into the page. Every table is a ratio of minima
measured in one process, alternating. The instruction sets are switched off in a fresh process, and a table is only
printed after that process has proved that they *are* off.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np

PAGE = Path(__file__).parents[1] / "docs" / "vectorisation.md"
UFUNCS = ("exp", "log", "log1p", "tanh", "logaddexp", "sqrt", "add", "multiply")
TYPES = {"float64": "d", "float32": "f"}
ROUNDS = 4  # processes for each choice of instruction sets, taking turns
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def fastest(contestants: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the shortest time of each contestant in seconds, taking turns so that noise hits all of them."""
    best = dict.fromkeys(contestants, math.inf)
    for _ in range(rounds):
        for name, call in contestants.items():
            start = time.perf_counter()
            call()
            best[name] = min(best[name], time.perf_counter() - start)
    return best


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def loop_against_dot(m: int = 1_000_000) -> str:
    """Time the notes' example, a dot product of a million numbers, and compare the sums with the exact one."""
    generator = np.random.default_rng(0)
    a, b = generator.random(m), generator.random(m)
    listed_a, listed_b = a.tolist(), b.tolist()

    def loop_over(x: object, y: object) -> float:
        total = 0.0
        for i in range(m):
            total += x[i] * y[i]  # type: ignore[index]
        return total

    contestants: dict[str, Callable[[], float]] = {
        "`np.dot(a, b)`": lambda: float(np.dot(a, b)),
        "`(a * b).sum()`": lambda: float((a * b).sum()),
        "loop over lists": lambda: loop_over(listed_a, listed_b),
        "loop over arrays": lambda: loop_over(a, b),
    }
    times = fastest(contestants, rounds=5)
    exact = math.fsum(x * y for x, y in zip(listed_a, listed_b, strict=True))
    base = times["`np.dot(a, b)`"]
    rows = [
        [name, f"{1e3 * times[name]:.2f} ms", f"{times[name] / base:.1f}x", f"{abs(call() - exact) / exact:.1e}"]
        for name, call in contestants.items()
    ]
    return table(["way", "time", "against `np.dot`", "relative error"], rows)


def gradient_in_loops(X: np.ndarray, dZ: np.ndarray) -> np.ndarray:
    """Return the gradient as the notes first write it: a loop over samples around a loop over features."""
    nx, m = X.shape
    dw = np.zeros((nx, 1))
    for i in range(m):
        for j in range(nx):  # shapeguard: ignore[SG301]
            dw[j, 0] += X[j, i] * dZ[0, i]
    return dw / m


def gradient(X: np.ndarray, dZ: np.ndarray) -> np.ndarray:
    """Return the same gradient as one product."""
    return X @ dZ.T / X.shape[1]


def loops_against_gradient() -> str:
    """Time the gradient of logistic regression in two loops and as one product."""
    rows = []
    for nx, m in ((2, 100), (20, 1000), (200, 1000)):
        generator = np.random.default_rng(0)
        X, dZ = generator.standard_normal((nx, m)), generator.standard_normal((1, m))
        assert np.allclose(gradient_in_loops(X, dZ), gradient(X, dZ))
        product = fastest({"product": partial(gradient, X, dZ)}, rounds=50)["product"]
        loops = fastest({"loops": partial(gradient_in_loops, X, dZ)}, rounds=3)["loops"]
        rows.append([f"{nx} x {m}", f"{1e6 * loops:.0f} us", f"{1e6 * product:.1f} us", f"{loops / product:.0f}x"])
    return table(["X", "two loops", "`X @ dZ.T / m`", "ratio"], rows)


def dispatch() -> dict[str, dict[str, dict[str, str]]]:
    """Ask NumPy which instruction set each ufunc runs with, here and now."""
    pattern = f"^({'|'.join(UFUNCS)})$"
    found: dict[str, dict[str, dict[str, str]]] = np.lib.introspect.opt_func_info(pattern, "float64|float32")
    return found


def current(found: dict[str, dict[str, dict[str, str]]], ufunc: str, kind: str) -> str:
    """Name the instruction set that a ufunc uses for one dtype."""
    for signature, target in found.get(ufunc, {}).items():
        if set(signature) == {TYPES[kind]}:
            return target["current"]
    return "no SIMD loop"


def removable(found: dict[str, dict[str, dict[str, str]]]) -> list[str]:
    """List the instruction sets above the baseline that some ufunc uses, best first."""
    targets: list[str] = []
    for kinds in found.values():
        for target in kinds.values():
            names = [name for name in target["available"].replace("__", " ").split() if "baseline" not in name]
            targets = names if len(names) > len(targets) else targets
    return targets


def ufunc_times() -> dict[str, float]:
    """Return nanoseconds per element of each ufunc on 100,000 numbers, into a buffer that is already there."""
    nanoseconds = {}
    for kind in TYPES:
        x = np.linspace(0.1, 3.0, 100_000, dtype=kind)
        out = np.empty_like(x)
        for name in UFUNCS:
            ufunc = getattr(np, name)
            operands = (x, x[::-1].copy())[: ufunc.nin]
            seconds = fastest({name: partial(ufunc, *operands, out=out)}, rounds=30)[name]
            nanoseconds[f"{name} {kind}"] = seconds * 1e9 / x.size
    return nanoseconds


def measured_without(features: list[str]) -> tuple[dict[str, float], dict[str, dict[str, dict[str, str]]]]:
    """Run `ufunc_times` in a process without these instruction sets."""
    environment = {**os.environ, **ONE_THREAD, "NPY_DISABLE_CPU_FEATURES": " ".join(features)}
    command = [sys.executable, "-m", "benchmarks.vectorisation", "--child"]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=PAGE.parents[1])
    times, found = json.loads(answer.stdout)
    return times, found


def simd_tables() -> tuple[str, str]:
    """Return the table of dispatch targets and the table of times with instruction sets switched off."""
    found = dispatch()
    targets = table(["ufunc", *TYPES], [[f"`{f}`", *(current(found, f, kind) for kind in TYPES)] for f in UFUNCS])
    sets = removable(found)
    columns: dict[str, dict[str, float]] = {}
    for count in [*range(len(sets) + 1)] * ROUNDS:
        off = sets[:count]
        times, left = measured_without(off)
        still_on = {current(left, f, kind) for f in UFUNCS for kind in TYPES} & set(off)
        if still_on:
            raise RuntimeError(f"NPY_DISABLE_CPU_FEATURES did not switch off {', '.join(sorted(still_on))}.")
        best = columns.setdefault(f"without {', '.join(off)}" if off else "all", times)
        best.update({name: min(best[name], times[name]) for name in best})
    rows = [
        [f"`{f}` {kind}", *(f"{times[f'{f} {kind}']:.2f}" for times in columns.values())]
        for f in UFUNCS
        for kind in TYPES
    ]
    return targets, table(["ns an element", *columns], rows)


def ignored_name() -> str:
    """Show that a name NumPy does not know switches nothing off, and does not say so."""
    _, found = measured_without(["NO_SUCH_FEATURE"])
    return f"`NPY_DISABLE_CPU_FEATURES=NO_SUCH_FEATURE`: `exp` still runs with {current(found, 'exp', 'float64')}."


def machine() -> str:
    """Describe what the figures were measured on."""
    return f"NumPy {np.__version__}, Python {platform.python_version()}, {platform.machine()}, one thread."


def main() -> None:
    """Measure everything; print it, and with ``--write`` put it into the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"update {PAGE.name}")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        print(json.dumps([ufunc_times(), dispatch()]))
        return
    targets, times = simd_tables()
    sections = {
        "machine": machine(),
        "dot": loop_against_dot(),
        "gradient": loops_against_gradient(),
        "dispatch": targets,
        "off": times,
        "ignored": ignored_name(),
    }
    page = PAGE.read_text(encoding="utf-8")
    for name, text in sections.items():
        print(f"\n## {name}\n\n{text}")
        page = re.sub(rf"(<!-- {name} -->\n).*?(<!-- end -->)", rf"\g<1>\n{text}\n\n\g<2>", page, flags=re.DOTALL)
    if arguments.write:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":  # read when NumPy is imported, so it takes a new process
        command = [sys.executable, "-m", "benchmarks.vectorisation", *sys.argv[1:]]
        sys.exit(subprocess.run(command, env={**os.environ, **ONE_THREAD}).returncode)
    main()
