"""What docstrings tell of shapes: ``X : array of shape (n_samples, n_features)``. An assumption, never proof."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from shapeguard.inference.docstring_entries import Entry, Section, as_written, docstring_of, entries
from shapeguard.inference.docstring_shapes import OTHERWISE, Wording, shapes_in
from shapeguard.shapes import Dim, Shape, Size
from shapeguard.shapes.frozen import frozen, replace

_SPARSE = re.compile(
    r"\{?(?:array[-_ ]?like|nd-?array|dense|array)(?:,| or) sparse[- ](?:matrix|array)(?:, sparse array)?\}?",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\bor\b|array[-_ ]?like|sparse|\bdict|\blist|dataframe|series|iterable|callable|tensor|\{|optional|None|matrix\b",
    re.IGNORECASE,
)
_ABSENT = re.compile(
    r"\bor None\b|\bNone or\b|\boptional\b|\bdefault\s*[=:]?\s*`{0,2}None\b|\barray[-_ ]?like\b", re.IGNORECASE
)
_NONE = re.compile(r"\bNone\b|\boptional\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\b(?:(?P<first>int|float|scalar|number)\s*,?\s+or\s+(?=\{?\w*-?(?:array|matrix|sequence))"
    r"|(?:,\s*|\s+)or\s+(?:a\s+)?(?P<last>int|float|scalar|number)s?\b)",
    re.IGNORECASE,
)
"""``float or array of shape (n,)``: one number, or one for each."""
_LIST = re.compile(
    r",?\s+or\s+(?:a\s+)?lists?(?:\s+of\s+(?:objects?|floats?|ints?|numbers?|scalars?))?\b(?!\s+of)", re.IGNORECASE
)
_ONE_NUMBER = re.compile(
    r"(?:positive |non-?negative )?(?:(?P<int>int(?:eger)?)|float|scalar|number)\b(?!.*(?:\bor\b|\bof\b|\{|array))",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_SERIES = re.compile(r"(?P<shapes>[(\[][^()\[\]]*[)\]](?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)[(\[][^()\[\]]*[)\]])+)")
_OF_ANOTHER = re.compile(r"\b(?!it\b)\w+\s+(?:has|have|is\s+of)\s+(?:the\s+)?shape", re.IGNORECASE)
_OTHER_TYPES = re.compile(
    r"\bor\b|\bdict|\blists?\b|\btuple|sparse|dataframe|\bSeries\b|iterable|\bcallable|tensor|\{|\bshape of\b",
    re.IGNORECASE,
)
"""What prose may tell of beside an array, or instead of one."""
_ASIDE = re.compile(r"\([^()]*\)|\b\d or \d\b|\"[^\"]*\"")
_EXAMPLES = re.compile(r" (?:training |test )?(?:examples|samples|observations|points)$")
_EXAMPLES_SYMBOL = re.compile(r"[mnNMbB]|[mn]_(?:train|test|obs)|\w*(?:sample|example|batch|point)\w*")
_LENGTHS = re.compile(r"shape|size|dims?$", re.IGNORECASE)
_ANY_FURTHER = re.compile(r",\s*\\?\*\s*\)")
"""``(N, *)``: any number of further axes, none included."""
_ANY_ARRAY = re.compile(r"(?:np\.|numpy\.)?(?:nd)?array|(?:nd)?array[-_ ]like", re.IGNORECASE)


@frozen
class DocumentedShape:
    """A shape that a docstring promises for a parameter.

    ``is_plain`` is set where the phrase leaves no room: no "or", no "array-like". ``others`` are the shapes behind an
    "or": ``(n_samples,) or (n_samples, n_outputs)``. ``written`` is the shape in the docstring's own names, for people.
    """

    shape: Shape
    written: Shape
    text: str
    is_plain: bool
    others: tuple[Shape, ...] = ()
    is_prose: bool = False

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Every shape that the phrase allows."""
        return (self.shape, *self.others)

    @property
    def is_array(self) -> bool:
        """Whether the phrase tells of arrays and what converts to them, and perhaps of None, but of nothing else.

        Where a sparse matrix may stand in for the array, the code is read as it runs on the array.
        """
        if self.is_prose:
            return _OTHER_TYPES.search(_without(self.text, OTHERWISE, _ABSENT, _ASIDE)) is None
        return _VAGUE.search(_without(self.text, _SPARSE, _LIST, _NUMBER, OTHERWISE, _ABSENT)) is None

    @property
    def may_be_number(self) -> bool:
        """Whether one number may stand for all."""
        return not self.is_prose and _NUMBER.search(self.text) is not None

    def substitute(self, lengths: Mapping[Size, Dim]) -> DocumentedShape:
        """The same phrase with other lengths for its names."""
        others = tuple(shape.substitute(lengths) for shape in self.others)
        return replace(self, shape=self.shape.substitute(lengths), others=others)

    def in_words(self, wording: Wording) -> DocumentedShape:
        """The same phrase with the names of another docstring."""
        sizes = {size for shape in self.shapes for size in shape.sizes()}
        return self.substitute({size: wording.renamed(size) for size in sizes})

    @property
    def may_be_none(self) -> bool:
        """Whether the phrase leaves the value out."""
        return _NONE.search(self.text) is not None


