"""It never falls over: every file under some folders, and sources that were broken at random.

``python -m benchmarks.robustness [FOLDER ...] [--corrupted 2000]`` prints how many files raised an internal error, the
slowest of them, and the share of functions whose budget ran out. Without a folder, Python's own library is read.
"""

from __future__ import annotations

import argparse
import ast
import random
import sysconfig
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from shapeguard.inference import Project, analyze
from shapeguard.linting import check

_SLOWEST = 10
_NOISE = "()[]{}:,@'\"\\\n\t\0#=*é∂ "


@dataclass
class Tally:
    """What became of the files."""

    files: int = 0
    lines: int = 0
    functions: int = 0
    gave_up: int = 0
    crashes: list[str] = field(default_factory=list)
    seconds: list[tuple[float, str]] = field(default_factory=list)

    def run(self, name: str, source: str, project: Project | None = None) -> None:
        """Check one source as the command would."""
        self.files += 1
        self.lines += source.count("\n")
        begin = time.process_time()
        try:
            check(source, filename=name, profile="column", project=project)
        except Exception as error:  # a crash is what this is for
            self.crashes.append(f"{name}: {type(error).__name__}: {error}")
        self.seconds.append((time.process_time() - begin, name))

    def count_functions(self, name: str, source: str, project: Project) -> None:
        """Count the functions, and those whose budget ran out."""
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError):
            return
        self.functions += sum(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))
        self.gave_up += len(analyze(source, name, project=project).gave_up)

    def report(self, title: str) -> None:
        """Print it."""
        print(f"{title}: {self.files} files, {self.lines} lines, {len(self.crashes)} internal errors")
        if self.functions:
            share = 100 * self.gave_up / self.functions
            print(f"functions given up on: {self.gave_up} of {self.functions} ({share:.2f} %)")
        for seconds, name in sorted(self.seconds, reverse=True)[:_SLOWEST]:
            print(f"  {seconds:6.2f} s  {name}")
        for crash in self.crashes:
            print("crash:", crash)


def _cut(lines: list[str], rng: random.Random) -> list[str]:
    return lines[: rng.randrange(len(lines))]


def _dropped(lines: list[str], rng: random.Random) -> list[str]:
    where = rng.randrange(len(lines))
    return lines[:where] + lines[where + 1 :]


def _doubled(lines: list[str], rng: random.Random) -> list[str]:
    begin = rng.randrange(len(lines))
    return lines[: begin + 9] + lines[begin:]


def _swapped(lines: list[str], rng: random.Random) -> list[str]:
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _noisy(lines: list[str], rng: random.Random) -> list[str]:
    where = rng.randrange(len(lines))
    line, column = lines[where], rng.randrange(len(lines[where]) + 1)
    lines[where] = line[:column] + rng.choice(_NOISE) + line[column + rng.randrange(2) :]
    return lines


def _mixed_up(lines: list[str], rng: random.Random) -> list[str]:
    """Names and numbers trade places: what parses, and means nothing."""
    where = rng.randrange(len(lines))
    words = lines[where].split(" ")
    rng.shuffle(words)
    lines[where] = " ".join(words)
    return lines


_CORRUPTIONS: tuple[Callable[[list[str], random.Random], list[str]], ...] = (
    *(_cut, _dropped, _doubled, _swapped, _noisy, _mixed_up),
)


def corrupted(source: str, rng: random.Random) -> str:
    """The source after one to four accidents."""
    lines = source.split("\n")
    for _ in range(rng.randint(1, 4)):
        if lines:
            lines = rng.choice(_CORRUPTIONS)(lines, rng)
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(sysconfig.get_path("stdlib"))])
    parser.add_argument("--corrupted", type=int, default=2000, help="how many broken sources")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    whole, broken, project, sources = Tally(), Tally(), Project(), []
    for path in sorted(path for folder in options.folders for path in folder.rglob("*.py")):
        if "site-packages" in path.parts[len(options.folders[0].parts) :]:
            continue
        source = path.read_bytes().decode("utf-8", errors="replace")
        sources.append(source)
        whole.run(str(path), source, project)
        whole.count_functions(str(path), source, project)
    whole.report("as they are")
    rng = random.Random(options.seed)
    short = [source for source in sources if len(source) < 40_000] or [""]
    for number in range(options.corrupted):
        broken.run(f"corrupted {number}", corrupted(rng.choice(short), rng))
    broken.report("corrupted")


if __name__ == "__main__":
    main()
