"""Annotations as contracts: what a parameter, a return value or a variable is declared to be."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Callback,
    Constant,
    Dictionary,
    Hint,
    History,
    Int,
    Kind,
    Known,
    ListOf,
    Module,
    Scalar,
    Sequence,
    Slice,
    Unknown,
    Value,
)
from shapeguard.notation import Axis, NotationError, ShapeSpec, fold, parse
from shapeguard.shapes import Dim, Origin, OriginKind, Shape, Size

_DTYPES = {
    "Float": Kind.FLOAT,
    "Float16": Kind.FLOAT,
    "Float32": Kind.FLOAT,
    "Float64": Kind.FLOAT,
    "BFloat16": Kind.FLOAT,
    "Int": Kind.INT,
    "Int8": Kind.INT,
    "Int16": Kind.INT,
    "Int32": Kind.INT,
    "Int64": Kind.INT,
    "UInt": Kind.INT,
    "UInt8": Kind.INT,
    "UInt16": Kind.INT,
    "UInt32": Kind.INT,
    "UInt64": Kind.INT,
    "Integer": Kind.INT,
    "Bool": Kind.BOOL,
    "Complex": Kind.COMPLEX,
    "Complex64": Kind.COMPLEX,
    "Complex128": Kind.COMPLEX,
    "Inexact": Kind.UNKNOWN,
    "Real": Kind.UNKNOWN,
    "Num": Kind.UNKNOWN,
    "Shaped": Kind.UNKNOWN,
    "Key": Kind.UNKNOWN,
}
_ARRAY_TYPES = frozenset({"numpy.ndarray", "numpy.typing.NDArray", "jax.Array", "jax.numpy.ndarray", "jaxtyping.Array"})
_LISTS = frozenset({"list", "List", "Sequence", "Iterable", "Iterator", "Collection", "MutableSequence", "deque"})
_TUPLES = frozenset({"tuple", "Tuple"})
_DICTS = frozenset({"dict", "Dict", "Mapping", "MutableMapping"})
_TRANSPARENT = frozenset({"Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly"})


@dataclass(frozen=True, slots=True)
class ArrayContract:
    """An array of a written shape; ``spec`` is None where only a type is declared."""

    spec: ShapeSpec | None
    notation: str
    kind: Kind = Kind.UNKNOWN
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class TupleContract:
    """A tuple of known length."""

    items: tuple[Contract, ...]


@dataclass(frozen=True, slots=True)
class ListContract:
    """Any number of items of one kind."""

    item: Contract


@dataclass(frozen=True, slots=True)
class DictContract:
    """A dict whose keys and values are each of one kind."""

    item: Contract
    key: Contract = field(default_factory=lambda: PlainContract())


@dataclass(frozen=True, slots=True)
class EitherContract:
    """One of several, ``Optional`` among them."""

    options: tuple[Contract, ...]


@dataclass(frozen=True, slots=True)
class CallableContract:
    """A function: what it takes, None where that is left open, and what it returns."""

    parameters: tuple[Contract, ...] | None
    returns: Contract


@dataclass(frozen=True, slots=True)
class PlainContract:
    """A number, a string, None, or anything else (``name`` empty, and ``written`` as it stands in the annotation)."""

    name: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class NamedContract:
    """An instance of a class of the project."""

    node: ast.expr


Contract: TypeAlias = (
    ArrayContract
    | TupleContract
    | ListContract
    | DictContract
    | EitherContract
    | CallableContract
    | PlainContract
    | NamedContract
)
ANYTHING = PlainContract()


@dataclass(frozen=True, slots=True)
class BadShape:
    """A shape string that can never match."""

    node: ast.AST
    text: str
    problem: str


class AnnotationReader:
    """Reads annotations of one module.

    Parameters
    ----------
    resolve
        From an expression to its value: names are looked up, attributes followed, nothing is called.
    alias
        From the name of a module-level assignment to its expression.
    complain
        Is told of every shape that can never match.
    follow
        From a hint that another module gives a name to what it states there.
    """

    def __init__(
        self,
        resolve: Callable[[ast.expr], Value],
        alias: Callable[[str], ast.expr | None],
        complain: Callable[[BadShape], None],
        follow: Callable[[Hint], Contract],
    ) -> None:
        self._resolve = resolve
        self._follow = follow
        self._alias = alias
        self._complain = complain

    def read(self, node: ast.expr | None, depth: int = 0) -> Contract:
        """The contract that an annotation states; one that says nothing for what is not understood."""
        if node is None or depth > 12:
            return ANYTHING
        match node:
            case ast.Constant(value=None):
                return PlainContract("None")
            case ast.Constant(value=str(text)):
                return self.read(_parsed(text), depth + 1)
            case ast.BinOp(op=ast.BitOr(), left=left, right=right):
                return EitherContract((self.read(left, depth + 1), self.read(right, depth + 1)))
            case ast.Subscript(value=value, slice=index):
                return self._subscript(value, index, depth)
            case ast.Name() | ast.Attribute():
                return self._named(node, depth)
        return ANYTHING

    def _named(self, node: ast.Name | ast.Attribute, depth: int) -> Contract:
        value = self._resolve(node)
        name = value.name if isinstance(value, Known | Module) else ""
        if name in _ARRAY_TYPES or name.removeprefix("shapeguard.") == "Array":
            return ArrayContract(None, "")
        if name.startswith("builtins."):
            return PlainContract(name.removeprefix("builtins."))
        if name == "numpy.matrix":
            return ANYTHING
        if isinstance(node, ast.Name):
            alias = self._alias(node.id)
            if alias is not None and not isinstance(alias, ast.Call):  # TypeVar("T")
                return self.read(alias, depth + 1)
        return self._follow(value) if isinstance(value, Hint) else NamedContract(node)

    def _subscript(self, head: ast.expr, index: ast.expr, depth: int) -> Contract:
        value = self._resolve(head)
        full = value.name if isinstance(value, Known | Module) else ""
        short = _last_name(head)
        if full.startswith(("jaxtyping.", "shapeguard.")) and short in _DTYPES:
            return self._jaxtyping(index, _DTYPES[short], depth)
        items = index.elts if isinstance(index, ast.Tuple) else [index]
        if short == "NDArray" or full in _ARRAY_TYPES:
            return self._ranked(items)
        if short == "Optional":
            return EitherContract((self.read(items[0], depth + 1), PlainContract("None")))
        if short == "Union":
            return EitherContract(tuple(self.read(item, depth + 1) for item in items))
        if short in _TUPLES:
            if len(items) == 2 and isinstance(items[1], ast.Constant) and items[1].value is Ellipsis:
                return ListContract(self.read(items[0], depth + 1))
            return TupleContract(tuple(self.read(item, depth + 1) for item in items))
        if short in _LISTS and items:
            return ListContract(self.read(items[0], depth + 1))
        if short in _DICTS and len(items) == 2:
            return DictContract(self.read(items[1], depth + 1), self.read(items[0], depth + 1))
        if short == "Callable" and len(items) == 2:
            taken = (
                tuple(self.read(item, depth + 1) for item in items[0].elts) if isinstance(items[0], ast.List) else None
            )
            return CallableContract(taken, self.read(items[1], depth + 1))
        if short in _TRANSPARENT and items:
            return self.read(items[0], depth + 1)
        return PlainContract(written=short) if short else ANYTHING

    def _ranked(self, items: list[ast.expr]) -> Contract:
        """``np.ndarray[tuple[int, int], ...]`` tells the rank."""
        match items:
            case [ast.Subscript(value=ast.Name(id="tuple" | "Tuple"), slice=index), *_]:
                lengths = index.elts if isinstance(index, ast.Tuple) else [index]
                if not any(isinstance(item, ast.Constant) for item in lengths):
                    return ArrayContract(None, "", rank=len(lengths))
        return ArrayContract(None, "")

    def _jaxtyping(self, index: ast.expr, kind: Kind, depth: int) -> Contract:
        match index:
            case ast.Tuple(elts=[array, text]):
                pass
            case _:
                return ANYTHING
        literal = self._text(text)
        if literal is None:
            return ANYTHING
        try:
            spec = parse(literal)
        except NotationError as error:
            self._complain(BadShape(text, literal, str(error)))
            return ANYTHING
        inner = self.read(array, depth + 1)
        if not isinstance(inner, ArrayContract):
            is_foreign = isinstance(inner, PlainContract) or isinstance(self._resolve(array), Known)
            return ANYTHING if is_foreign else ArrayContract(spec, literal, kind)
        if inner.spec is not None:
            spec = ShapeSpec(f"{literal} {inner.spec.jaxtyping}", (*spec.axes, *inner.spec.axes))
        return ArrayContract(spec, spec.course, kind)

    def _text(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        alias = self._alias(node.id) if isinstance(node, ast.Name) else None
        return alias.value if isinstance(alias, ast.Constant) and isinstance(alias.value, str) else None


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def declared_shape(spec: ShapeSpec, length: Callable[[str], Dim]) -> Shape:
    """The shape that a contract declares, with ``length`` of each name put in."""
    position = spec.variadic
    axes = spec.axes if position is None else spec.axes[position + 1 :]
    return Shape(tuple(axis_length(axis, length) for axis in axes), open=position is not None)


def axis_length(axis: Axis, length: Callable[[str], Dim]) -> Dim:
    """The length that one axis demands; an unknown one where it demands none."""
    if axis.broadcastable or axis.treepath:
        return Dim.unknown()
    if axis.kind == "fixed" and axis.size is not None:
        return Dim.of(axis.size)
    if axis.kind == "name" and axis.name is not None:
        return length(axis.name)
    if axis.kind == "symbolic" and axis.arithmetic is not None:
        return fold(axis.arithmetic, Dim.of, length, _computed)
    return Dim.unknown()


def _computed(operator: str, operands: tuple[Dim, ...]) -> Dim:
    left, right = operands[0], operands[-1]
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "//":
            return left // right
        case "%":
            return left % right
        case "**" if right.value is not None and 0 <= right.value <= 4:
            power = Dim.of(1)
            for _ in range(right.value):
                power = power * left
            return power
        case "min" | "max":
            return Dim.opaque(operator, *operands)
    return Dim.unknown()


class Naming:
    """The lengths that the annotations of one signature name, as symbols."""

    def __init__(self, group: str, kind: OriginKind = "annotation") -> None:
        self._group = group
        self._kind: OriginKind = kind
        self._sizes: dict[str, Dim] = {}
        self._where = ("", 0)

    def at(self, where: str, line: int) -> Naming:
        """From here on, new names come from this place."""
        self._where = (where, line)
        return self

    def length(self, name: str) -> Dim:
        """The length of a name."""
        if name not in self._sizes:
            where, line = self._where
            self._sizes[name] = Dim.size(Size(name, Origin(self._kind, self._group, line, where)))
        return self._sizes[name]

    def adopt(self, lengths: Mapping[str, Dim]) -> None:
        """Take over names that are bound already."""
        self._sizes.update(lengths)

    def names(self) -> dict[str, Dim]:
        """Every name so far."""
        return dict(self._sizes)


class Agreed(Naming):
    """The lengths of one call of a function that is known by its annotation: those of its arguments come first."""

    def __init__(self, around: Naming, lengths: Mapping[str, Dim]) -> None:
        super().__init__("")
        self._known = {**around.names(), **lengths}

    def length(self, name: str) -> Dim:
        """What the arguments or the signature around it say, or an unknown length."""
        return self._known.get(name) or Dim.unknown()


def symbolic(contract: Contract, naming: Naming, instance: Callable[[ast.expr], Value]) -> Value:
    """A value of which nothing is known but its contract."""
    from shapeguard.inference.joins import join

    match contract:
        case ArrayContract(spec=None, rank=None):
            return Array(Shape.unknown(), contract.kind)
        case ArrayContract(spec=None, rank=int(rank)):
            return Array(Shape.of_rank(rank), contract.kind)
        case ArrayContract(spec=ShapeSpec() as spec):
            return Array(declared_shape(spec, naming.length), contract.kind, History(declared=True))
        case TupleContract(items=items):
            return Sequence(tuple(symbolic(item, naming, instance) for item in items))
        case ListContract(item=item):
            return ListOf(symbolic(item, naming, instance))
        case DictContract(item=item, key=key):
            return Dictionary({}, symbolic(item, naming, instance), symbolic(key, naming, instance))
        case EitherContract(options=options):
            return join(*(symbolic(option, naming, instance) for option in options))
        case CallableContract(returns=returns):
            return Callback(contract, lambda lengths: symbolic(returns, Agreed(naming, lengths), instance))
        case NamedContract(node=node):
            return instance(node)
        case PlainContract(name=name, written=written):
            return _plain(name, written)
    return UNKNOWN


def _plain(name: str, written: str) -> Value:
    if name == "float":
        return Scalar(Kind.FLOAT)
    if name == "int":
        return Int(Dim.unknown())
    if name == "bool":
        return Scalar(Kind.BOOL)
    if name == "slice":
        return Slice(UNKNOWN, UNKNOWN, UNKNOWN)
    return Constant(None) if name == "None" else Unknown(name or written)


def has_arrays(contract: Contract) -> bool:
    """Whether a written shape stands anywhere in a contract."""
    match contract:
        case ArrayContract(spec=spec):
            return spec is not None
        case TupleContract(items=items) | EitherContract(options=items):
            return any(has_arrays(item) for item in items)
        case ListContract(item=item) | DictContract(item=item):
            return has_arrays(item)
    return False