def _without(text: str, *phrases: re.Pattern[str]) -> str:
    for phrase in phrases:
        text = phrase.sub("", text)
    return text


def documented_parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, DocumentedShape]:
    """The shape of each parameter that the docstring tells."""
    written = as_written(function)
    if written is None or not _mentions_shapes(written):
        return {}
    return documented_in(docstring_of(function), "parameters", function)


@lru_cache(maxsize=256)
def documented_attributes(
    cls: ast.ClassDef, method: ast.FunctionDef | ast.AsyncFunctionDef
) -> dict[str, DocumentedShape]:
    """The shape of each attribute that a class's docstring tells, in the names of a method's docstring.

    A length that the docstring names but once, and that neither a parameter nor a method has, is left open: nothing
    bears it out.
    """
    docstring = docstring_of(cls)
    found = documented_in(docstring, "attributes", method)
    if docstring is None or not found:
        return found
    phrases = Counter(size.name for each in found.values() for size in each.shape.sizes())
    borne = {name for entry in entries(docstring, "parameters") for name in entry.names}
    borne |= {name for name, count in phrases.items() if count > 1 or _is_named_by_a_method(cls, name)}
    for name, each in found.items():
        unborne = {size: Dim.unknown() for size in each.shape.sizes() if size.name not in borne}
        found[name] = each.substitute(unborne)
    return found


def _is_named_by_a_method(cls: ast.ClassDef, length: str) -> bool:
    """Whether the shapes that a method's docstring tells of have the length too."""
    named = re.compile(rf"[(\[][^()\[\]]*\b{re.escape(length)}\b[^()\[\]]*[)\]]")
    methods = [node for node in cls.body if isinstance(node, ast.FunctionDef)]
    return any(named.search(as_written(method) or "") for method in methods)


