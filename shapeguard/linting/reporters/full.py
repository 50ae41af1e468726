"""Findings to read: the code, both shapes under the operands, where the sizes came from, and what to do.

::

    model.py:6:11: SG201 [two-way-broadcast] warning
        (m, 1) - (1, m) -> (m, m): neither operand has the result's shape
      |
    6 |     return yhat - y
      |            ~~~~   ~
      |            (m, 1) (1, m)
      |
      = line 4: m is from the annotation of `yhat`
      = help: transpose one side
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from shapeguard.linting.finding import Finding, Label, Position
from shapeguard.linting.legible import legible, legible_row
from shapeguard.linting.reporters.colour import Paint, plain
from shapeguard.linting.reporters.concise import place

MOST_ROWS = 6
"""Rows of a long statement that are shown."""
LONGEST_ROW = 400
"""Characters of a row that are shown, around what is found there."""


def render(
    findings: Iterable[Finding], source_of: Callable[[Finding], Sequence[str]], paint: Paint = plain
) -> Iterator[str]:
    """Yield a block for every finding.

    Parameters
    ----------
    source_of
        The rows of the file (or notebook cell) that a finding is in; empty where it is gone.
    paint
        Colours words by role, or leaves them as they are.
    """
    for finding in findings:
        yield f"{paint('place', place(finding))}: {paint(finding.severity.value, finding.code)} "
        yield f"[{finding.name}] {paint(finding.severity.value, finding.severity.value)}\n"
        yield f"    {legible(finding.message)}\n"
        rows = source_of(finding)
        last = min(finding.end.row, finding.start.row + MOST_ROWS - 1, len(rows))
        margin = " " * len(str(last))
        if finding.start.row <= len(rows):
            yield from _frame(finding, rows, last, margin, paint)
        for line in finding.trace:
            cell = f"cell {line.cell}, " if line.cell not in (None, finding.cell) else ""
            yield f"{margin} {paint('frame', '=')} {cell}line {line.row}: {legible(line.text)}\n"
        if finding.help:
            yield f"{margin} {paint('frame', '=')} {paint('help', 'help')}: {legible(finding.help)}\n"
        if finding.fix is not None:
            yield f"{margin} {paint('frame', '=')} {paint('help', 'fix')} ({finding.fix.applicability}): "
            yield f"{legible(finding.fix.message)}\n"
        yield "\n"


def _frame(finding: Finding, rows: Sequence[str], last: int, margin: str, paint: Paint) -> Iterator[str]:
    bar = paint("frame", "|")
    yield f"{margin} {bar}\n"
    for number in range(finding.start.row, last + 1):
        text, hidden = _stretch(rows[number - 1], finding.start.column if number == finding.start.row else 1)
        yield f"{paint('frame', str(number).rjust(len(margin)))} {bar} {legible_row(text)}\n".rstrip() + "\n"
        labels = [_moved(label, hidden) for label in finding.labels if label.start.row == label.end.row == number]
        labels = [label for label in labels if label.start.column > 0 and label.end.column <= len(text) + 1]
        if labels:
            for line in _shapes(labels, text):
                yield f"{margin} {bar} {paint(finding.severity.value, line)}\n"
        elif number == finding.start.row:
            last_shown = len(text.rstrip()) + 1
            end = min(finding.end.column - hidden, last_shown) if finding.end.row == number else last_shown
            marks = _underline(finding.start.column - hidden, end, "^")
            yield f"{margin} {bar} {paint(finding.severity.value, marks)}\n"
    if last < finding.end.row:
        yield f"{margin} {paint('frame', '...')}\n"
    yield f"{margin} {bar}\n"


def _stretch(row: str, column: int) -> tuple[str, int]:
    """What is shown of a row, and how many characters are not shown before it."""
    if len(row) <= LONGEST_ROW:
        return row, 0
    hidden = max(0, column - LONGEST_ROW // 4)
    return row[hidden : hidden + LONGEST_ROW], hidden


def _moved(label: Label, hidden: int) -> Label:
    start, end = label.start, label.end
    return Label(Position(start.row, start.column - hidden), Position(end.row, end.column - hidden), label.text)


def _shapes(labels: Sequence[Label], text: str) -> Iterator[str]:
    """A line that marks the operands, and as many below as their shapes need to stand side by side."""
    ordered = sorted(labels, key=lambda label: label.start)
    marks = [" "] * (len(text) + 1)
    for label in ordered:
        for column in range(label.start.column - 1, max(label.end.column - 1, label.start.column)):
            marks[column] = "~"
    yield "".join(marks).rstrip()
    left = [(label.start.column - 1, label.text) for label in ordered]
    while left:
        line, postponed = "", []
        for column, words in left:
            if len(line) <= column and (not line or len(line) < column):
                line = line.ljust(column) + words
            else:
                postponed.append((column, words))
        yield line
        left = postponed


def _underline(start: int, end: int, mark: str) -> str:
    return " " * (start - 1) + mark * max(end - start, 1)
