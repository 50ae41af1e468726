"""Annotations as contracts: what a parameter, a return value or a variable is declared to be."""

from __future__ import annotations

import ast
from collections.abc import Callable

from shapeguard.inference.contract_kinds import (
    ANYTHING,
    ArrayContract,
    CallableContract,
    Contract,
    DictContract,
    EitherContract,
    ListContract,
    NamedContract,
    PlainContract,
    TupleContract,
)
from shapeguard.inference.type_parameters import TypeParameters
from shapeguard.inference.values import (
    Hint,
    Kind,
    Known,
    Module,
    Value,
)
from shapeguard.notation import NotationError, ShapeSpec, parse
from shapeguard.shapes.frozen import frozen

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


@frozen
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
        From a hint that is named elsewhere, and how deep it is in others, to what it states there.
    type_parameters
        Those that the annotations may name; each stands for what it is bound by.
    """

    def __init__(
        self,
        resolve: Callable[[ast.expr], Value],
        alias: Callable[[str], ast.expr | None],
        complain: Callable[[BadShape], None],
        follow: Callable[[Hint, int], Contract],
        type_parameters: TypeParameters,
    ) -> None:
        self._resolve = resolve
        self._follow = follow
        self._alias = alias
        self._complain = complain
        self._type_parameters = type_parameters

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
        if isinstance(node, ast.Name) and node.id in self._type_parameters:
            return self.read(self._type_parameters[node.id], depth + 1)
        value = self._resolve(node)
        name = value.name if isinstance(value, (Known, Module)) else ""
        if name in _ARRAY_TYPES or name.removeprefix("shapeguard.") == "Array":
            return ArrayContract(None, "")
        if name.startswith("builtins."):
            return PlainContract(name.removeprefix("builtins."))
        if name == "numpy.matrix":
            return ANYTHING
        stated = self._follow(value, depth + 1) if isinstance(value, Hint) else ANYTHING
        if stated is not ANYTHING:
            return stated
        if isinstance(node, ast.Name):
            alias = self._alias(node.id)
            if alias is not None and not isinstance(alias, ast.Call):  # TypeVar("T")
                return self.read(alias, depth + 1)
        return stated if isinstance(value, Hint) else NamedContract(node)

    def _subscript(self, head: ast.expr, index: ast.expr, depth: int) -> Contract:
        value = self._resolve(head)
        if isinstance(value, Hint):
            return self._follow(value, depth + 1)
        full = value.name if isinstance(value, (Known, Module)) else ""
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
