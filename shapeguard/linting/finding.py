"""A finding and its fix: what every reporter, cache and adapter sees. Plain data, no trees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Applicability: TypeAlias = Literal["safe", "unsafe"]


class Severity(StrEnum):
    """How sure a finding is, and so what it costs."""

    ERROR = "error"
    WARNING = "warning"
    CONVENTION = "convention"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file: row from 1, column from 1 in characters."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text between two positions, in a notebook those of a cell."""

    start: Position
    end: Position
    content: str
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding.

    A safe fix keeps the meaning of correct code; an unsafe one may change a result, a dtype or rounding.
    """

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class TraceLine:
    """Where a size came from: ``m is from the annotation of `yhat```; in a notebook the row is that of a cell."""

    row: int
    text: str
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """The shape of an operand, to be written under it."""

    start: Position
    end: Position
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found.

    Attributes
    ----------
    message
        What is wrong, in one sentence with both shapes.
    help
        What to do about it.
    function
        Qualified name of the enclosing function; a baseline follows the code by it.
    cell
        Number of the notebook cell, from 1.
    labels
        The operands with their shapes.
    snippet
        The code pointed to, without line breaks and indentation; a baseline knows a finding again by it.
    """

    filename: str
    code: str
    name: str
    severity: Severity
    message: str
    start: Position
    end: Position
    help: str = ""
    trace: tuple[TraceLine, ...] = ()
    fix: Fix | None = None
    function: str = ""
    cell: int | None = None
    labels: tuple[Label, ...] = ()
    snippet: str = ""

    @property
    def extent_in_file(self) -> tuple[Position, Position]:
        """Start and end for what knows files only: of a notebook, whose rows are those of JSON, the first row."""
        return (self.start, self.end) if self.cell is None else (Position(1, 1), Position(1, 1))

    @property
    def place_in_cell(self) -> str:
        """``cell 3:2:5: `` for what knows files only; empty where there are no cells."""
        return "" if self.cell is None else f"cell {self.cell}:{self.start.row}:{self.start.column}: "
