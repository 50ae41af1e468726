"""Programs of the tests, run before and after their fixes."""

from __future__ import annotations

from typing import Any


def names_after(source: str) -> dict[str, Any]:
    """Run a program and return the names that it leaves."""
    names: dict[str, Any] = {}
    exec(source, names)
    return names
