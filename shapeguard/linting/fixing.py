"""Applying fixes: in passes, one of several that overlap at a time, and only where they truly mend.

A fix is kept if the result parses and fewer findings of its code are left at its place; otherwise the text stays as it
was.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from shapeguard.linting.finding import Applicability, Edit, Finding, Severity
from shapeguard.linting.lines import Lines

MOST_PASSES = 20


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after fixing: what was mended, and what is left to be said about it."""

    text: str
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]


def fix_text(
    text: str, find: Callable[[str], Sequence[Finding]], allowed: Iterable[Applicability] = ("safe",)
) -> Fixed:
    """Apply the fixes of the findings until none is left that helps.

    Parameters
    ----------
    text
        The source.
    find
        Finds what there is to say about a source.
    allowed
        Whether safe fixes only are applied, or unsafe ones too.
    """
    allowed = frozenset(allowed)
    mended: list[Finding] = []
    refused: set[tuple[str, str, str]] = set()
    findings = find(text)
    for _ in range(MOST_PASSES):
        chosen = [f for f in findings if f.fix and f.fix.applicability in allowed and _key(f, text) not in refused]
        batch = _without_conflicts(chosen)
        if not batch:
            break
        step = attempt(text, findings, batch, find)
        if step is None:
            for finding in batch:
                step = attempt(text, findings, [finding], find)
                if step is not None:
                    batch = [finding]
                    break
                refused.add(_key(finding, text))
        if step is not None:
            text, findings = step
            mended += batch
    return Fixed(text, tuple(mended), tuple(findings))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made that do not overlap."""
    lines = Lines(text)
    ordered = sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end))
    for edit in reversed(ordered):
        text = text[: lines.offset_of(edit.start)] + edit.content + text[lines.offset_of(edit.end) :]
    return text


def _errors(findings: Iterable[Finding]) -> int:
    """What fails for certain: an unsafe fix that makes something else fail is no fix."""
    return sum(finding.severity is Severity.ERROR for finding in findings)


def attempt(
    text: str, findings: Sequence[Finding], batch: Sequence[Finding], find: Callable[[str], Sequence[Finding]]
) -> tuple[str, Sequence[Finding]] | None:
    """The text with the fixes of a batch made, and what is left to be found; None where they do not help."""
    edits = [edit for finding in batch if finding.fix for edit in finding.fix.edits]
    result = apply_edits(text, edits)
    try:
        ast.parse(result)
    except (SyntaxError, ValueError, RecursionError):
        return None
    left = find(result)
    is_safe = all(finding.fix is None or finding.fix.applicability == "safe" for finding in batch)
    if not is_safe and _errors(left) > _errors(findings):
        return None
    old, new = _Placed(findings, Lines(text)), _Placed(left, Lines(result))
    for finding in batch:
        start, end = (old.lines.offset_of(place) for place in (finding.start, finding.end))
        moved = (_moved(offset, edits, old.lines) for offset in (start, end))
        if new.count(finding.code, *moved) >= old.count(finding.code, start, end):
            return None
    return result, left


class _Placed:
    """Findings by code, to count those that touch a stretch of text."""

    def __init__(self, findings: Iterable[Finding], lines: Lines) -> None:
        self.lines = lines
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for finding in findings:
            span = lines.offset_of(finding.start), lines.offset_of(finding.end)
            self._spans.setdefault(finding.code, []).append(span)

    def count(self, code: str, start: int, end: int) -> int:
        return sum(first < end and start < last for first, last in self._spans.get(code, ()))


def _moved(offset: int, edits: Iterable[Edit], lines: Lines) -> int:
    """Where an offset is after the edits; one inside an edited stretch moves to its end."""
    moved = offset
    for edit in set(edits):
        start, end = lines.offset_of(edit.start), lines.offset_of(edit.end)
        if end <= offset and start < offset:
            moved += len(edit.content) - (end - start)
        elif start < offset < end:
            moved += len(edit.content) - (offset - start)
    return moved


def _without_conflicts(findings: Iterable[Finding]) -> list[Finding]:
    """The first of each group of fixes that touch the same text; the next pass looks at the others again."""
    taken: set[Edit] = set()
    batch = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        if all(edit in taken or not any(_overlap(edit, other) for other in taken) for edit in edits):
            taken.update(edits)
            batch.append(finding)
    return batch


def _overlap(left: Edit, right: Edit) -> bool:
    return left.start <= right.end and right.start <= left.end


def _key(finding: Finding, text: str) -> tuple[str, str, str]:
    lines = Lines(text)
    return finding.code, finding.function, text[lines.offset_of(finding.start) : lines.offset_of(finding.end)]
