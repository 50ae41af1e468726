"""``python -m benchmarks.linter``: start-up, cost a line, and peers on the scikit-learn wheel.

    python -m benchmarks.linter            everything (about ten minutes)
    python -m benchmarks.linter start      the command on no file, one clean file, one with a finding
    python -m benchmarks.linter scaling    processor time a line from 1,000 to 1,000,000 lines; memory
    python -m benchmarks.linter peers      cold and warm against every peer that is installed
    python -m benchmarks.linter processes  two processes against one

What is measured is the wheel as `pip install` builds it, compiled, and beside it the one that is not; both are built
first, which takes a minute or two. ``--write`` puts what was measured into docs/linter-speed.md, a section a part.

Processor seconds (user and system), least of several runs; ratios within one run are what carries over to your machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.linter.builds import CHECK, COMMAND, Builds, build
from benchmarks.linter.measuring import Cost, cost_of, least
from benchmarks.linter.page import rewrite, section, table
from benchmarks.linter.peers import installed, missing, own
from benchmarks.linter.trees import copy_of, lines_in, program

TIMES = 2
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """Every how many-th module is linted, where the peers are installed, and which of them are asked (all if none).

    With ``once`` every tool runs a single time, cold.
    """

    builds: Builds
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
            ("`--version`", [*COMMAND, "--version"], 60 + bare * 1000),
            ("check, clean, 300 lines", [*CHECK, "clean.py"], 150),
            ("check, one finding, 300 lines", [*CHECK, "bad.py"], 500),
        ):
            both = (options.builds.compiled, options.builds.pure)
            took, pure = (least(words, place, 9, setting).processor * 1000 for setting in both)
            verdict = f"{wanted:.0f}, {'met' if took <= wanted else 'missed'}"
            rows.append((title, f"{took:.0f}", f"{took - bare * 1000:.0f}", verdict, f"{pure:.0f}"))
    header = ("command", "in all, ms", "over bare Python, ms", "target, in all", "not compiled, in all, ms")
    return section("Start-up", table(header, rows))


def scaling(options: Options) -> str:
    """Microseconds a line, start-up taken off; a program is files of 2,000 lines each."""
    with folder() as place:
        lines, trees = 1_000, []
        while lines * options.every <= LARGEST:
            tree = place / str(lines)
            tree.mkdir()
            for number in range(max(1, lines // 2_000)):
                (tree / f"m{number}.py").write_text(program(min(lines, 2_000)))
            trees.append((lines, tree))
            lines *= 10
        compiled, pure = (_costs_of_lines(trees, setting) for setting in (options.builds.compiled, options.builds.pure))
    rows = [
        (f"{lines:,}", f"{cost.processor:.2f}", f"{a_line:.0f}", f"{cost.peak_megabytes:.0f}", f"{not_compiled:.0f}")
        for (lines, _), (cost, a_line), (_, not_compiled) in zip(trees, compiled, pure, strict=True)
    ]
    each = "microseconds a line, start-up taken off"
    header = ("lines (generated, dense NumPy)", "s", each, "peak, MB", "microseconds a line, not compiled")
    return section("Cost a line", table(header, rows))


def _costs_of_lines(trees: Sequence[tuple[int, Path]], setting: Mapping[str, str]) -> list[tuple[Cost, float]]:
    """What each tree costs, and microseconds a line of it without start-up."""
    base = least([*CHECK, "--help"], trees[0][1], 3, setting).processor
    costs = [(cost_of([*CHECK, "."], tree, setting), lines_in(tree)) for _, tree in trees]
    return [(cost, (cost.processor - base) / lines * 1e6) for cost, lines in costs]


def peers(options: Options) -> str:
    """Thousand lines a processor second, cold; seconds warm."""
    for name in missing(options.environment, options.stubs):
        print(f"{name} is not installed and is left out")
    asked = installed(options.environment, options.stubs)
    tools = own(options.builds)
    tools += [peer for peer in asked if not options.tools or peer.name in options.tools]
    with folder() as place:
        steps = {max(options.every, peer.every) for peer in tools}
        trees = {step: copy_of("sklearn", place / f"every-{step}", step) for step in steps}
        sizes = {step: lines_in(tree) for step, tree in trees.items()}
        about = f"scikit-learn, {sizes[min(steps)]:,} lines; a slow tool gets fewer and is compared by throughput."
        ours, rows = 0.0, []
        for peer in tools:
            step = max(options.every, peer.every)
            tree, size = trees[step], sizes[step]
            cold = least(peer.cold, tree, 1 if options.once or peer.every > 1 else TIMES, peer.setting)
            warm = ""
            if peer.warm is not None and not options.once:
                cost_of(peer.warm, tree, peer.setting)
                warm = f"{least(peer.warm, tree, TIMES, peer.setting).processor:.2f}"
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
    rows = []
    with folder() as place:
        tree = copy_of("sklearn", place, options.every)
        for name, setting in (("compiled", options.builds.compiled), ("not compiled", options.builds.pure)):
            one, two = (
                min(cost_of([*CHECK, "--jobs", str(jobs), "."], tree, setting).wall for _ in range(2))
                for jobs in (1, 2)
            )
            rows.append((name, f"{one:.2f}", f"{two:.2f}", f"{one / two:.2f}x"))
    return section("Two processes", table(("", "one process, wall s", "two, wall s", "faster"), rows))


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
    with folder() as place:
        builds = build(place)
        options = Options(builds, given.every, given.environment, given.stubs, tuple(given.tools), given.once)
        for name in chosen:
            text = PARTS[name](options)
            print(text, flush=True)
            if given.write:
                rewrite(text)


if __name__ == "__main__":
    main()
