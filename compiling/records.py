"""Dataclasses written out in full, because mypyc compiles no decorator.

It makes a native class only of one without decorators: of ``@dataclass`` it leaves ``__init__`` and ``__eq__`` to the
interpreter, and what ``@frozen`` makes is no native class at all. So it is given a copy of the sources in which every
such class has its methods spelt out as ``dataclasses`` would make them. The one thing that is lost is that
``frozen=True`` forbids assignment while the program runs; the type checker still does.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

DECORATORS: Mapping[str, Mapping[str, bool]] = {"dataclass": {}, "frozen": {"unsafe_hash": True}}
EMPTY = {"dict": "{}", "list": "[]"}
FUTURE = "from __future__ import annotations"
BODY = " " * 4
CLASS_VARIABLE = "_ClassVariable"
COMPARED_AT_ONCE = {"int", "bool", "str", "bytes"}


class Unsupported(Exception):
    """A dataclass asks for something that cannot be written out."""


@dataclass(frozen=True, slots=True)
class Field:
    """One annotated name of a dataclass, and what ``field()`` says about it; expressions are source text.

    `read` are the names in the expression of its default or factory.
    """

    name: str
    annotation: str
    default: str | None = None
    factory: str | None = None
    init: bool = True
    compare: bool = True
    hash: bool | None = None
    repr: bool = True
    kw_only: bool = False
    read: frozenset[str] = frozenset()

    @property
    def hashed(self) -> bool:
        """Whether it counts in ``__hash__``."""
        return self.compare if self.hash is None else self.hash

    @property
    def parameter(self) -> str:
        """How ``__init__`` takes it; None stands for "not given" where a factory makes the default."""
        if self.factory is not None:
            return f"{self.name}: {self.annotation} | None = None"
        return f"{self.name}: {self.annotation}" + ("" if self.default is None else f" = {self.default}")

    @property
    def value(self) -> str | None:
        """What ``__init__`` sets it to, if anything."""
        if self.factory is not None:
            return f"{self.factory} if {self.name} is None else {self.name}" if self.init else self.factory
        return self.name if self.init else self.default

    @property
    def equal(self) -> str:
        """The comparison with another's; objects are first asked whether they are the same, as tuples do."""
        ours, theirs = f"self.{self.name}", f"other.{self.name}"
        same = f"{ours} == {theirs}"
        return same if self.annotation in COMPARED_AT_ONCE else f"({ours} is {theirs} or {same})"


@dataclass(frozen=True, slots=True)
class Options:
    """What the decorator was told."""

    repr: bool = True
    eq: bool = True
    order: bool = False
    unsafe_hash: bool = False
    frozen: bool = False
    match_args: bool = True
    kw_only: bool = False
    slots: bool = False

    @property
    def hash(self) -> bool:
        """Whether there is to be a ``__hash__``."""
        return self.unsafe_hash or (self.eq and self.frozen)


@dataclass(frozen=True, slots=True)
class Record:
    """A dataclass at the top of a module."""

    node: ast.ClassDef
    decorator: ast.expr
    options: Options
    own: Mapping[str, Field]

    @property
    def written(self) -> set[str]:
        """The names that its body binds without an annotation: methods of those names stay."""
        return {part.name for part in self.node.body if isinstance(part, ast.FunctionDef)} | {
            target.id
            for part in self.node.body
            if isinstance(part, ast.Assign)
            for target in part.targets
            if isinstance(target, ast.Name)
        }


def written_out(sources: Mapping[str, str]) -> dict[str, str]:
    """Return modules with the dataclasses at their top written out.

    Parameters
    ----------
    sources
        The text of every module by its path: a dataclass has the fields of its bases, which other modules may hold.

    Raises
    ------
    Unsupported
        Where a dataclass asks for something that cannot be written out.
    """
    trees = {path: ast.parse(text) for path, text in sources.items()}
    found = {path: list(_records_in(tree, path, sources[path].split("\n"))) for path, tree in trees.items()}
    family = _Family([record for records in found.values() for record in records], trees.values())
    return {path: _edited(text, found[path], family) for path, text in sources.items()}


