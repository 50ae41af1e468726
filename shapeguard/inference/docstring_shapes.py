"""Shapes within the phrases of docstrings: ``of shape (n_samples, number of features)``, ``(N, M) ndarray``."""

from __future__ import annotations

import re
from functools import reduce
from operator import mul
from typing import Literal

from shapeguard.shapes import Dim, Origin, Shape, Size
from shapeguard.shapes.frozen import frozen

_DIMS = r"`{0,2}[(\[](?P<dims>[^()\[\]]*)[)\]]"
_SHAPE = re.compile(
    r"(?:(?:of|with)\s+(?:shape|dimensions?)|shape(?!\[-?\d)\s*[=:]?|of\s+size|size\s*=|dimensions?\s*[=:])"
    rf"\s*(?:is\s+)?[=:]?\s*{_DIMS}",
    re.IGNORECASE,
)
_PREFIXED = re.compile(
    r"^[(\[](?P<dims>[\w\s,+*\-]+)[)\]]\s*(?:np\.|numpy\.)?(?:nd)?(?:array|matrix|float|int)", re.IGNORECASE
)
_BARE = re.compile(
    r"(?:\b(?:nd)?array\b|\barray[-_]like\b|\bvector\b|\bmatrix\b|[:,])\s*\(\s*(?P<dims>[^(),]+,[^()]*)\)(?=\s*(?:[.,:;]|$))"
)
"""``vector, (n, 1)`` and ``ndarray (m,)``: a shape that is not called one."""
OTHERWISE = re.compile(
    r"\s*,?\s*(?:\bor\s+|\bif\b[^()\[\]]*\belse\s+)(?:of\s+shape\s+)?[(\[](?P<dims>[^()\[\]]*)[)\]]", re.IGNORECASE
)
"""A further shape behind an "or", or an "if ... else"."""
_CONDITION = re.compile(r"\s*,?\s*\b(?:if|when|unless|for|depending)\b", re.IGNORECASE)
_LIKE_A_LENGTH = re.compile(
    r"[mndkpMNDKP]|\d+|(?:n|m|num)_\w+|\w*(?:sample|feature|size|dim|batch|example)\w*|.*[ *].*"
)
"""What a shape that is not called one is made of: ``(n, 1)``; ``(Z, W, b)`` may be three arrays."""
_SCALAR = re.compile(r"(?:^|[,:]\s*)(?:a\s+)?(?:real\s+)?scalar\b(?!\s*(?:/|product|or))", re.IGNORECASE)
_NO_LENGTH = re.compile(
    r"\b(?:int\d*|float\d*|bool|str|complex|dtype|optional|default|rank|if|or|and|default|any|anything|arbitrary|variable)\b",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"[A-Za-z_][\w'’-]*(?: [\w'’-]+){1,6}")
_ARTICLES = re.compile(r"\b(?:the|a|an|your)\s+", re.IGNORECASE)


@frozen
class Wording:
    """Where the names of a docstring belong: those of one docstring were told apart by its author.

    A phrase, ``number of examples``, and a symbol, ``m``, may well be the same length, and are no more than unrelated.
    """

    function: str
    line: int
    source: Literal["docstring", "comment"] = "docstring"

    def symbol(self, name: str) -> Dim:
        """A length that is named like a variable."""
        return self._size(name, "symbols")

    def phrase(self, words: str) -> Dim:
        """A length that is described in words."""
        return self._size(words, "phrases")

    def renamed(self, size: Size) -> Dim:
        """A length of another docstring, as this one would call it."""
        return self.phrase(size.name) if size.origin.group.startswith("phrases") else self.symbol(size.name)

    def _size(self, name: str, kind: str) -> Dim:
        place = f":{self.line}" if self.source == "docstring" else ""
        group = f"{kind} of the {self.source} of {self.function}{place}"
        return Dim.size(Size(name, Origin(self.source, group, self.line, f"the {self.source}")))


def shapes_in(text: str, naming: Wording, *, is_prose: bool) -> tuple[Shape, ...]:
    """The shape that a phrase names and those behind an "or"; empty where it is not clear which."""
    matches: list[re.Match[str]] = []
    if "(" in text or "[" in text:
        matches = list(_SHAPE.finditer(text)) or list(_PREFIXED.finditer(text.strip()))
        if not matches and is_prose:
            matches = [match for match in _BARE.finditer(text) if _are_lengths(match["dims"])]
    if not matches and is_prose and _SCALAR.search(text):
        return (Shape(()),)
    if len(matches) != 1:
        return ()
    written, end = [matches[0]["dims"]], matches[0].end()
    while (otherwise := OTHERWISE.match(text, end)) is not None:
        written.append(otherwise["dims"])
        end = otherwise.end()
    if _CONDITION.match(text, end) and len(written) == 1:
        return ()
    shapes = [shape_of(dims, naming) for dims in written]
    return tuple(shape for shape in shapes if shape is not None) if None not in shapes else ()


def _are_lengths(dims: str) -> bool:
    parts = [part.strip() for part in dims.rstrip(" ,").split(",")]
    return _NO_LENGTH.search(dims) is None and all(_LIKE_A_LENGTH.fullmatch(part) for part in parts)


def shape_of(written: str, naming: Wording) -> Shape | None:
    """The shape that is written between brackets; None where it cannot be read."""
    parts = [part.strip().strip("`'\"") for part in written.split(",")]
    if len(parts) == 1 and len(table := re.split(r"\s+[x×]\s+", parts[0])) > 1:
        parts = table
    if parts and not parts[-1]:
        parts.pop()
    if not parts or any(not part or "..." in part or part.startswith("*") for part in parts):
        return None
    return Shape(tuple(_length(part, naming) for part in parts))


def _length(text: str, naming: Wording) -> Dim:
    """A sum of products of names, phrases and numbers; unknown where anything else stands in it."""
    total = Dim.of(0)
    sign = 1
    for piece in re.split(r"\s*(\+)\s*|\s+(-)\s+|(?<=\w)(-)(?=\d)", text):
        if piece in ("+", "-"):
            sign = 1 if piece == "+" else -1
        elif piece is not None:
            factors = [_factor(factor, naming) for factor in re.split(r"\s*[*×]\s*", piece)]
            known = [factor for factor in factors if factor is not None]
            if len(known) < len(factors):
                return Dim.unknown()
            total = total + reduce(mul, known) * sign
    return total


def _factor(text: str, naming: Wording) -> Dim | None:
    if text.isdigit():
        return Dim.of(int(text))
    if text.isidentifier():
        return naming.symbol(text) if not _NO_LENGTH.fullmatch(text) else None
    words = " ".join(_ARTICLES.sub("", re.sub(r"^#\s*", "number of ", text)).lower().split())
    if words.isidentifier():
        return naming.symbol(words)
    return naming.phrase(words) if _PHRASE.fullmatch(words) and not _NO_LENGTH.search(words) else None
