"""What the functions that a loop calls read beside their parameters: the loop reads it, too."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from lint_rules.vectorising.lifted import NotVectorisable
from shapeguard.inference.values import Function, Value
from shapeguard.inference.walking import walk


def check_functions(body: Sequence[ast.stmt], head: frozenset[str], environment: Mapping[str, Value]) -> None:
    """Refuse a body that writes what a function reads that it calls; ``head`` are the variables of the loop's head.

    Raises
    ------
    NotVectorisable
        If a step may read, in a function, what another one wrote.
    """
    if _read_outside(body, environment) & (head | set(_written(body))):
        raise NotVectorisable


def _written(body: Sequence[ast.stmt]) -> Iterator[str]:
    for node in (part for statement in body for part in walk(statement)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()):
                yield name


def _read_outside(body: Sequence[ast.stmt], environment: Mapping[str, Value]) -> set[str]:
    """The names that the functions of the project read from outside, and those that they call."""
    found: set[str] = set()
    seen: list[ast.AST] = []
    waiting = list(_functions(body, environment))
    while waiting:
        function = waiting.pop()
        if any(function.node is other for other in seen):
            continue
        seen.append(function.node)
        found |= _free(function.node)
        waiting += _functions([function.node], function.scope.visible())
    return found


def _functions(nodes: Sequence[ast.AST], environment: Mapping[str, Value]) -> Iterator[Function]:
    for node in nodes:
        for part in walk(node):
            value = environment.get(part.id) if isinstance(part, ast.Name) else None
            if isinstance(value, Function):
                yield value


def _free(function: ast.AST) -> set[str]:
    own = {part.arg for part in walk(function) if isinstance(part, ast.arg)}
    return {part.id for part in walk(function) if isinstance(part, ast.Name)} - own
