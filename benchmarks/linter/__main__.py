"""``python -m benchmarks.linter``: start-up, cost a line, and peers on the scikit-learn wheel.

    python -m benchmarks.linter            everything (about ten minutes)
    python -m benchmarks.linter start      the command on no file, one clean file, one with a finding
    python -m benchmarks.linter scaling    processor time a line from 1,000 to 1,000,000 lines; memory
    python -m benchmarks.linter peers      cold and warm against every peer that is installed
    python -m benchmarks.linter processes  two processes against one

Processor seconds (user and system), least of several runs; ratios within one run are what carries over to your machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.linter.measuring import cost_of, least
from benchmarks.linter.peers import installed, missing
from benchmarks.linter.trees import copy_of, lines_in, program

CHECK = [sys.executable, "-m", "shapeguard", "check", "--no-cache", "--jobs", "1", "--exit-zero"]

TIMES = 2
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """Every how many-th module is linted, and where the peers are installed."""

    every: int
    environment: Path | None


@contextmanager
def folder() -> Iterator[Path]:
    """A place for copies, outside of any repository."""
    with tempfile.TemporaryDirectory(prefix="shapeguard-benchmark-") as name:
        yield Path(name)


def start(options: Options) -> None:
    """Milliseconds over bare Python, and in all."""
    with folder() as place:
        (place / "clean.py").write_text(program(300))
        (place / "bad.py").write_text(program(300) + "\n\nw = np.zeros(3, 1)\n")
        bare = least([sys.executable, "-c", "pass"], place, 9).processor
        for title, words in {
            "--version": [sys.executable, "-m", "shapeguard", "--version"],
            "check, clean, 300 lines": [*CHECK, "clean.py"],
            "check, one finding, 300 lines": [*CHECK, "bad.py"],
        }.items():
            took = least(words, place, 9).processor
            print(f"{title:<32} {took * 1000:6.0f} ms in all, {(took - bare) * 1000:6.0f} ms over bare Python")


def scaling(options: Options) -> None:
    """Microseconds a line, start-up taken off; a program is files of 2,000 lines each."""
    with folder() as place:
        base = least([*CHECK, "--help"], place, 3).processor
        lines = 1_000
        while lines * options.every <= LARGEST:
            tree = place / str(lines)
            tree.mkdir()
            for number in range(max(1, lines // 2_000)):
                (tree / f"m{number}.py").write_text(program(min(lines, 2_000)))
            took = cost_of([*CHECK, "."], tree)
            a_line = (took.processor - base) / lines_in(tree) * 1e6
            print(f"{lines:>9,} lines {took.processor:8.2f} s {a_line:7.1f} us a line {took.peak_megabytes:6.0f} MB")
            lines *= 10


def peers(options: Options) -> None:
    """Thousand lines a processor second, cold; seconds warm."""
    for name in missing(options.environment):
        print(f"{name} is not installed and is left out")
    tools = installed(options.environment)
    with folder() as place:
        steps = {max(options.every, peer.every) for peer in tools}
        trees = {step: copy_of("sklearn", place / f"every-{step}", step) for step in steps}
        sizes = {step: lines_in(tree) for step, tree in trees.items()}
        print(f"scikit-learn: {sizes[min(steps)]:,} lines (a slow tool gets fewer and is compared by throughput)")
        print(f"{'tool':<12} {'cold s':>8} {'KLOC/s':>8} {'ours is':>9} {'warm s':>8} {'peak MB':>8}")
        ours = 0.0
        for peer in tools:
            step = max(options.every, peer.every)
            tree, size = trees[step], sizes[step]
            cold = least(peer.cold, tree, 1 if peer.every > 1 else TIMES)
            warm = ""
            if peer.warm is not None:
                cost_of(peer.warm, tree)
                warm = f"{least(peer.warm, tree, TIMES).processor:8.2f}"
            speed = size / cold.processor / 1000
            ours = ours or speed
            print(
                f"{peer.name:<12} {cold.processor:8.2f} {speed:8.1f} {ours / speed:8.2f}x {warm:>8} "
                f"{cold.peak_megabytes:8.0f}",
                flush=True,
            )


def processes(options: Options) -> None:
    """Wall time of one process over that of two."""
    with folder() as place:
        tree = copy_of("sklearn", place, options.every)
        walls = {jobs: min(cost_of([*CHECK, "--jobs", str(jobs), "."], tree).wall for _ in range(2)) for jobs in (1, 2)}
        print(f"one process {walls[1]:.2f} s, two {walls[2]:.2f} s: {walls[1] / walls[2]:.2f}x")


PARTS: dict[str, Callable[[Options], None]] = {
    "start": start,
    "scaling": scaling,
    "peers": peers,
    "processes": processes,
}


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help="default: all")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every N-th module only: quicker, rougher")
    parser.add_argument("--environment", type=Path, metavar="DIR", help="virtual environment with the peers installed")
    given = parser.parse_args()
    chosen = given.parts or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    for name in chosen:
        print(f"\n== {name}", flush=True)
        PARTS[name](Options(given.every, given.environment))


if __name__ == "__main__":
    main()
