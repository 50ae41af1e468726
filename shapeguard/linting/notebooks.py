"""Notebooks: the code cells in their order as one program, checked and mended, then put back cell by cell.

Cells are joined by marker comments, so that a fix may add or remove lines and every line still finds its cell. Lines
that are no Python (``%magic``, ``!command``, ``name?``) give way to a call and come back unchanged; a cell that begins
with ``%%`` for another language is left out, and one that does not parse is told of. Only the source of a mended cell
is written: outputs, metadata and the layout of the file stay.
"""

from __future__ import annotations

import ast
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from shapeguard.linting.finding import Edit, Finding, Label, Position, TraceLine
from shapeguard.linting.inspection import Inspection
from shapeguard.linting.magics import (
    blocks_with_magics,
    is_touched,
    order_of_magics,
    with_magics,
    without_cell,
    without_magics,
)
from shapeguard.linting.source import Undecodable
from shapeguard.linting.syntax import is_newer_syntax

if TYPE_CHECKING:
    from shapeguard.linting.fixing import Fixed

MARKER = "# %% shapeguard: cell"
DISCARDED = "SG412"
"""The last expression of a cell is not discarded: the notebook shows it."""

_PYTHON_CELL_MAGICS = frozenset({"time", "timeit", "capture", "prun"})


class NotANotebook(Undecodable):
    """The file is not a notebook in Jupyter's format 4."""


@dataclass(frozen=True, slots=True)
class Program:
    """The code of a notebook as one text.

    Attributes
    ----------
    text
        The joined cells, each behind a marker line.
    numbers
        Number of each joined cell among all cells, from 1.
    magics
        The lines that are no Python.
    broken
        The cells that do not parse, by their numbers: the others are checked without them.
    """

    text: str
    numbers: tuple[int, ...]
    magics: tuple[str, ...]
    broken: Mapping[int, str] = field(default_factory=dict)

    def cells(self, text: str) -> list[str] | None:
        """The cells of a (mended) text, None where a marker or a magic got lost."""
        parts = re.split(rf"^{re.escape(MARKER)} \d+\n", text, flags=re.MULTILINE)
        magics = order_of_magics(text)
        if len(parts) != len(self.numbers) + 1 or parts[0].strip() or magics != order_of_magics(self.text):
            return None
        return [with_magics(part, self.magics).removesuffix("\n") for part in parts[1:]]


def read_notebook(content: bytes) -> dict[str, Any]:
    """Parse a notebook.

    Raises
    ------
    NotANotebook
        If it is not JSON, or has no cells.
    """
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise NotANotebook(f"the notebook is not valid JSON: {error}") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise NotANotebook("the notebook has no list of cells; convert it with `jupyter nbconvert --to notebook`")
    if not all(isinstance(cell, dict) and _has_source(cell) for cell in notebook["cells"]):
        raise NotANotebook("a cell of the notebook has no source")
    return notebook


def is_python(notebook: dict[str, Any]) -> bool:
    """Whether its cells are Python, as they are unless the metadata says otherwise."""
    metadata = notebook.get("metadata")
    tables = (metadata.get(key) for key in ("language_info", "kernelspec")) if isinstance(metadata, dict) else ()
    info: dict[str, Any] = next((table for table in tables if table and isinstance(table, dict)), {})
    return str(info.get("name") or info.get("language") or "python").lower().startswith(("python", "ipython"))


def program_of(notebook: dict[str, Any]) -> Program:
    """Join the code cells; a call stands for one that is no Python or does not parse."""
    text, numbers, magics, broken = "", [], list[str](), {}
    for number, cell in enumerate(notebook["cells"], 1):
        if cell.get("cell_type") != "code":
            continue
        source = cell_source(cell)
        head = source.lstrip().split("\n", 1)[0]
        if head.startswith("%%") and head[2:].split(" ")[0].strip() not in _PYTHON_CELL_MAGICS:
            code, parses = without_cell(source, magics), True
        else:
            code, parses = _as_python(source, magics)
        if not parses:
            broken[number] = code
            code = without_cell(source, magics)
        text += f"{MARKER} {number}\n{code}\n"
        numbers.append(number)
    return Program(text, tuple(numbers), tuple(magics), broken)


def check_notebook(content: bytes, check: Callable[[str], Inspection]) -> Inspection:
    """Check a notebook; places in the findings count from the first row of their cell."""
    notebook = read_notebook(content)
    if not is_python(notebook):
        return Inspection()
    program = program_of(notebook)
    inspection = check(program.text)
    findings = in_cells(shown(inspection.findings, program.text), program)
    for number, code in program.broken.items():
        findings += [_of_broken_cell(finding, number) for finding in check(code).findings]
    ordered = tuple(sorted(findings, key=lambda f: (f.cell or 0, f.start, f.end, f.code)))
    return replace(inspection, findings=ordered, parsed=inspection.parsed and not program.broken)


