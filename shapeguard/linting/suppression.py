"""Comments that silence findings, and SG901 for those that silence nothing.

On a line: ``# noqa``, ``# noqa: SG201``, ``# shapeguard: ignore``, ``# shapeguard: ignore[SG201] reason``; for a file:
``# shapeguard: off`` on a line of its own. A finding is silenced by a comment on its first or last line, or where
such a line goes on within a string or behind a backslash, at the end of that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shapeguard.inference.comments import Comment, comments_in, unfinished_rows
from shapeguard.linting.finding import Edit, Finding, Fix, Position, Severity
from shapeguard.linting.lines import Lines, rows

UNUSED = "SG901"

_ANY = re.compile(r"#\s*noqa|#\s*shapeguard:", re.IGNORECASE)
_OFF = re.compile(r"#\s*shapeguard:\s*off\b", re.IGNORECASE)
_NOQA = re.compile(r"#\s*noqa(?P<list>:[ \t]*(?P<codes>[A-Z]+[0-9]+(?:[, \t]+[A-Z]+[0-9]+)*))?(?![\w:])", re.IGNORECASE)
_IGNORE = re.compile(r"#\s*shapeguard:\s*ignore(?!\w)(?:\[(?P<codes>[^\[\]#]*)\])?", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
_SPACE = re.compile(r"\s*")
_EVERYTHING = "*"


@dataclass(slots=True)
class Directive:
    """One comment that silences: a code each with its place, or everything where ``codes`` is None."""

    row: int
    start: int
    end: int
    codes: dict[str, tuple[int, int]] | None
    is_noqa: bool


class Suppressions:
    """The directives of one file."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.off = False
        self.directives: list[Directive] = []
        if _ANY.search(text):
            for comment in comments_in(text):
                self._read(comment)
        self._words: dict[int, set[str]] = {}
        for directive in self.directives:
            self._words.setdefault(directive.row, set()).update(_words(directive))
        self._silenced: dict[int, set[str]] = {}

    @cached_property
    def _unfinished(self) -> Mapping[int, int]:
        """The rows that go on; asked for where something is found in a file in which something is silenced."""
        return unfinished_rows(self._text)

    def filter(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that no comment silences."""
        if self.off:
            return []
        return [finding for finding in findings if not self.silence(finding)]

    def unused(self, filename: str, ran: Collection[str], known: Collection[tuple[str, str]]) -> Iterator[Finding]:
        """SG901 for every code that was looked for and silenced nothing; call it after :meth:`filter`.

        A code of another tool is none of our business, and neither is one of a rule that did not run.
        """
        if self.off or not self.directives:
            return
        lines = Lines(self._text)
        code_of = {code.lower(): code for code, _ in known} | {name: code for code, name in known}
        prefixes = {_prefix(code) for code, _ in known}
        for directive in self.directives:
            used = self._silenced.get(directive.row, set())
            if directive.codes is None:
                if not directive.is_noqa and not used - {UNUSED}:
                    yield _finding(filename, "this comment silences nothing", directive, lines, None)
                continue
            dead = {}
            for word, place in directive.codes.items():
                code = code_of.get(word.lower())
                if code is None and directive.is_noqa and _prefix(word) not in prefixes:
                    continue
                if code is None:
                    dead[word] = place, f"there is no rule {word}"
                elif code in ran and code not in used:
                    dead[word] = place, f"{word} silences nothing here"
            if dead:
                problem = "; ".join(problem for _, problem in dead.values())
                yield _finding(filename, problem, directive, lines, {word: place for word, (place, _) in dead.items()})

    def silence(self, finding: Finding) -> bool:
        """Whether a comment silences a finding; the comment counts as used from then on.

        That a comment is unused only a comment that names SG901 silences: the unused one must not hide itself.
        """
        if not self.directives:
            return False
        silenced = False
        first, last = finding.start.row, finding.end.row
        for row in {first, last, self._unfinished.get(first, first), self._unfinished.get(last, last)}:
            if _covers(self._words.get(row, set()), finding):
                self._silenced.setdefault(row, set()).add(finding.code)
                silenced = True
        return silenced

    def _read(self, comment: Comment) -> None:
        if not comment.is_trailing and _OFF.match(comment.text):
            self.off = True
        for pattern in (_NOQA, _IGNORE):
            for match in pattern.finditer(comment.text):
                codes = None
                if match["codes"] is not None:
                    first = comment.column + match.start("codes")
                    words = _WORD.finditer(match["codes"])
                    codes = {word.group(): (first + word.start(), first + word.end()) for word in words}
                place = comment.column + match.start(), comment.column + match.end()
                self.directives.append(Directive(comment.row, *place, codes, pattern is _NOQA))


def _words(directive: Directive) -> Iterator[str]:
    """What it names, as it is written and as codes are."""
    for word in (_EVERYTHING,) if directive.codes is None else directive.codes:
        yield word
        yield word.upper()


def _covers(words: Collection[str], finding: Finding) -> bool:
    """Whether the words that stand on a row silence a finding; all of them at once, as there may be thousands."""
    return finding.name in words or finding.code in words or (_EVERYTHING in words and finding.code != UNUSED)


def _prefix(code: str) -> str:
    return code.rstrip("0123456789").upper()


def add_noqa(text: str, findings: Sequence[Finding]) -> str:
    """The text with a ``# noqa: CODE`` on the line of every finding; one that is there already gets the code."""
    codes: dict[int, set[str]] = {}
    unfinished = unfinished_rows(text)
    for finding in findings:
        row = finding.start.row
        codes.setdefault(unfinished.get(row, row), set()).add(finding.code)
    present = {d.row: d for d in Suppressions(text).directives if d.is_noqa and d.codes is not None}
    result = rows(text)
    for row, found in codes.items():
        result[row - 1] = _commented(result[row - 1], found, present.get(row))
    return "".join(result)


def _commented(row: str, codes: set[str], directive: Directive | None) -> str:
    body = row.rstrip("\r\n")
    if directive is not None and directive.codes is not None:
        words = ", ".join([*directive.codes, *sorted(codes - set(directive.codes))])
        first = min(start for start, _ in directive.codes.values())
        return body[:first] + words + row[directive.end :]
    return f"{body.rstrip()}  # noqa: {', '.join(sorted(codes))}{row[len(body) :]}"


def _finding(
    filename: str, problem: str, directive: Directive, lines: Lines, dead: dict[str, tuple[int, int]] | None
) -> Finding:
    row = directive.row
    start, end = Position(row, directive.start + 1), Position(row, directive.end + 1)
    return Finding(
        filename,
        UNUSED,
        "unused-suppression",
        Severity.WARNING,
        problem,
        start,
        end,
        help="remove it",
        fix=Fix("safe", "remove the comment", (_removal(directive, lines, dead),)),
    )


def _removal(directive: Directive, lines: Lines, dead: dict[str, tuple[int, int]] | None) -> Edit:
    """The edit that takes it out, or the codes that are dead; of a row with thousands of them nothing is copied."""
    row, text = directive.row, lines.text
    if dead is not None and directive.codes is not None and len(dead) < len(directive.codes):
        kept = ", ".join(word for word in directive.codes if word not in dead)
        places = directive.codes.values()
        return Edit(Position(row, min(s for s, _ in places) + 1), Position(row, max(e for _, e in places) + 1), kept)
    first, end = lines.starts[row - 1], lines.body_end(row)
    rest = _end_of_space(text, first + directive.end, end)
    if rest < end:  # another comment, or words of which nobody knows whether they are the reason only
        kept = "" if text[rest] == "#" else "# "
        return Edit(Position(row, directive.start + 1), Position(row, rest - first + 1), kept)
    before = text[first : first + directive.start].rstrip()
    if before or row == len(lines.starts):
        return Edit(Position(row, len(before) + 1), Position(row, end - first + 1), "")
    return Edit(Position(row, 1), Position(row + 1, 1), "")


def _end_of_space(text: str, start: int, end: int) -> int:
    match = _SPACE.match(text, start, end)
    return match.end() if match is not None else start
