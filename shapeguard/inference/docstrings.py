"""Shapes in docstrings: ``X : array of shape (n_samples, n_features)``. An assumption, never proof."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shapeguard.inference.docstring_entries import Section, entries
from shapeguard.shapes import Dim, Origin, Shape, Size

_SHAPE = re.compile(
    r"(?:of\s+shape|with\s+shape|shape\s*[=:]?|of\s+size|size\s*=)\s*(?:is\s+)?[=:]?\s*`{0,2}[(\[](?P<dims>[^()\[\]]*)[)\]]",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\s*,?\s*\bor\s+(?:of\s+shape\s+)?[(\[](?P<dims>[^()\[\]]*)[)\]]", re.IGNORECASE)
_SPARSE = re.compile(
    r"\{?(?:array[-_ ]?like|nd-?array|dense|array)(?:,| or) sparse[- ](?:matrix|array)(?:, sparse array)?\}?",
    re.IGNORECASE,
)
_PREFIXED = re.compile(
    r"^[(\[](?P<dims>[\w\s,+*\-]+)[)\]]\s*(?:np\.|numpy\.)?(?:nd)?(?:array|matrix|float|int)", re.IGNORECASE
)
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_SERIES = re.compile(r"(?P<shapes>[(\[][^()\[\]]*[)\]](?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)[(\[][^()\[\]]*[)\]])+)")
_RANK = re.compile(r"\b(?P<rank>[123])-?[dD](?:imensional)?\s+(?:nd)?array\b")
_VAGUE = re.compile(
    r"\bor\b|array[-_ ]?like|sparse|\bdict|\blist|dataframe|series|iterable|callable|tensor|\{|optional|None|matrix\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(r"\bor None\b|\boptional\b|\bdefault\s*[=:]?\s*`{0,2}None\b|\barray[-_ ]?like\b", re.IGNORECASE)
_NONE = re.compile(r"\bNone\b|\boptional\b", re.IGNORECASE)
_TUPLE = re.compile(r"[:,]\s*\((?P<dims>[^()]*,[^()]*)\)\s*\.?$")
_SCALAR = re.compile(r"\b(?:scalar|real number)\b(?!.*\b(?:arrays?|vectors?|each|or)\b)", re.IGNORECASE)
_NO_ARRAY = re.compile(
    r"\b(?:dict\w*|lists?|tuples?|sparse|dataframe|series|tensors?|None|optional|callable)\b", re.IGNORECASE
)
_OF_ANOTHER = re.compile(r"\b(?!it\b)\w+\s+(?:has|have|is\s+of)\s+(?:the\s+)?shape", re.IGNORECASE)
_WORTH_READING = re.compile(r"shape|array|size|--", re.IGNORECASE)
_ARTICLES = re.compile(r"\b(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DocumentedShape:
    """A shape that a docstring promises for a parameter.

    ``is_plain`` is set where the phrase leaves no room: no "or", no "array-like". ``others`` are the shapes behind an
    "or": ``(n_samples,) or (n_samples, n_outputs)``.
    """

    shape: Shape
    text: str
    is_plain: bool
    others: tuple[Shape, ...] = ()

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Every shape that the phrase allows."""
        return (self.shape, *self.others)

    @property
    def is_array(self) -> bool:
        """Whether the phrase tells of arrays and what converts to them, and perhaps of None, but of nothing else.

        Where a sparse matrix may stand in for the array, the code is read as it runs on the array.
        """
        return _VAGUE.search(_ABSENT.sub("", _OTHERWISE.sub("", _SPARSE.sub("", self.text)))) is None

    def substitute(self, lengths: Mapping[Size, Dim]) -> DocumentedShape:
        """The same phrase with other lengths for its names."""
        others = tuple(shape.substitute(lengths) for shape in self.others)
        return replace(self, shape=self.shape.substitute(lengths), others=others)

    @property
    def may_be_none(self) -> bool:
        """Whether the phrase leaves the value out."""
        return _NONE.search(self.text) is not None


def documented_parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, DocumentedShape]:
    """The shape of each parameter that the docstring tells."""
    return _documented(ast.get_docstring(function), "parameters", function)


def documented_attributes(
    cls: ast.ClassDef, method: ast.FunctionDef | ast.AsyncFunctionDef
) -> dict[str, DocumentedShape]:
    """The shape of each attribute that a class's docstring tells, in the names of a method's docstring.

    A length that the docstring names but once, and that is no parameter either, is left open: nothing bears it out.
    """
    docstring = ast.get_docstring(cls)
    found = _documented(docstring, "attributes", method)
    if docstring is None or not found:
        return found
    phrases = Counter(size.name for each in found.values() for size in each.shape.sizes())
    parameters = {name for entry in entries(docstring, "parameters") for name in entry.names}
    for name, each in found.items():
        unborne = {
            size: Dim.unknown() for size in each.shape.sizes() if phrases[size.name] < 2 and size.name not in parameters
        }
        found[name] = each.substitute(unborne)
    return found


