"""The same templates for several functions."""

from __future__ import annotations


def each(names: str, *templates: str) -> dict[str, tuple[str, ...]]:
    """The same templates for several functions; ``FUNC`` stands for its name."""
    return {
        name: tuple(template.replace("FUNC", name.removesuffix("()")) for template in templates)
        for name in names.split()
    }
