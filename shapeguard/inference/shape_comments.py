"""Shapes in comments: ``X = load()  # (n, d)``, ``# X: (n, d), w: (d,)``. A hint, which code outweighs.

>>> comments_of("X = load()  # shape (n, d)")[1].shapes
('n, d',)
>>> comments_of("# X: (n, d), w: (d,)")[1].named
{'X': 'n, d', 'w': 'd,'}
"""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass, field

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
class Comment:
    """What a comment tells: the shape of what stands before it, one or more, and shapes of names."""

    shapes: tuple[str, ...] = ()
    named: dict[str, str] = field(default_factory=dict)


def comments_of(source: str) -> dict[int, Comment]:
    """The comments that tell of shapes, by line; tokenised only where a glance sees one."""
    if not any(_read(_text(candidate[0]), is_trailing=True) for candidate in _CANDIDATE.finditer(source)):
        return {}
    found: dict[int, Comment] = {}
    prose: set[int] = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                line, is_trailing = token.start[0], bool(token.line[: token.start[1]].strip())
                comment = _read(_text(token.string), is_trailing=is_trailing)
                if comment is not None and (is_trailing or line - 1 not in prose):
                    found[line] = comment
                elif not is_trailing:
                    prose.add(line)  # what follows on the next line may be the end of this sentence
    except (tokenize.TokenError, SyntaxError):
        return found
    return found


def _text(comment: str) -> str:
    return comment.lstrip("#: ").rstrip()


def _read(text: str, *, is_trailing: bool) -> Comment | None:
    if is_trailing and _ALONE.fullmatch(text):
        shapes = re.findall(_DIMS, text)
        return Comment(tuple(shapes)) if all(_is_shape(text, dims) for dims in shapes) else None
    named: dict[str, str] = {}
    place = 0
    while place < len(text):
        match = _NAMED.match(text, place)
        between = _BETWEEN.match(text, match.end()) if match is not None else None
        if match is None or between is None or not _is_shape(text, match[2]):
            return None
        named[match[1]] = match[2]
        place = between.end()
    return Comment(named=named) if named else None


def _is_shape(text: str, dims: str) -> bool:
    parts = [part.strip() for part in dims.rstrip(" ,").split(",")]
    return _SHAPE_WORD.search(text) is not None or all(_LENGTH.fullmatch(part) for part in parts)