@lru_cache(maxsize=64)
def documented_numbers(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Mapping[str, bool]:
    """The parameters that a docstring calls one number and nothing else, and whether it is an integer.

    ``n_samples : int, default=100``, ``noise : float``.
    """
    docstring = docstring_of(function)
    told = entries(docstring, "parameters") if docstring is not None and ":" in docstring else []
    return {
        name: match["int"] is not None
        for entry in told
        if not entry.is_prose and (match := _ONE_NUMBER.match(entry.text)) is not None
        for name in entry.names
    }


def documented_returns(function: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[DocumentedShape | None, ...]:
    """The shape of each value that a docstring says is returned; a length that no parameter has is left open."""
    docstring = docstring_of(function)
    told = entries(docstring, "returns") if docstring is not None else []
    if not told or any(len(entry.names) > 1 for entry in told):
        return ()
    documented = documented_in(docstring, "returns", function)
    named = {size.name for each in documented_parameters(function).values() for size in each.shape.sizes()}
    named |= {name for name, is_integer in documented_numbers(function).items() if is_integer}
    return tuple(_promised(documented.get(entry.names[0]) if entry.names else None, named) for entry in told)


def _promised(documented: DocumentedShape | None, named: set[str]) -> DocumentedShape | None:
    if documented is None or not documented.is_plain:
        return None
    return documented.substitute({size: Dim.unknown() for size in documented.shape.sizes() if size.name not in named})


def documented_in(
    docstring: str | None, section: Section, function: ast.FunctionDef | ast.AsyncFunctionDef
) -> dict[str, DocumentedShape]:
    """The shapes that a section of a docstring tells, in the names of the docstring of a function."""
    if docstring is None or not _mentions_shapes(docstring):
        return {}
    naming = Wording(function.name, function.lineno)
    found: dict[str, DocumentedShape] = {}
    for entry in entries(docstring, section):
        for name, each in _shared_out(entry):
            documented = _documented_shape(each, naming)
            if documented is not None and not (entry.is_prose and _LENGTHS.search(name)):
                found[name] = documented
    return _with_examples(_in_plural(found), naming)


def _shared_out(entry: Entry) -> list[tuple[str, Entry]]:
    """Each name with its entry: ``A, B : arrays of shape (m, n), (n, k)`` has a shape for each."""
    series = _SERIES.search(entry.text) if len(entry.names) > 1 else None
    if series is None:
        return [(name, entry) for name in entry.names]
    shapes = _BRACKETED.findall(series["shapes"])
    if len(shapes) != len(entry.names):
        return []
    before, after = entry.text[: series.start("shapes")], entry.text[series.end() :]
    return [
        (name, replace(entry, text=before + shape + after)) for name, shape in zip(entry.names, shapes, strict=True)
    ]


def _documented_shape(entry: Entry, naming: Wording) -> DocumentedShape | None:
    if "*" in entry.text and _ANY_FURTHER.search(entry.text):
        return None
    shapes = shapes_in(entry.text, naming, is_prose=entry.is_prose)
    if not shapes and entry.description and _ANY_ARRAY.fullmatch(entry.text.strip()):
        shapes = shapes_in(entry.description, naming, is_prose=True)
        entry = replace(entry, text=f"{entry.text}: {entry.description}", is_prose=True)
    if not shapes or (entry.is_prose and _OF_ANOTHER.search(entry.text)):
        return None
    documented = DocumentedShape(shapes[0], shapes[0], entry.text, False, shapes[1:], entry.is_prose)
    is_plain = documented.is_array and shapes[0].rank != 0 if entry.is_prose else _VAGUE.search(entry.text) is None
    return replace(documented, is_plain=True) if is_plain and len(shapes) == 1 else documented


def _in_plural(found: dict[str, DocumentedShape]) -> dict[str, DocumentedShape]:
    """``n_feature`` beside ``n_features`` is one name, misspelt."""
    sizes = {size.name: size for each in found.values() for size in each.shape.sizes()}
    misspelt = {size: Dim.size(sizes[f"{name}s"]) for name, size in sizes.items() if f"{name}s" in sizes}
    if not misspelt:
        return found
    return {name: each.substitute(misspelt) for name, each in found.items()}


def _with_examples(found: dict[str, DocumentedShape], naming: Wording) -> dict[str, DocumentedShape]:
    """``number of examples`` beside ``n_x`` and ``n_h`` is told apart from them, where no symbol may stand for it."""
    sizes = {size for each in found.values() for shape in each.shapes for size in shape.sizes()}
    phrases = {size for size in sizes if " " in size.name}
    if any(_EXAMPLES_SYMBOL.fullmatch(size.name) for size in sizes) or not all(
        _EXAMPLES.search(size.name) for size in phrases
    ):
        return found
    told_apart = {size: naming.symbol(size.name) for size in phrases}
    return {name: each.substitute(told_apart) for name, each in found.items()} if told_apart else found


@lru_cache(maxsize=512)
def _mentions_shapes(docstring: str) -> bool:
    lowered = docstring.lower()
    return any(word in lowered for word in ("shape", "array", "dimension", "of size", "--"))
