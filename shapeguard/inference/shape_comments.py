"""Shapes in comments: ``X = load()  # (n, d)``, ``# X: (n, d), w: (d,)``. A hint, which code outweighs.

>>> comments_of("X = load()  # shape (n, d)")[1].shapes
('n, d',)
>>> comments_of("# X: (n, d), w: (d,)")[1].named
{'X': 'n, d', 'w': 'd,'}
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shapeguard.inference.comments import comments_in

_CANDIDATE = re.compile(r"#[^\n]*\(\s*[\w ]+,[^()\n]*\)[^\n]*")
_DIMS = r"\(\s*([^()]+,[^()]*?)\s*\)"
_CALLED = r"(?:(?:of|has|with|have)\s+)?shape\s*(?:is|of|[:=])?\s*"
_ALONE = re.compile(rf"(?:{_CALLED})?{_DIMS}(?:\s*,\s*{_DIMS})*\s*(?:nd-?array|array|matrix|vector|floats?)?\.?")
_NAMED = re.compile(rf"([A-Za-z_]\w*)\s*(?::|\bis\b|(?=\b(?:of|has|with|shape)\b))\s*(?:{_CALLED})?{_DIMS}")
_BETWEEN = re.compile(r"\s*(?:[,;]|\band\b)\s*|\s*\.?$")
_SHAPE_WORD = re.compile(r"\bshape\b", re.IGNORECASE)
_LENGTH = re.compile(
    r"\d+|[a-hk-wA-Z]|n[a-z]{1,2}|[nm]_\w+|(?:num|len|dim)_\w+|\w*(?:sample|feature|size|dim|batch|example|class)\w*"
    r"|[\w ]+[*+-][\w* +-]+"
)
"""What a comment that does not speak of shapes may hold: ``(x, y)`` is a point, and ``(row, col)`` an index."""


@dataclass(slots=True)
class ShapeComment:
    """What a comment tells: the shape of what stands before it, one or more, and shapes of names."""

    shapes: tuple[str, ...] = ()
    named: dict[str, str] = field(default_factory=dict)


def comments_of(source: str) -> dict[int, ShapeComment]:
    """The comments that tell of shapes, by line; looked for only where a glance sees one."""
    if not any(_read(_text(candidate[0]), is_trailing=True) for candidate in _CANDIDATE.finditer(source)):
        return {}
    found: dict[int, ShapeComment] = {}
    prose: set[int] = set()
    for comment in comments_in(source):
        told = _read(_text(comment.text), is_trailing=comment.is_trailing)
        if told is not None and (comment.is_trailing or comment.row - 1 not in prose):
            found[comment.row] = told
        elif not comment.is_trailing:
            prose.add(comment.row)  # what follows on the next line may be the end of this sentence
    return found


def _text(comment: str) -> str:
    return comment.lstrip("#: ").rstrip()


def _read(text: str, *, is_trailing: bool) -> ShapeComment | None:
    if is_trailing and _ALONE.fullmatch(text):
        shapes = re.findall(_DIMS, text)
        return ShapeComment(tuple(shapes)) if all(_is_shape(text, dims) for dims in shapes) else None
    named: dict[str, str] = {}
    place = 0
    while place < len(text):
        match = _NAMED.match(text, place)
        between = _BETWEEN.match(text, match.end()) if match is not None else None
        if match is None or between is None or not _is_shape(text, match[2]):
            return None
        named[match[1]] = match[2]
        place = between.end()
    return ShapeComment(named=named) if named else None


def _is_shape(text: str, dims: str) -> bool:
    parts = [part.strip() for part in dims.rstrip(" ,").split(",")]
    return _SHAPE_WORD.search(text) is not None or all(_LENGTH.fullmatch(part) for part in parts)
