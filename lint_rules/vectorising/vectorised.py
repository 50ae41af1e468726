"""What replaces a loop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vectorised:
    """The lines that replace a loop.

    Attributes
    ----------
    lines
        The statements, or the one expression of a comprehension.
    proven
        Whether shapes and purity prove that they do the same.
    is_map
        Whether every element is computed by itself, so that not even rounding differs.
    temporaries
        Names that held one sample in the loop and hold all samples behind it.
    """

    lines: tuple[str, ...]
    proven: bool
    is_map: bool
    temporaries: frozenset[str]
