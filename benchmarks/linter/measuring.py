"""Processor seconds of a command, its children included."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a command took."""

    processor: float
    wall: float
    peak_megabytes: float
    code: int


def cost_of(words: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command with its output thrown away, and with compiled bytecode, as an installed tool has it."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    with subprocess.Popen(
        words,
        cwd=cwd,
        env={**inherited, "OPENBLAS_NUM_THREADS": "1", **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, process.returncode)


def least(words: Sequence[str], cwd: Path, times: int, environment: Mapping[str, str] | None = None) -> Cost:
    """The cheapest of several runs: other processes only ever add."""
    return min((cost_of(words, cwd, environment) for _ in range(times)), key=lambda cost: cost.processor)
