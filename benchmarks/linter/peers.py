"""The peers that do comparable work, and how each is asked to do it cold and warm."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool.

    Attributes
    ----------
    cold, warm
        The command without and with what it remembers; ``warm`` is None for a tool that remembers nothing.
    every
        For a slow tool: it gets every n-th file, and its throughput is what is compared.
    """

    name: str
    cold: Sequence[str]
    warm: Sequence[str] | None
    every: int = 1


def installed() -> list[Peer]:
    """The peers that are here; what is missing is said by the caller."""
    return [peer for peer in _all() if _is_there(peer)]


def missing() -> list[str]:
    """The names of the others."""
    return [peer.name for peer in _all() if not _is_there(peer)]


def _program(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name) or name


def _is_there(peer: Peer) -> bool:
    return Path(peer.cold[0]).exists()


def _all() -> list[Peer]:
    ours = [_program("shapeguard"), "check", "--exit-zero", "--output-format", "concise", "."]
    ruff = [_program("ruff"), "check", "--isolated", "--exit-zero", "--select", "E,F,B,NPY,PD", "."]
    mypy = [_program("mypy"), "--ignore-missing-imports", "--follow-imports=silent", "--explicit-package-bases", "."]
    return [
        Peer("shapeguard", [*ours, "--no-cache", "--jobs", "1"], [*ours, "--jobs", "1"]),
        Peer("ruff", [*ruff, "--no-cache"], ruff),
        Peer("mypy", [*mypy, "--cache-dir", "/dev/null"], mypy),
        Peer("pyrefly", [_program("pyrefly"), "check", "."], None),
        Peer("pyright", [_program("pyright"), "."], None, every=20),
        Peer("pylint", [_program("pylint"), "-E", "--recursive=y", "-j", "1", "."], None, every=20),
        Peer("fixit", [_program("fixit"), "lint", "."], None, every=20),
    ]
