"""``python -m benchmarks.linter``: start-up, cost a line, and peers on the scikit-learn wheel.

    python -m benchmarks.linter            everything (about ten minutes)
    python -m benchmarks.linter start      the command on no file, one clean file, one with a finding
    python -m benchmarks.linter scaling    processor time a line from 1,000 to 1,000,000 lines; memory
    python -m benchmarks.linter peers      cold and warm against every peer that is installed
    python -m benchmarks.linter processes  two processes against one

``--write`` puts what was measured into docs/linter-speed.md, a section a part.

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
from benchmarks.linter.page import rewrite, section, table
from benchmarks.linter.peers import installed, missing
from benchmarks.linter.trees import copy_of, lines_in, program

CHECK = [sys.executable, "-m", "shapeguard", "check", "--no-cache", "--jobs", "1", "--exit-zero"]

TIMES = 2
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """Every how many-th module is linted, where the peers are installed, and which of them are asked (all if none).

    With ``once`` every tool runs a single time, cold.
    """

    every: int
    environment: Path | None
    stubs: Path | None = None
    tools: tuple[str, ...] = ()
    once: bool = False


@contextmanager
def folder() -> Iterator[Path]:
    """A place for copies, outside of any repository."""
    with tempfile.TemporaryDirectory(prefix="shapeguard-benchmark-") as name:
        yield Path(name)


def start(options: Options) -> str:
    """Milliseconds over bare Python, and in all."""
    with folder() as place:
        (place / "clean.py").write_text(program(300))
        (place / "bad.py").write_text(program(300) + "\n\nw = np.zeros(3, 1)\n")
        bare = least([sys.executable, "-c", "pass"], place, 9).processor
        rows = []
        for title, words, wanted in (
            ("`--version`", [sys.executable, "-m", "shapeguard", "--version"], 60 + bare * 1000),
            ("check, clean, 300 lines", [*CHECK, "clean.py"], 150),
            ("check, one finding, 300 lines", [*CHECK, "bad.py"], 500),
        ):
            took = least(words, place, 9).processor * 1000
            verdict = f"{wanted:.0f}, {'met' if took <= wanted else 'missed'}"
            rows.append((title, f"{took:.0f}", f"{took - bare * 1000:.0f}", verdict))
    return section("Start-up", table(("command", "in all, ms", "over bare Python, ms", "target, in all"), rows))


def scaling(options: Options) -> str:
    """Microseconds a line, start-up taken off; a program is files of 2,000 lines each."""
    with folder() as place:
        base = least([*CHECK, "--help"], place, 3).processor
        lines, rows = 1_000, []
        while lines * options.every <= LARGEST:
            tree = place / str(lines)
            tree.mkdir()
            for number in range(max(1, lines // 2_000)):
                (tree / f"m{number}.py").write_text(program(min(lines, 2_000)))
            took = cost_of([*CHECK, "."], tree)
            a_line = (took.processor - base) / lines_in(tree) * 1e6
            rows.append((f"{lines:,}", f"{took.processor:.2f}", f"{a_line:.0f}", f"{took.peak_megabytes:.0f}"))
            lines *= 10
    header = ("lines (generated, dense NumPy)", "s", "microseconds a line, start-up taken off", "peak, MB")
    return section("Cost a line", table(header, rows))


def peers(options: Options) -> str:
    """Thousand lines a processor second, cold; seconds warm."""
    for name in missing(options.environment, options.stubs):
        print(f"{name} is not installed and is left out")
    asked = installed(options.environment, options.stubs)
    tools = [peer for peer in asked if not options.tools or peer.name in ("shapeguard", *options.tools)]
    with folder() as place:
        steps = {max(options.every, peer.every) for peer in tools}
        trees = {step: copy_of("sklearn", place / f"every-{step}", step) for step in steps}
        sizes = {step: lines_in(tree) for step, tree in trees.items()}
        about = f"scikit-learn, {sizes[min(steps)]:,} lines; a slow tool gets fewer and is compared by throughput."
        ours, rows = 0.0, []
        for peer in tools:
            step = max(options.every, peer.every)
            tree, size = trees[step], sizes[step]
            cold = least(peer.cold, tree, 1 if options.once or peer.every > 1 else TIMES)
            warm = ""
            if peer.warm is not None and not options.once:
                cost_of(peer.warm, tree)
                warm = f"{least(peer.warm, tree, TIMES).processor:.2f}"
            speed = size / cold.processor / 1000
            ours = ours or speed
            name = peer.name if step == 1 else f"{peer.name} (every {step}th file)"
            memory = f"{cold.peak_megabytes:.0f}"
            rows.append(
                (
                    name,
                    f"{cold.processor:.2f}",
                    f"{speed:.1f}",
                    f"{ours / speed:.2f}x",
                    peer.judged(ours / speed),
                    warm,
                    memory,
                )
            )
            print(*rows[-1], sep="  ", flush=True)
    header = ("tool", "cold, s", "KLOC/s", "shapeguard is as fast", "target", "warm, s", "peak, MB")
    return section("Peers, cold and warm", f"{about}\n\n{table(header, rows)}")


def processes(options: Options) -> str:
    """Wall time of one process over that of two."""
    with folder() as place:
        tree = copy_of("sklearn", place, options.every)
        walls = {jobs: min(cost_of([*CHECK, "--jobs", str(jobs), "."], tree).wall for _ in range(2)) for jobs in (1, 2)}
    row = (f"{walls[1]:.2f}", f"{walls[2]:.2f}", f"{walls[1] / walls[2]:.2f}x")
    return section("Two processes", table(("one process, wall s", "two, wall s", "faster"), [row]))


PARTS: dict[str, Callable[[Options], str]] = {
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
    parser.add_argument("--stubs", type=Path, metavar="DIR", help="another one, with pyrefly and its stubs of NumPy")
    parser.add_argument("--tools", nargs="+", default=(), metavar="TOOL", help="only these peers")
    parser.add_argument("--once", action="store_true", help="every peer a single time, cold: a third of the time")
    parser.add_argument("--write", action="store_true", help="into docs/linter-speed.md")
    given = parser.parse_args()
    chosen = given.parts or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    for name in chosen:
        text = PARTS[name](Options(given.every, given.environment, given.stubs, tuple(given.tools), given.once))
        print(text, flush=True)
        if given.write:
            rewrite(text)


if __name__ == "__main__":
    main()