def _of_broken_cell(finding: Finding, number: int) -> Finding:
    message = finding.message.replace("the file", "the cell", 1)
    return replace(finding, cell=number, message=message, help="nothing in this cell is checked until it parses")


def fix_notebook(content: bytes, fix: Callable[[str], Fixed]) -> tuple[bytes, Fixed]:
    """Mend a notebook; the bytes are the given ones where nothing could be mended."""
    notebook = read_notebook(content)
    program = program_of(notebook)
    fixed = fix(program.text)
    cells = program.cells(fixed.text)
    if cells is None or fixed.text == program.text:
        return content, replace(fixed, text=program.text)
    for number, source in zip(program.numbers, cells, strict=True):
        cell = notebook["cells"][number - 1]
        if source != cell_source(cell):
            cell["source"] = source.splitlines(keepends=True) if isinstance(cell["source"], list) else source
    after = replace(program, text=fixed.text)
    left = tuple(in_cells(shown(fixed.left, fixed.text), after))
    return _written_like(content, notebook), replace(fixed, left=left)


def shown(findings: Sequence[Finding], text: str) -> list[Finding]:
    """The findings of a program without those about the last expression of a cell, which is displayed.

    None of them has a fix that touches a block with magics.
    """
    blocks = blocks_with_magics(text) if any(finding.fix for finding in findings) else []
    findings = [replace(finding, fix=None) if is_touched(finding, blocks) else finding for finding in findings]
    if not any(finding.code == DISCARDED for finding in findings):
        return findings
    rows = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith(MARKER)]
    statements = ast.parse(text).body
    last = {max((s.lineno for s in statements if s.lineno < row), default=0) for row in [*rows[1:], len(text)]}
    return [finding for finding in findings if finding.code != DISCARDED or finding.start.row not in last]


def in_cells(findings: Sequence[Finding], program: Program) -> list[Finding]:
    """The findings with places that count from their cell."""
    rows = [number for number, line in enumerate(program.text.split("\n"), 1) if line.startswith(MARKER)]
    return [_placed(finding, rows, program.numbers) for finding in findings]


def _placed(finding: Finding, rows: Sequence[int], numbers: Sequence[int]) -> Finding:
    """A finding in its cell; what it rests on, and what mends it, may stand in another one."""

    def index_of(row: int) -> int:
        return max(bisect_left(rows, row) - 1, 0)

    def up(place: Position) -> Position:
        return Position(max(place.row - rows[index_of(place.row)], 1), place.column)

    def cell_of(row: int) -> int:
        return numbers[index_of(row)]

    fix = finding.fix
    if fix is not None:
        edits = (Edit(up(e.start), up(e.end), e.content, cell_of(e.start.row)) for e in fix.edits)
        fix = replace(fix, edits=tuple(edits))
    return replace(
        finding,
        cell=cell_of(finding.start.row),
        start=up(finding.start),
        end=up(finding.end),
        fix=fix,
        labels=tuple(Label(up(label.start), up(label.end), label.text) for label in finding.labels),
        trace=tuple(TraceLine(up(Position(t.row, 1)).row, t.text, cell_of(t.row)) for t in finding.trace),
    )


def cell_source(cell: dict[str, Any]) -> str:
    """The code of a cell, which the file holds as a string or as a list of lines."""
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else source


def _has_source(cell: dict[str, Any]) -> bool:
    source = cell.get("source", "")
    return isinstance(source, str) or (isinstance(source, list) and all(isinstance(line, str) for line in source))


def _as_python(source: str, magics: list[str]) -> tuple[str, bool]:
    """The code with its magics replaced, and whether it parses."""
    if _parses(source):
        return source, True
    code = without_magics(source, magics)
    return code, _parses(code) or is_newer_syntax(code)


def _parses(code: str) -> bool:
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return False
    return True


def _written_like(content: bytes, notebook: dict[str, Any]) -> bytes:
    """The notebook in the layout of the original: indentation, escapes, last line ending."""
    original = content.decode("utf-8-sig")
    indent = re.match(r"\{\r?\n([ \t]+)", original)
    plain_ascii = original.isascii() and "\\u" in original
    separators = None if indent or '": ' in original else (",", ":")
    text = json.dumps(notebook, indent=indent[1] if indent else None, ensure_ascii=plain_ascii, separators=separators)
    text += original[len(original.rstrip()) :]
    return text.encode()
