"""What one walk over a function's tree tells before anything is interpreted."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TypeAlias

Callable: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)

_MUTATORS = frozenset("append extend insert pop remove clear update setdefault popitem sort".split())  # noqa: SIM905
_TUPLE_TAKERS = frozenset({"zeros", "ones", "empty", "full", "reshape"})
_SHAPE_TAKERS = frozenset({"randn", "rand", "eye", "identity", "range"})


@dataclass(slots=True)
class Glance:
    """What stands in a function.

    Attributes
    ----------
    changed
        Names whose list or dict is changed, or that are rebound in an outer scope.
    bound
        Names that the function binds itself, parameters included.
    inner_changes
        Names of this function that a function inside it changes.
    stores_items
        Whether it changes any container at all.
    is_generator
        Whether it yields.
    lengths
        Names in places where only an integer works: ``zeros((n, k))``, ``range(n)``.
    """

    changed: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)
    inner_changes: set[str] = field(default_factory=set)
    stores_items: bool = False
    is_generator: bool = False
    lengths: set[str] = field(default_factory=set)


def glance(function: Callable, known: dict[int, Glance]) -> Glance:
    """Look over a function, and over those inside it, once."""
    found = known.get(id(function))
    if found is not None:
        return found
    found = known[id(function)] = Glance()
    arguments = function.args
    every = (*arguments.args, *arguments.kwonlyargs, *arguments.posonlyargs)
    found.bound = {argument.arg for argument in every}
    pending: list[ast.AST] = list(function.body) if isinstance(function.body, list) else [function.body]
    while pending:
        node = pending.pop()
        if isinstance(node, FUNCTIONS):
            _look_inside(node, found, known)
            continue
        _note(node, found)
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                pending.append(value)
            elif isinstance(value, list):
                pending += [item for item in value if isinstance(item, ast.AST)]
    return found


def _look_inside(node: Callable, around: Glance, known: dict[int, Glance]) -> None:
    inner = glance(node, known)
    escaping = inner.changed - inner.bound
    around.inner_changes |= escaping | (inner.inner_changes - inner.bound)
    around.changed |= escaping
    around.stores_items = around.stores_items or inner.stores_items


def _note(node: ast.AST, found: Glance) -> None:
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            found.bound.add(node.id)
    elif isinstance(node, ast.Call):
        _note_call(node, found)
    elif isinstance(node, ast.Subscript):
        if not isinstance(node.ctx, ast.Load):
            found.stores_items = True
            if isinstance(node.value, ast.Name):
                found.changed.add(node.value.id)
    elif isinstance(node, ast.Yield | ast.YieldFrom):
        found.is_generator = True
    elif isinstance(node, ast.Nonlocal):
        found.changed.update(node.names)


def _note_call(node: ast.Call, found: Glance) -> None:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if isinstance(function, ast.Attribute) and name in _MUTATORS:
        found.stores_items = True
        if isinstance(function.value, ast.Name):
            found.changed.add(function.value.id)
    elif name in _SHAPE_TAKERS:
        found.lengths.update(argument.id for argument in node.args if isinstance(argument, ast.Name))
    elif name in _TUPLE_TAKERS and node.args and isinstance(node.args[0], ast.Tuple):
        found.lengths.update(element.id for element in node.args[0].elts if isinstance(element, ast.Name))
