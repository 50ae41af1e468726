"""Applying fixes: in passes, safe ones first, one of several that overlap at a time, and only where they truly mend.

A fix is kept if the result parses and fewer findings of its code are left at its place; otherwise the text stays as it
was. Of a batch that is refused, the first half is tried, until the one that is to blame stands alone.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from shapeguard.linting.finding import Applicability, Edit, Finding, Severity
from shapeguard.linting.lines import Lines

MOST_PASSES = 20
"""Besides one for each finding: fixes that undo each other come to an end."""


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
    for _ in range(MOST_PASSES + len(findings)):
        lines = Lines(text)
        chosen = [f for f in findings if f.fix and f.fix.applicability in allowed and _key(f, lines) not in refused]
        batch = _without_conflicts([f for f in chosen if _is_safe(f)] or chosen)
        if not batch:
            break
        step = attempt(text, findings, batch, find)
        while step is None and len(batch) > 1:
            batch = batch[: len(batch) // 2]
            step = attempt(text, findings, batch, find)
        if step is None:
            refused.add(_key(batch[0], lines))
        else:
            text, findings = step
            mended += batch
    return Fixed(text, tuple(mended), tuple(findings))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made that do not overlap."""
    lines = Lines(text)
    pieces: list[str] = []
    done = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end)):
        pieces += text[done : lines.offset_of(edit.start)], edit.content
        done = lines.offset_of(edit.end)
    return "".join((*pieces, text[done:]))


def _is_safe(finding: Finding) -> bool:
    return finding.fix is None or finding.fix.applicability == "safe"


def _makes_fail(before: Sequence[Finding], after: Sequence[Finding]) -> bool:
    """Whether more fails in some function than before: what failed there may have hidden what comes behind it."""
    old, new = (Counter(f.function for f in found if f.severity is Severity.ERROR) for found in (before, after))
    return not new <= old


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
    if not all(map(_is_safe, batch)) and _makes_fail(findings, left):
        return None  # an unsafe fix that makes something else fail is no fix
    old, new = _Placed(findings, Lines(text)), _Placed(left, Lines(result))
    moved = Moved(edits, old.lines)
    for finding in batch:
        start, end = (old.lines.offset_of(place) for place in (finding.start, finding.end))
        there = moved.to(start), moved.to(end)
        if new.count(finding.code, *there) >= old.count(finding.code, start, end):
            return None
        if not _is_safe(finding) and new.count(Severity.ERROR, *there) > old.count(Severity.ERROR, start, end):
            return None
    return result, left


class _Placed:
    """Findings by code and by severity, to count those that touch a stretch of text."""

    def __init__(self, findings: Iterable[Finding], lines: Lines) -> None:
        self.lines = lines
        self._starts: dict[str | Severity, list[int]] = {}
        self._ends: dict[str | Severity, list[int]] = {}
        for finding in findings:
            start, end = lines.offset_of(finding.start), lines.offset_of(finding.end)
            for key in (finding.code, finding.severity):
                self._starts.setdefault(key, []).append(start)
                self._ends.setdefault(key, []).append(max(start + 1, end))
        for offsets in (*self._starts.values(), *self._ends.values()):
            offsets.sort()

    def count(self, key: str | Severity, start: int, end: int) -> int:
        """How many begin before the end of the stretch, but for those that end before its start."""
        return bisect_left(self._starts.get(key, []), end) - bisect_right(self._ends.get(key, []), start)


class Moved:
    """Where offsets are after edits that do not overlap; one inside an edited stretch moves to its end."""

    def __init__(self, edits: Iterable[Edit], lines: Lines) -> None:
        spans = sorted((lines.offset_of(e.start), lines.offset_of(e.end), len(e.content)) for e in set(edits))
        self._spans = spans
        self._shifts = [0, *accumulate(length - (end - start) for start, end, length in spans)]

    def to(self, offset: int) -> int:
        """Where an offset is now."""
        before = bisect_left(self._spans, (offset,))
        if before:
            start, end, length = self._spans[before - 1]
            if offset < end:
                return start + length + self._shifts[before - 1]
        return offset + self._shifts[before]


def _without_conflicts(findings: Iterable[Finding]) -> list[Finding]:
    """The first of each group of fixes that touch the same text; the next pass looks at the others again."""
    taken: list[Edit] = []
    batch = []
    for finding in findings:
        edits = set(finding.fix.edits) if finding.fix else set()
        if all(_fits(edit, taken) for edit in edits):
            for edit in edits:
                place = _place(edit, taken)
                if edit not in taken[place : place + 1]:
                    taken.insert(place, edit)
            batch.append(finding)
    return batch


def _fits(edit: Edit, taken: Sequence[Edit]) -> bool:
    """Whether an edit is one of those that are taken, or touches none of them; they stand in the order of the text."""
    place = _place(edit, taken)
    return all(edit == other or not _overlap(edit, other) for other in taken[max(0, place - 1) : place + 1])


def _place(edit: Edit, taken: Sequence[Edit]) -> int:
    return bisect_left(taken, edit.start, key=lambda other: other.start)


def _overlap(left: Edit, right: Edit) -> bool:
    return left.start <= right.end and right.start <= left.end


def _key(finding: Finding, lines: Lines) -> tuple[str, str, str]:
    return finding.code, finding.function, lines.text[lines.offset_of(finding.start) : lines.offset_of(finding.end)]
