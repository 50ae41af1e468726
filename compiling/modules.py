"""Which modules are compiled: those of the rooms where the linter spends its time, but for a few with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOMS = ("shapeguard/shapes", "shapeguard/inference")

LEFT_OUT = {
    "shapeguard/inference/deep_stack.py": "It changes the code object of a function, and a compiled one has none.",
    "shapeguard/shapes/frozen.py": "It makes classes while the program runs.",
    "shapeguard/inference/facts.py": "Its dataclasses are keyword-only and read as such by `dataclasses`.",
}

ENTERS_RULES = re.compile(r"^ *@rule\(|\bRule\((?!:)", re.MULTILINE)
"""What stands in a module of ``numpy_api`` that enters rules of NumPy: their code and annotations are read."""


def compiled_modules(root: Path) -> list[str]:
    """The paths of the modules that are compiled, from the folder that holds the packages, with slashes."""
    return sorted(path.relative_to(root).as_posix() for room in ROOMS for path in _sources(root, root / room))


def _sources(root: Path, room: Path) -> Iterator[Path]:
    for path in room.rglob("*.py"):
        if path.relative_to(root).as_posix() in LEFT_OUT:
            continue
        if "numpy_api" in path.parts and path.name != "rule.py" and ENTERS_RULES.search(path.read_text("utf-8")):
            continue
        yield path