def documented_return(function: ast.FunctionDef | ast.AsyncFunctionDef) -> DocumentedShape | None:
    """The shape of the one array that a docstring says is returned; a length that no parameter has is left open."""
    docstring = ast.get_docstring(function)
    if docstring is None or len(entries(docstring, "returns")) != 1:
        return None
    (documented, *_) = [*_documented(docstring, "returns", function).values(), None]
    if documented is None or not documented.is_plain:
        return None
    named = {size for each in documented_parameters(function).values() for size in each.shape.sizes()}
    fresh = {size: Dim.unknown() for size in documented.shape.sizes() if size not in named}
    return documented.substitute(fresh)


def _documented(
    docstring: str | None, section: Section, function: ast.FunctionDef | ast.AsyncFunctionDef
) -> dict[str, DocumentedShape]:
    if docstring is None or _WORTH_READING.search(docstring) is None:
        return {}
    naming = Naming(f"docstring of {function.name}:{function.lineno}", function.lineno)
    found: dict[str, DocumentedShape] = {}
    for entry in entries(docstring, section):
        for name, phrase in _shared_out(entry.names, entry.phrase):
            told = _told_in_prose(phrase, naming) if entry.is_prose else _told_as_type(phrase, naming)
            if told is not None:
                found[name] = told
    return _in_plural(found)


def _shared_out(names: tuple[str, ...], phrase: str) -> list[tuple[str, str]]:
    """Each name with its phrase: ``A, B : arrays of shape (m, n), (n, k)`` has a shape for each."""
    series = _SERIES.search(phrase) if len(names) > 1 else None
    if series is None:
        return [(name, phrase) for name in names]
    shapes = _BRACKETED.findall(series["shapes"])
    if len(shapes) != len(names):
        return []
    return [
        (name, phrase[: series.start("shapes")] + shape + phrase[series.end() :])
        for name, shape in zip(names, shapes, strict=True)
    ]


def _told_as_type(phrase: str, naming: Naming) -> DocumentedShape | None:
    matches = list(_SHAPE.finditer(phrase)) or list(_PREFIXED.finditer(phrase.strip()))
    shapes = _shapes(phrase, matches, naming)
    return DocumentedShape(shapes[0], phrase, _VAGUE.search(phrase) is None, shapes[1:]) if shapes else None


def _told_in_prose(phrase: str, naming: Naming) -> DocumentedShape | None:
    """``true "label" vector (1 if cat) of size (1, number of examples)``: only what names the shape is the type."""
    if _NO_ARRAY.search(phrase) is not None or _OF_ANOTHER.search(phrase) is not None:
        return None
    matches = list(_SHAPE.finditer(phrase)) or list(_TUPLE.finditer(phrase))
    if not matches and _SCALAR.search(phrase) is not None:
        return DocumentedShape(Shape(()), "a scalar", True)
    shapes = _shapes(phrase, matches, replace(naming, in_words=True))
    return DocumentedShape(shapes[0], matches[0][0].lstrip(":, "), True, shapes[1:]) if shapes else None


def _in_plural(found: dict[str, DocumentedShape]) -> dict[str, DocumentedShape]:
    """``n_feature`` beside ``n_features`` is one name, misspelt."""
    sizes = {size.name: size for each in found.values() for size in each.shape.sizes()}
    misspelt = {size: Dim.size(sizes[f"{name}s"]) for name, size in sizes.items() if f"{name}s" in sizes}
    if not misspelt:
        return found
    return {name: each.substitute(misspelt) for name, each in found.items()}


def _shapes(phrase: str, matches: list[re.Match[str]], naming: Naming) -> tuple[Shape, ...]:
    """The shape that a phrase names and those behind an "or"; empty where it is not clear which."""
    if len(matches) != 1:
        return ()
    written = [matches[0]["dims"]]
    otherwise = _OTHERWISE.match(phrase, matches[0].end())
    while otherwise is not None:
        written.append(otherwise["dims"])
        otherwise = _OTHERWISE.match(phrase, otherwise.end())
    shapes = [naming.shape(dims) for dims in written]
    return tuple(shape for shape in shapes if shape is not None) if None not in shapes else ()


@dataclass(frozen=True, slots=True)
class Naming:
    """How the lengths in one docstring are named. In prose, words are a name: ``number of examples``."""

    group: str
    line: int
    in_words: bool = False

    def shape(self, written: str) -> Shape | None:
        """``n_samples, 3`` as a shape; None where a part is no length."""
        parts = [part.strip().strip("`'\"") for part in written.split(",")]
        if parts and not parts[-1]:
            parts.pop()
        dims = [self._product(part) for part in parts]
        return Shape(tuple(dim for dim in dims if dim is not None)) if dims and None not in dims else None

    def _product(self, text: str) -> Dim | None:
        total = Dim.of(1)
        for factor in text.split("*"):
            dim = self._sum(factor.strip())
            if dim is None:
                return None
            total = total * dim
        return total

    def _sum(self, text: str) -> Dim | None:
        match = re.fullmatch(r"(\w+)\s*([+-])\s*(\d+)", text)
        if match is not None and match[1].isidentifier():
            return self._named(match[1]) + int(match[2] + match[3])
        if text.isdigit():
            return Dim.of(int(text))
        if text.isidentifier():
            return self._named(text)
        if self.in_words and re.fullmatch(r"[A-Za-z][\w ]*", text):
            return self._named(_ARTICLES.sub("", text))
        return Dim.unknown() if text and "..." not in text else None

    def _named(self, name: str) -> Dim:
        return Dim.size(Size(name, Origin("docstring", self.group, self.line, "the docstring")))
