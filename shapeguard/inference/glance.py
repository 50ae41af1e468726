"""What one walk over a function's tree tells before anything is interpreted."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from shapeguard.inference.walking import children_of

Callable: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
FUNCTIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda})

MUTATORS = frozenset("append extend insert pop remove clear update setdefault popitem sort".split())  # noqa: SIM905
MUTATORS |= {"appendleft", "extendleft", "popleft", "rotate"}
"""Methods that put something into a container, take it out, or change the order."""
_CHANGE_THEIR_FIRST = frozenset({"heappush", "heappop", "heapify", "heappushpop", "heapreplace", "shuffle"})
_TUPLE_TAKERS = frozenset({"zeros", "ones", "empty", "full", "reshape"})
_SHAPES = frozenset({"size", "shape"})
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
    global_names
        Names that a ``global`` statement in it declares.
    """

    changed: set[str] = field(default_factory=set)
    bound: set[str] = field(default_factory=set)
    inner_changes: set[str] = field(default_factory=set)
    stores_items: bool = False
    is_generator: bool = False
    lengths: set[str] = field(default_factory=set)
    global_names: set[str] = field(default_factory=set)


def glance(function: Callable, known: dict[int, Glance]) -> Glance:
    """Look over a function, and over those inside it, once."""
    found = known.get(id(function))
    if found is not None:
        return found
    found = known[id(function)] = Glance()
    arguments = function.args
    every = (*arguments.args, *arguments.kwonlyargs, *arguments.posonlyargs)
    found.bound = {argument.arg for argument in every}
    look_over(function.body if isinstance(function.body, list) else [function.body], found, known)
    return found


def look_over(nodes: Iterable[ast.AST], found: Glance, known: dict[int, Glance]) -> None:
    """Note what stands in these nodes; functions among them get a glance of their own."""
    pending: list[Any] = list(nodes)
    while pending:
        node = pending.pop()
        kind = node.__class__
        if kind is ast.Name:
            if node.ctx.__class__ is not ast.Load:
                found.bound.add(node.id)
            continue
        if kind in _NOTES:
            _NOTES[kind](node, found)
        elif kind in FUNCTIONS:
            _look_inside(node, found, known)
            pending += _evaluated_outside(node)
            continue
        pending += children_of(node)


def _evaluated_outside(node: Callable) -> list[ast.expr]:
    """The parts of a definition that belong to the code around it."""
    arguments = node.args
    defaults = [default for default in (*arguments.defaults, *arguments.kw_defaults) if default is not None]
    return defaults if isinstance(node, ast.Lambda) else [*defaults, *node.decorator_list]


def _look_inside(node: Callable, around: Glance, known: dict[int, Glance]) -> None:
    inner = glance(node, known)
    escaping = inner.changed - inner.bound
    around.inner_changes |= escaping | (inner.inner_changes - inner.bound)
    around.changed |= escaping
    around.stores_items = around.stores_items or inner.stores_items


def _note_item(node: ast.Subscript, found: Glance) -> None:
    if node.ctx.__class__ is not ast.Load:
        found.stores_items = True
        if isinstance(node.value, ast.Name):
            found.changed.add(node.value.id)


def _note_yield(node: ast.Yield | ast.YieldFrom, found: Glance) -> None:
    found.is_generator = True


def _note_nonlocal(node: ast.Nonlocal, found: Glance) -> None:
    found.changed.update(node.names)


def _note_global(node: ast.Global, found: Glance) -> None:
    found.global_names.update(node.names)


def _note_call(node: ast.Call, found: Glance) -> None:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if isinstance(function, ast.Attribute) and name in MUTATORS:
        found.stores_items = True
        if isinstance(function.value, ast.Name):
            found.changed.add(function.value.id)
    if name in _CHANGE_THEIR_FIRST and node.args:
        found.stores_items = True
        if isinstance(node.args[0], ast.Name):
            found.changed.add(node.args[0].id)
    for keyword in node.keywords:
        if keyword.arg in _SHAPES and isinstance(keyword.value, ast.Tuple):
            found.lengths.update(element.id for element in keyword.value.elts if isinstance(element, ast.Name))
    if name in _SHAPE_TAKERS:
        found.lengths.update(argument.id for argument in node.args if isinstance(argument, ast.Name))
    elif name in _TUPLE_TAKERS and node.args and isinstance(node.args[0], ast.Tuple):
        found.lengths.update(element.id for element in node.args[0].elts if isinstance(element, ast.Name))


_NOTES: dict[type, Any] = {
    ast.Call: _note_call,
    ast.Subscript: _note_item,
    ast.Yield: _note_yield,
    ast.YieldFrom: _note_yield,
    ast.Nonlocal: _note_nonlocal,
    ast.Global: _note_global,
}
