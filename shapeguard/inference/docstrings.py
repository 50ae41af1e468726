"""Shapes in numpydoc: ``X : array of shape (n_samples, n_features)``. An assumption, never proof."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shapeguard.shapes import Dim, Origin, Shape, Size

_PARAMETER = re.compile(r"^(?P<names>\*{0,2}\w+(?:\s*,\s*\w+)*)\s*:\s*(?P<type>.*)$")
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
_RANK = re.compile(r"\b(?P<rank>[123])-?[dD](?:imensional)?\s+(?:nd)?array\b")
_VAGUE = re.compile(
    r"\bor\b|array[-_ ]?like|sparse|\bdict|\blist|dataframe|series|iterable|callable|tensor|\{|optional|None|matrix\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(r"\bor None\b|\boptional\b|\bdefault\s*[=:]?\s*`{0,2}None\b|\barray[-_ ]?like\b", re.IGNORECASE)
_NONE = re.compile(r"\bNone\b|\boptional\b", re.IGNORECASE)
_SECTIONS = frozenset({"Parameters", "Other Parameters", "Args:", "Arguments:", "Args", "Arguments"})
_ATTRIBUTES = frozenset({"Attributes", "Attributes:"})
_RETURNS = frozenset({"Returns"})


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
    return _documented(ast.get_docstring(function), _SECTIONS, function)


def documented_attributes(
    cls: ast.ClassDef, method: ast.FunctionDef | ast.AsyncFunctionDef
) -> dict[str, DocumentedShape]:
    """The shape of each attribute that a class's docstring tells, in the names of a method's docstring.

    A length that the docstring names but once, and that is no parameter either, is left open: nothing bears it out.
    """
    docstring = ast.get_docstring(cls)
    found = _documented(docstring, _ATTRIBUTES, method)
    if docstring is None or not found:
        return found
    phrases = Counter(size.name for each in found.values() for size in each.shape.sizes())
    parameters = {name for names, _ in _entries(docstring, _SECTIONS) for name in names}
    for name, each in found.items():
        unborne = {
            size: Dim.unknown() for size in each.shape.sizes() if phrases[size.name] < 2 and size.name not in parameters
        }
        found[name] = each.substitute(unborne)
    return found


def documented_return(function: ast.FunctionDef | ast.AsyncFunctionDef) -> DocumentedShape | None:
    """The shape of the one array that a docstring says is returned; a length that no parameter has is left open."""
    docstring = ast.get_docstring(function)
    if docstring is None or len(_entries(docstring, _RETURNS)) != 1:
        return None
    (documented, *_) = [*_documented(docstring, _RETURNS, function).values(), None]
    if documented is None or not documented.is_plain:
        return None
    named = {size for each in documented_parameters(function).values() for size in each.shape.sizes()}
    fresh = {size: Dim.unknown() for size in documented.shape.sizes() if size not in named}
    return documented.substitute(fresh)


def _documented(
    docstring: str | None, sections: frozenset[str], function: ast.FunctionDef | ast.AsyncFunctionDef
) -> dict[str, DocumentedShape]:
    if docstring is None or not _mentions_shapes(docstring):
        return {}
    group = f"docstring of {function.name}:{function.lineno}"
    found: dict[str, DocumentedShape] = {}
    for names, phrase in _entries(docstring, sections):
        shapes = _shapes(phrase, group, function.lineno)
        if shapes:
            for name in names:
                found[name] = DocumentedShape(shapes[0], phrase, _VAGUE.search(phrase) is None, shapes[1:])
    return _in_plural(found)


def _in_plural(found: dict[str, DocumentedShape]) -> dict[str, DocumentedShape]:
    """``n_feature`` beside ``n_features`` is one name, misspelt."""
    sizes = {size.name: size for each in found.values() for size in each.shape.sizes()}
    misspelt = {size: Dim.size(sizes[f"{name}s"]) for name, size in sizes.items() if f"{name}s" in sizes}
    if not misspelt:
        return found
    return {name: each.substitute(misspelt) for name, each in found.items()}


def _mentions_shapes(docstring: str) -> bool:
    lowered = docstring.lower()
    return "shape" in lowered or "array" in lowered


def _entries(docstring: str, sections: frozenset[str]) -> list[tuple[list[str], str]]:
    """Each parameter entry: its names and the phrase behind the colon."""
    lines = docstring.splitlines()
    found: list[tuple[list[str], str]] = []
    inside = False
    for index, line in enumerate(lines):
        stripped = line.strip()
        underlined = index + 1 < len(lines) and set(lines[index + 1].strip()) == {"-"}
        if underlined or stripped in _SECTIONS | _ATTRIBUTES | _RETURNS:
            inside = stripped in sections
            continue
        if stripped.endswith("\\") and index + 1 < len(lines):
            stripped = f"{stripped[:-1].strip()} {lines[index + 1].strip()}"
        match = _PARAMETER.match(stripped) if inside else None
        if match is not None:
            names = [name.strip().lstrip("*") for name in match["names"].split(",")]
            found.append((names, match["type"]))
    return found


def _shapes(phrase: str, group: str, line: int) -> tuple[Shape, ...]:
    """The shape that a phrase names and those behind an "or"; empty where it is not clear which."""
    matches = list(_SHAPE.finditer(phrase)) or list(_PREFIXED.finditer(phrase.strip()))
    if len(matches) != 1:
        return ()
    written = [matches[0]["dims"]]
    otherwise = _OTHERWISE.match(phrase, matches[0].end())
    while otherwise is not None:
        written.append(otherwise["dims"])
        otherwise = _OTHERWISE.match(phrase, otherwise.end())
    shapes = [_shape(dims, group, line) for dims in written]
    return tuple(shape for shape in shapes if shape is not None) if None not in shapes else ()


def _shape(written: str, group: str, line: int) -> Shape | None:
    parts = [part.strip().strip("`'\"") for part in written.split(",")]
    if parts and not parts[-1]:
        parts.pop()
    dims = []
    for part in parts:
        dim = _dim(part, group, line)
        if dim is None:
            return None
        dims.append(dim)
    return Shape(tuple(dims)) if dims else None


def _dim(text: str, group: str, line: int) -> Dim | None:
    if text.isdigit():
        return Dim.of(int(text))
    match = re.fullmatch(r"(\w+)\s*([+-])\s*(\d+)", text)
    if match is not None and match[1].isidentifier():
        step = int(match[3]) if match[2] == "+" else -int(match[3])
        return _named(match[1], group, line) + step
    if text.isidentifier():
        return _named(text, group, line)
    return Dim.unknown() if text and "..." not in text and "*" not in text else None


def _named(name: str, group: str, line: int) -> Dim:
    return Dim.size(Size(name, Origin("docstring", group, line, "the docstring")))
