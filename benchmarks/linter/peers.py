"""The peers that do comparable work, and how each is asked to do it cold and warm."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.linter.builds import COMMAND, Builds


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool.

    Attributes
    ----------
    cold, warm
        The command without and with what it remembers; ``warm`` is None for a tool that remembers nothing.
    every
        For a slow tool: it gets every n-th file, and its throughput is what is compared.
    wanted
        How many times as fast as this tool shapeguard is to be; a quarter means at most four times its time.
    setting
        What is set in the environment of both commands.
    """

    name: str
    cold: Sequence[str]
    warm: Sequence[str] | None
    every: int = 1
    wanted: float | None = None
    setting: Mapping[str, str] = field(default_factory=dict)

    def judged(self, ratio: float) -> str:
        """Whether the target is met, in words; empty for a tool without one."""
        if self.wanted is None:
            return ""
        return f"{self.wanted:g}x, {'met' if ratio >= self.wanted else 'missed'}"


def own(builds: Builds) -> list[Peer]:
    """The project's own linter, compiled, which the others are compared with, and not compiled."""
    warm = [*COMMAND, "check", "--exit-zero", "--output-format", "concise", "--jobs", "1", "."]
    cold = [*warm, "--no-cache"]
    return [
        Peer("shapeguard", cold, warm, setting=builds.compiled),
        Peer("shapeguard, not compiled", cold, warm, setting=builds.pure),
    ]


def installed(environment: Path | None = None, stubs: Path | None = None) -> list[Peer]:
    """The other tools that are here; what is missing is said by the caller.

    Parameters
    ----------
    environment
        The virtual environment that the peers are installed in; without it they are looked for beside this Python and
        on the path.
    stubs
        A virtual environment with pyrefly and its stubs of NumPy, in which it knows shapes.
    """
    return [peer for peer in _all(environment, stubs) if _is_there(peer)]


def missing(environment: Path | None = None, stubs: Path | None = None) -> list[str]:
    """The names of the others."""
    return [peer.name for peer in _all(environment, stubs) if not _is_there(peer)]


def _program(name: str, environment: Path | None) -> str:
    folders = [Path(sys.executable).parent]
    if environment is not None:
        folders.insert(0, environment / ("Scripts" if sys.platform == "win32" else "bin"))
    found = next((folder / name for folder in folders if (folder / name).exists()), None)
    return str(found.absolute()) if found is not None else shutil.which(name) or name


def _is_there(peer: Peer) -> bool:
    return Path(peer.cold[0]).exists()


_TELLING_SHAPES = ("check", "--preset", "default")
"""Without a configuration pyrefly looks for little, and not for operands that do not fit each other."""


def _all(environment: Path | None, stubs: Path | None) -> list[Peer]:
    def program(name: str) -> str:
        return _program(name, environment)

    ruff = [program("ruff"), "check", "--isolated", "--exit-zero", "--select", "E,F,B,NPY,PD", "."]
    mypy = [program("mypy"), "--ignore-missing-imports", "--follow-imports=silent", "--explicit-package-bases", "."]
    shaped = []
    if stubs is not None:
        python = ["--python-interpreter-path", _program("python", stubs)]
        shaped = [
            Peer("pyrefly, shape stubs", [_program("pyrefly", stubs), *_TELLING_SHAPES, *python, "."], None, wanted=1)
        ]
    return [
        Peer("ruff", [*ruff, "--no-cache"], ruff),
        Peer("mypy", [*mypy, "--cache-dir", os.devnull], mypy),
        Peer(
            "mypy, all",
            [*mypy, "--check-untyped-defs", "--cache-dir", os.devnull],
            [*mypy, "--check-untyped-defs"],
            wanted=2,
        ),
        Peer("pyrefly", [program("pyrefly"), "check", "."], None, wanted=0.25),
        Peer("pyrefly, all", [program("pyrefly"), *_TELLING_SHAPES, "."], None),
        *shaped,
        Peer("pyright", [program("pyright"), "."], None, every=20),
        Peer("pylint", [program("pylint"), "-E", "--recursive=y", "-j", "1", "."], None, every=20),
        Peer("fixit", [program("fixit"), "lint", "."], None, every=10, wanted=25),
    ]
