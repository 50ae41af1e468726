"""What inference knows, as text: beside every assignment and return of a file, or of one value."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from shapeguard.inference.joins import alternatives
from shapeguard.inference.values import (
    Array,
    Callback,
    Class,
    Constant,
    Dictionary,
    Function,
    Hint,
    Instance,
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

if TYPE_CHECKING:
    from shapeguard.inference.contract_kinds import CallableContract

_DEEPEST = 3
_LONGEST = 6


def text_of(value: Value, depth: int = 0) -> str:
    """A value in the notation of the course: ``(nx, m)``, ``int m``, ``[(3, 4), (4, 1)]``, or its type."""
    options = alternatives(value)
    if len(options) > 1:
        return " or ".join(dict.fromkeys(text_of(option, depth) for option in options))
    match value:
        case Array(shape=shape, kind=kind):
            return str(shape) if kind is Kind.UNKNOWN else f"{shape} {kind.value}"
        case Int(dim=dim):
            return "int" if dim.is_unknown else f"int {dim}"
        case Scalar(kind=kind):
            return kind.value if kind is not Kind.UNKNOWN else "number"
        case Constant(value=constant):
            return repr(constant) if constant is None or constant is ... else type(constant).__name__
        case Sequence() | ListOf() | Dictionary():
            return _container_text(value, depth)
        case Unknown(type=name):
            return name or "?"
    return _named_text(value)


def _named_text(value: Value) -> str:
    """A thing without a shape: a function, a class, a module."""
    match value:
        case Instance(cls=cls):
            return cls.node.name
        case Class(node=node):
            return f"class {node.name}"
        case Function(node=ast.Lambda() as node):
            return f"function ({ast.unparse(node.args)})"
        case Function(node=ast.FunctionDef() | ast.AsyncFunctionDef() as node):
            return f"function {node.name}"
        case Hint(node=node):
            return f"type {ast.unparse(node)}"
        case Callback(contract=contract):
            return _promise_text(contract)
        case Module(name=name):
            return f"module {name}"
        case Known(name=name):
            return name.removeprefix("builtins.")
        case Slice():
            return "slice"
    return "?"


def _promise_text(contract: CallableContract) -> str:
    """What a function takes and returns, where its annotation tells: ``function ((n, 1)) -> (n, 1)``."""
    from shapeguard.inference.declared import Naming, symbolic

    naming = Naming("")
    told = [
        text_of(symbolic(each, naming, _called_as_written)) for each in (*(contract.parameters or ()), contract.returns)
    ]
    taken = "..." if contract.parameters is None else ", ".join(told[:-1])
    return f"function ({taken}) -> {told[-1]}"


def _called_as_written(node: ast.expr) -> Value:
    return Unknown(ast.unparse(node))


def _container_text(value: Value, depth: int) -> str:
    if depth >= _DEEPEST:
        return "..."
    match value:
        case Sequence(items=items, is_list=is_list):
            parts = [text_of(item, depth + 1) for item in items[:_LONGEST]] + ["..."] * (len(items) > _LONGEST)
            inner = ", ".join(parts)
            return f"[{inner}]" if is_list else f"({inner}{',' * (len(parts) == 1)})"
        case ListOf(item=item, length=length):
            count = "" if length.is_unknown else f" x {length}"
            return f"[{text_of(item, depth + 1)}, ...]{count}"
        case Dictionary(items=items, rest=rest):
            parts = [f"{key!r}: {text_of(item, depth + 1)}" for key, item in list(items.items())[:_LONGEST]]
            return "{" + ", ".join([*parts, *(["..."] if rest is not None or len(items) > _LONGEST else [])]) + "}"
    return "?"


def is_telling(value: Value) -> bool:
    """Whether anything is known of a value."""
    return text_of(value) not in ("?", "...")


def reveal(source: str, filename: str, *, every_expression: bool = False) -> str:
    """The source, with the inferred shape beside every assignment and return.

    Parameters
    ----------
    source, filename
        The file.
    every_expression
        Tell of every expression.

    Raises
    ------
    SyntaxError
        If the source cannot be parsed.
    """
    from shapeguard.inference.analysis import analyze

    analysis = analyze(source, filename, thorough=True)
    notes: dict[int, list[str]] = {}
    for title, node in _revealed(analysis.tree, every_expression):
        value = analysis.value_of(node)
        if value is not None and is_telling(value):
            note = f"{title}: {text_of(value)}"
            row = notes.setdefault(node.end_lineno or node.lineno, [])
            if note not in row:
                row.append(note)
    lines = source.splitlines()
    width = min(max((len(lines[row - 1]) for row in notes if row <= len(lines)), default=0), 88)
    return "".join(
        f"{line:<{width}}  # {'; '.join(notes[row])}\n" if row in notes else f"{line}\n"
        for row, line in enumerate(lines, 1)
    )


def _revealed(tree: ast.Module, every_expression: bool) -> Iterator[tuple[str, ast.expr]]:
    """The expressions to tell of, outermost first, and what to call them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value is not None:
            yield "returned", node.value
        elif every_expression and isinstance(node, ast.expr) and not isinstance(node, ast.Constant):
            yield ast.unparse(node), node
        elif isinstance(node, ast.Assign):
            yield from (named for target in node.targets for named in _names(target))
        elif isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.For)):
            yield from _names(node.target)


def _names(target: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, (ast.Tuple, ast.List)):
        for element in target.elts:
            yield from _names(element)
    else:
        yield ast.unparse(target), target