class _Family:
    """Which dataclass derives from which; a class is known by its name."""

    def __init__(self, records: list[Record], trees: Iterable[ast.Module]) -> None:
        self.records = {record.node.name: record for record in records}
        self.ambiguous = {name for name, times in Counter(record.node.name for record in records).items() if times > 1}
        classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        self.derived_from = {ast.unparse(base) for node in classes for base in node.bases}

    def bases(self, record: Record) -> list[Record]:
        """The dataclasses that it names as its bases."""
        names = [ast.unparse(base) for base in record.node.bases]
        for name in names:
            if name in self.ambiguous:
                raise Unsupported(f"{record.node.name} derives from {name}, and there are two dataclasses of that name")
        return [self.records[name] for name in names if name in self.records]

    def fields(self, record: Record) -> list[Field]:
        """Its fields, those of its bases first; a name that comes again keeps its place."""
        fields: dict[str, Field] = {}
        for base in reversed(self.bases(record)):
            fields |= {field.name: field for field in self.fields(base)}
        return list((fields | dict(record.own)).values())

    def is_followed(self, record: Record) -> bool:
        """Whether ``__init__`` has to call ``__post_init__``."""
        return "__post_init__" in record.written or any(map(self.is_followed, self.bases(record)))


def _records_in(tree: ast.Module, path: str, lines: Sequence[str]) -> Iterator[Record]:
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in node.decorator_list:
            called = decorator.func if isinstance(decorator, ast.Call) else decorator
            if isinstance(called, ast.Name) and called.id in DECORATORS:
                try:
                    _refuse_shared_lines(node, lines)
                    yield _record(node, decorator, DECORATORS[called.id])
                except (Unsupported, TypeError, ValueError) as error:
                    raise Unsupported(f"{path}:{node.lineno}: {node.name} cannot be written out: {error}") from error


def _refuse_shared_lines(node: ast.ClassDef, lines: Sequence[str]) -> None:
    for part in node.body:
        before = lines[part.lineno - 1].encode()[: part.col_offset].decode()
        if before != BODY:
            raise Unsupported("each statement of its body has to begin a line, after four spaces.")


def _record(node: ast.ClassDef, decorator: ast.expr, given: Mapping[str, bool]) -> Record:
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    options = Options(**{**given, **{str(keyword.arg): ast.literal_eval(keyword.value) for keyword in keywords}})
    fields = (_field(part, options) for part in node.body if isinstance(part, ast.AnnAssign))
    return Record(node, decorator, options, {field.name: field for field in fields if field is not None})


def _field(statement: ast.AnnAssign, options: Options) -> Field | None:
    if not isinstance(statement.target, ast.Name):
        return None
    name, annotation, value = statement.target.id, ast.unparse(statement.annotation), statement.value
    if "ClassVar" in annotation:
        return None
    if "InitVar" in annotation or "KW_ONLY" in annotation:
        raise Unsupported(f"`{name}: {annotation}` is not known here.")
    told: dict[str, Any] = {"kw_only": options.kw_only, "read": _names_in(value)}
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "field":
        for keyword in value.keywords:
            if keyword.arg == "default_factory":
                told["factory"] = _made_by(keyword.value)
            elif keyword.arg == "default":
                told["default"] = ast.unparse(keyword.value)
            elif keyword.arg != "metadata":
                told[str(keyword.arg)] = ast.literal_eval(keyword.value)
    elif value is not None:
        told["default"] = ast.unparse(value)
    if "factory" in told and _may_be_none(statement.annotation):
        raise Unsupported(f"`{name}` may be None and has a factory, and None stands for a value that is not given.")
    return Field(name, annotation, **told)


def _may_be_none(annotation: ast.expr) -> bool:
    match annotation:
        case ast.BinOp(left=left, right=right):
            return _may_be_none(left) or _may_be_none(right)
        case ast.Subscript(value=ast.Name(id="Optional")) | ast.Name(id="Any" | "object") | ast.Constant(value=None):
            return True
    return False


def _names_in(value: ast.expr | None) -> frozenset[str]:
    nodes = () if value is None else ast.walk(value)
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name))


def _made_by(factory: ast.expr) -> str:
    if isinstance(factory, ast.Lambda):
        if ast.unparse(factory.args):
            raise Unsupported(f"`{ast.unparse(factory)}` takes arguments, and a factory is given none.")
        return f"({ast.unparse(factory.body)})"
    return EMPTY.get(ast.unparse(factory), f"{ast.unparse(factory)}()")


