"""What goes wrong, said on standard error; a line is one line whatever the names of files hold."""

from __future__ import annotations

import sys

from shapeguard.linting.legible import legible


def complain(problem: object) -> None:
    """Say what is wrong."""
    note(f"shapeguard: {problem}")


def note(words: str) -> None:
    """Say what was done."""
    print(legible(words), file=sys.stderr)
