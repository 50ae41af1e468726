r"""Where text stands: offsets, rows and columns, counted as Python counts them.

``ast`` counts columns in UTF-8 bytes and rows by ``\n``, ``\r\n`` and ``\r`` alone; ``str.splitlines`` would also
split at form feeds. Everything else here counts characters.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from shapeguard.linting.finding import Position

NEWLINE = re.compile(r"\r\n|\r|\n")
BARE_RETURN = re.compile(r"\r(?!\n)")
"""The line end of old Macintosh files."""


def rows(text: str) -> list[str]:
    r"""The rows of a text with their line endings; unlike ``splitlines``, a form feed ends none.

    >>> rows("a\x0cb\r\nc")
    ['a\x0cb\r\n', 'c']
    """
    starts = _starts(text)
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True) if start < end]


def _starts(text: str) -> list[int]:
    return [0, *(match.end() for match in NEWLINE.finditer(text))]


class Lines:
    r"""The rows of a source text.

    >>> lines = Lines("é = 1\nb\n")
    >>> lines.offset(2, 0), lines.position(2), lines.row(1)
    (6, Position(row=1, column=3), 'é = 1\n')
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def starts(self) -> list[int]:
        """The offset of every row; most files have no findings, and nobody asks."""
        return _starts(self.text)

    @cached_property
    def newline(self) -> str:
        """The line ending that the text begins with."""
        match = NEWLINE.search(self.text)
        return match.group() if match else "\n"

    def row(self, number: int) -> str:
        """The text of a row (from 1), its line ending included."""
        return self.text[self.starts[number - 1] : self.row_end(number)]

    def row_end(self, number: int) -> int:
        """The offset behind a row and its line ending."""
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def body_end(self, number: int) -> int:
        """The offset behind a row, before its line ending."""
        end = self.row_end(number)
        while end > self.starts[number - 1] and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    def offset(self, row: int, byte_column: int) -> int:
        """The offset of a place that ``ast`` names."""
        start = self.starts[row - 1]
        text = self.text[start : start + byte_column]
        if text.isascii():
            return start + byte_column
        return start + len(self.row(row).encode("utf-8", "surrogatepass")[:byte_column].decode("utf-8", "replace"))

    def span(self, node: ast.AST) -> tuple[int, int]:
        """The offsets of the first character of a node and of the one behind its last."""
        row, column, end_row, end_column = place(node)
        return self.offset(row, column), self.offset(end_row, end_column)

    def position(self, offset: int) -> Position:
        """The row and column of an offset."""
        row = bisect_right(self.starts, offset)
        return Position(row, offset - self.starts[row - 1] + 1)

    def offset_of(self, position: Position) -> int:
        """The offset of a row and column."""
        return self.starts[position.row - 1] + position.column - 1


def place(node: ast.AST) -> tuple[int, int, int, int]:
    """First row and byte column, last row and byte column behind the end of a node.

    Raises
    ------
    ValueError
        If the node has no place, as an operator or a context has none.
    """
    row, column = getattr(node, "lineno", None), getattr(node, "col_offset", None)
    end_row, end_column = getattr(node, "end_lineno", None), getattr(node, "end_col_offset", None)
    if row is None or column is None or end_row is None or end_column is None:
        raise ValueError(f"An ast.{type(node).__name__} has no place in the source; a fact must point to one that has.")
    return row, column, end_row, end_column


def difference(old: str, new: str) -> tuple[int, int, str]:
    """The part of ``old`` to replace, and by what: common beginnings and ends are left out."""
    start = _common_prefix(old, new)
    end = _common_prefix(reversed(old[start:]), reversed(new[start:]))
    return start, len(old) - end, new[start : len(new) - end]


def _common_prefix(left: Iterable[str], right: Iterable[str]) -> int:
    count = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        count += 1
    return count