def _edited(text: str, records: list[Record], family: _Family) -> str:
    """The text with those classes written out: what comes last is changed first, so that line numbers hold."""
    lines = text.split("\n")
    if not records:
        return text
    for record in sorted(records, key=lambda record: record.node.lineno, reverse=True):
        end = record.node.end_lineno
        lines[end:end] = [f"    {line}".rstrip() for line in _methods(record, family)]
        for part in record.node.body:
            if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.target.id in record.own:
                declared = f"    {part.target.id}: {ast.unparse(part.annotation)}"
                _replace(lines, part, declared)
        _replace(lines, record.decorator, "")
    (start,) = (number for number, line in enumerate(lines) if line == FUTURE)
    lines[start] += f"; from typing import ClassVar as {CLASS_VARIABLE}"
    return "\n".join(lines)


def _replace(lines: list[str], node: ast.stmt | ast.expr, line: str) -> None:
    """Put a line in place of a node's own, and nothing in the others: those below keep their numbers."""
    end = node.end_lineno or node.lineno
    lines[node.lineno - 1 : end] = [line, *[""] * (end - node.lineno)]


def _methods(record: Record, family: _Family) -> Iterator[str]:
    """The lines of what ``dataclasses`` would add, in its order."""
    options, written, name, fields = record.options, record.written, record.node.name, family.fields(record)
    if "__init__" not in written:
        _refuse_hidden(record, fields)
        yield from _init(fields, family.is_followed(record))
    if options.repr and "__repr__" not in written:
        called = "{type(self).__qualname__}" if name in family.derived_from else name
        shown = ", ".join(f"{field.name}={{self.{field.name}!r}}" for field in fields if field.repr)
        yield from ("", "def __repr__(self) -> str:", f'    return f"{called}({shown})"')
    if options.eq and "__eq__" not in written:
        compared = " and ".join(field.equal for field in fields if field.compare) or "True"
        other = f"not isinstance(other, {name})" + (" or type(other) is not type(self)" * (name in family.derived_from))
        yield from ("", "def __eq__(self, other: object) -> bool:")
        yield from (f"    if {other}:", "        return NotImplemented", f"    return {compared}")
    if options.order:
        yield from _ordering(name, [field.name for field in fields if field.compare])
    if options.hash and "__hash__" not in written:
        hashed = "".join(f"self.{field.name}, " for field in fields if field.hashed)
        yield from ("", "def __hash__(self) -> int:", f"    return hash(({hashed}))")
    if options.match_args and "__match_args__" not in written:
        positional = "".join(f"{field.name!r}, " for field in fields if field.init and not field.kw_only)
        yield from ("", f"__match_args__: {CLASS_VARIABLE} = ({positional})")


def _refuse_hidden(record: Record, fields: list[Field]) -> None:
    """Refuse what reads a name that means something else in ``__init__``, or at the end of the class."""
    taken = {"self", *record.written, *(field.name for field in fields)}
    for field in fields:
        for name in sorted(field.read & taken):
            raise Unsupported(
                f"{record.node.name} cannot be written out: what makes `{field.name}` reads `{name}`, which means "
                "something else in `__init__`."
            )


def _init(fields: list[Field], followed: bool) -> Iterator[str]:
    positional = [field.parameter for field in fields if field.init and not field.kw_only]
    keyword_only = [field.parameter for field in fields if field.init and field.kw_only]
    parameters = ", ".join(["self", *positional, *(["*"] if keyword_only else []), *keyword_only])
    body = [f"self.{field.name} = {field.value}" for field in fields if field.value is not None]
    body += ["self.__post_init__()"] * followed
    yield from ("", f"def __init__({parameters}) -> None:", *(f"    {line}" for line in body or ["pass"]))


def _ordering(name: str, compared: list[str]) -> Iterator[str]:
    ours, theirs = ("".join(f"{each}.{field}, " for field in compared) for each in ("self", "other"))
    for method, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
        yield from ("", f"def {method}(self, other: object) -> bool:")
        yield from (f"    if not isinstance(other, {name}) or type(other) is not type(self):",)
        yield from ("        return NotImplemented", f"    return ({ours}) {sign} ({theirs})")
