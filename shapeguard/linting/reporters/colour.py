"""Colours for terminals: the few escape codes that every terminal knows."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TextIO, TypeAlias

Paint: TypeAlias = Callable[[str, str], str]
"""Takes a role and words, returns the words in its colour."""

_CODES = {
    "place": "1",
    "error": "1;31",
    "warning": "1;33",
    "convention": "1;36",
    "note": "1;34",
    "frame": "34",
    "help": "1;32",
    "removed": "31",
    "added": "32",
}


def plain(role: str, words: str) -> str:
    """No colour."""
    return words


def coloured(role: str, words: str) -> str:
    """The words in the colour of their role."""
    return f"\x1b[{_CODES[role]}m{words}\x1b[0m" if words else words


def paint_for(stream: TextIO) -> Paint:
    """Colours for a terminal; never when ``NO_COLOR`` is set, always when ``FORCE_COLOR`` is."""
    if os.environ.get("NO_COLOR"):
        return plain
    if os.environ.get("FORCE_COLOR"):
        return coloured
    return coloured if stream.isatty() and os.environ.get("TERM") != "dumb" else plain
