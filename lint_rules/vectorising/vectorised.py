"""What replaces a loop."""

from __future__ import annotations

import ast
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
    is_exact
        Whether not even rounding differs, because every element is computed by itself or integers are counted.
    temporaries
        Names that held one sample in the loop and hold all samples behind it.
    replaced
        What the lines stand for: the loop, or the call around a comprehension; None where that is not known.
    caveat
        What keeps them from being proven, where it is not a shape; of proven lines, what may differ.
    """

    lines: tuple[str, ...]
    proven: bool
    is_exact: bool
    temporaries: frozenset[str] = frozenset()
    replaced: ast.AST | None = None
    caveat: str = ""

    @property
    def advice(self) -> str:
        """What to do, or what to look at first."""
        if self.proven:
            unlike = f"; it {self.caveat}" if self.caveat and not self.is_exact else ""
            return f"let NumPy walk along the axis{unlike}"
        return self.caveat or "the lines are equal if all shapes are as they look"
