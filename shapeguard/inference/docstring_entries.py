"""The entries of a docstring, in the styles that people write: whose they are, and what is said of them.

=============  ====================================================================
numpydoc       ``X : ndarray of shape (n, d)`` under an underlined ``Parameters``
Google         ``X (np.ndarray): data of shape (n, d)`` under ``Args:``
Sphinx         ``:param X: data of shape (n, d)``
of courses     ``X -- data of shape (n, d)``, ``- X: data of shape (n, d)``
=============  ====================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Section: TypeAlias = Literal["parameters", "attributes", "returns"]

_HEADINGS: dict[str, Section] = {
    "parameters": "parameters",
    "other parameters": "parameters",
    "args": "parameters",
    "arguments": "parameters",
    "input": "parameters",
    "inputs": "parameters",
    "attributes": "attributes",
    "returns": "returns",
    "return": "returns",
    "output": "returns",
    "outputs": "returns",
}
_NAMES = r"(?P<names>\*{0,2}\w+(?:\s*,\s*\w+)*)"
_TYPED = re.compile(rf"^{_NAMES}\s*:\s*(?P<phrase>.*)$")
_PROSE = (
    re.compile(rf"^{_NAMES}\s*--\s*(?P<phrase>.*)$"),
    re.compile(rf"^[-*]\s+{_NAMES}\s*:\s*(?P<phrase>.*)$"),
    re.compile(rf"^:param\s+(?:[\w.]+\s+)?{_NAMES}\s*:\s*(?P<phrase>.*)$"),
    re.compile(rf"^{_NAMES}\s*\([^()]*\)\s*:\s*(?P<phrase>.*)$"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a docstring says of one name, or of several at once.

    ``is_prose`` is set where the phrase is a sentence about the thing, and not its type.
    """

    names: tuple[str, ...]
    phrase: str
    is_prose: bool = False


def entries(docstring: str, section: Section) -> list[Entry]:
    """The entries of a section. Entries in the style of courses and of Sphinx need no heading for parameters."""
    lines = docstring.splitlines()
    found: list[Entry] = []
    current: Section | None = None
    for index, line in enumerate(lines):
        text = line.strip()
        is_underlined = index + 1 < len(lines) and set(lines[index + 1].strip()) == {"-"}
        if is_underlined or _is_heading(text):
            current = _HEADINGS.get(text.rstrip(":").lower())
            continue
        entry = _entry(lines, index, current)
        if entry is not None and section == (current or ("parameters" if entry.is_prose else None)):
            found.append(entry)
    return found


def _is_heading(text: str) -> bool:
    """``Args:``, or numpydoc's word alone on its line."""
    word = text.rstrip(":")
    return word.lower() in _HEADINGS and (text.endswith(":") or word.istitle())


def _entry(lines: list[str], index: int, section: Section | None) -> Entry | None:
    text = lines[index].strip()
    for style in _PROSE:
        match = style.match(text)
        if match is not None:
            return Entry(_split(match["names"]), " ".join([match["phrase"], *_continued(lines, index)]), True)
    if text.endswith("\\") and index + 1 < len(lines):
        text = f"{text[:-1].strip()} {lines[index + 1].strip()}"
    match = _TYPED.match(text) if section is not None else None
    return Entry(_split(match["names"]), match["phrase"]) if match is not None else None


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip().lstrip("*") for name in names.split(","))


def _continued(lines: list[str], index: int) -> Iterator[str]:
    """The lines below that are indented further and begin no entry of their own."""
    margin = _indentation(lines[index])
    for line in lines[index + 1 :]:
        text = line.strip()
        if not text or _indentation(line) <= margin or any(style.match(text) for style in _PROSE):
            return
        yield text


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())
