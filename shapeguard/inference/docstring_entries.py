"""The entries of a docstring, in the styles that people write: whose they are, and what is said of them.

=============  ====================================================================
numpydoc       ``X : ndarray of shape (n, d)`` under an underlined ``Parameters``
Google         ``X (np.ndarray): data of shape (n, d)`` under ``Args:``
Sphinx         ``:param X: data of shape (n, d)``
of courses     ``X -- data of shape (n, d)``, ``- X: data of shape (n, d)``
=============  ====================================================================

>>> [(each.names, each.text) for each in entries("X -- data of shape (n, m)", "parameters")]
[(('X',), 'data of shape (n, m)')]
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from shapeguard.shapes.frozen import frozen, replace

Section = Literal["parameters", "attributes", "returns", "other"]

_NAMES = r"(?P<names>\*{0,2}\w+(?:\s*,\s*\w+)*)"
_COURSE = re.compile(rf"^(?:[-*]\s+)?{_NAMES}\s*(?:--+|—|–)\s*(?P<text>\S.*)$")
_BULLET = re.compile(rf"^[-*]\s+{_NAMES}\s*:\s*(?P<text>.*)$")
_TYPED = re.compile(rf"^{_NAMES}\s*\((?P<type>(?:[^()]|\([^()]*\))*)\)\s*:\s*(?P<text>.*)$")
_FIELD = re.compile(r"^:(?:param|type|parameter)\s+(?:[^:]*\s)?(?P<names>\w+)\s*:\s*(?P<text>.*)$")
_PLAIN = re.compile(rf"^{_NAMES}\s*:\s*(?P<text>.*)$")
_ANY_FIELD = re.compile(r"^:\w+[^:]*:")
_HEADING = re.compile(r"^(?P<title>[A-Z][A-Za-z ]*):?$")
_SECTIONS: dict[str, Section] = {
    "parameters": "parameters",
    "other parameters": "parameters",
    "args": "parameters",
    "arg": "parameters",
    "arguments": "parameters",
    "argument": "parameters",
    "params": "parameters",
    "inputs": "parameters",
    "input": "parameters",
    "keyword args": "parameters",
    "keyword arguments": "parameters",
    "attributes": "attributes",
    "returns": "returns",
    "return": "returns",
    "outputs": "returns",
    "output": "returns",
    "yields": "other",
    "raises": "other",
    "examples": "other",
    "example": "other",
    "notes": "other",
    "note": "other",
}


@frozen
class Entry:
    """What a docstring says of some names.

    ``text`` is a type as numpydoc writes it, or prose where ``is_prose`` is set; ``description`` is the prose below a
    type.
    """

    names: tuple[str, ...]
    text: str
    is_prose: bool = False
    description: str = ""


def docstring_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str | None:
    """The docstring of a function or class, its indentation taken off."""
    written = as_written(node)
    return _cleaned(written) if written is not None else None


def as_written(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str | None:
    """The docstring of a function or class, with its indentation."""
    match node.body[0]:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
    return None


@lru_cache(maxsize=512)
def _cleaned(docstring: str) -> str:
    return inspect.cleandoc(docstring)


def entries(docstring: str, section: Section) -> list[Entry]:
    """The entries that stand in a section, or that say by their style that they belong there."""
    return [entry for place, entry in _all_entries(docstring) if place == section]


@lru_cache(maxsize=512)
def _all_entries(docstring: str) -> tuple[tuple[Section, Entry], ...]:
    return tuple(_read(docstring.splitlines()))


def _read(lines: list[str]) -> Iterator[tuple[Section, Entry]]:
    section: Section | None = None
    is_numpydoc = False
    held: tuple[Section, Entry] | None = None
    below: list[str] = []
    margin = 0
    for index, line in enumerate(lines):
        stripped, indent = line.strip(), len(line) - len(line.lstrip())
        is_underlined = bool(stripped) and index + 1 < len(lines) and set(lines[index + 1].strip()) in ({"-"}, {"="})
        heading = _section(stripped, is_underlined)
        found = None if heading is not None else _entry(stripped, section, is_numpydoc)
        if held is not None and heading is None and found is None and stripped and indent > margin:
            below.append(stripped)
            continue
        if held is not None and (found is None or not _is_nested(held[1], indent, margin, is_numpydoc)):
            yield held[0], _continued(held[1], below)
            held, below = None, []
        if heading is not None:
            section, is_numpydoc = heading, is_underlined
        elif found is not None and held is None:
            held, margin = found, indent
        elif found is not None:
            below.append(stripped)
    if held is not None:
        yield held[0], _continued(held[1], below)


def _is_nested(entry: Entry, indent: int, margin: int, is_numpydoc: bool) -> bool:
    """Whether what looks like an entry is part of the description above it."""
    return is_numpydoc and not entry.is_prose and indent > margin


def _section(stripped: str, is_underlined: bool) -> Section | None:
    """The section that a heading opens; None where the line is no heading."""
    match = _HEADING.match(stripped)
    if match is None:
        return "other" if is_underlined else None
    title = match["title"].strip().lower()
    if title in _SECTIONS:
        return _SECTIONS[title]
    if stripped.endswith(":") and title.startswith("return"):
        return "returns"
    return "other" if is_underlined else None


def _entry(stripped: str, section: Section | None, is_numpydoc: bool) -> tuple[Section, Entry] | None:
    """The entry that a line opens, with the section it belongs to."""
    if stripped.startswith(":"):
        field = _FIELD.match(stripped)
        if field is not None:
            return "parameters", Entry(_names(field), field["text"], is_prose=True)
        if _ANY_FIELD.match(stripped):
            return "other", Entry((), stripped)
    course = _COURSE.match(stripped) if not is_numpydoc else None
    if course is not None:
        return section or "parameters", Entry(_names(course), course["text"], is_prose=True)
    if section is None or ":" not in stripped:
        return None
    typed = _TYPED.match(stripped) if not is_numpydoc else None
    if typed is not None:
        return section, Entry(_names(typed), f"{typed['type']}: {typed['text']}", is_prose=True)
    plain = (_BULLET.match(stripped) if not is_numpydoc else None) or _PLAIN.match(stripped)
    return None if plain is None else (section, Entry(_names(plain), plain["text"], is_prose=not is_numpydoc))


def _names(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(name.strip().lstrip("*") for name in match["names"].split(","))


def _continued(entry: Entry, below: list[str]) -> Entry:
    """The entry with the lines below it."""
    if not below:
        return entry
    if entry.is_prose:
        return replace(entry, text=" ".join([entry.text, *below]))
    text = entry.text
    while text.endswith("\\") and below:
        text, below = f"{text[:-1].strip()} {below[0]}", below[1:]
    return replace(entry, text=text, description=" ".join(below).strip())
