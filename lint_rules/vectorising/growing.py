"""An array that grows in a loop: whether it only grows, and the list that does the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from lint_rules.vectorising.bindings import values_of
from lint_rules.vectorising.fresh import path_of_numpy
from lint_rules.vectorising.joining import is_same_without_steps, joined_behind
from lint_rules.vectorising.lasting import is_left_alone, is_made, may_write
from shapeguard.inference.facts import Growth
from shapeguard.inference.scope import reference

_SETTLED = frozenset({"range", "len", "enumerate", "zip", "reversed", "int", "np", "numpy"})


def only_grows(fact: Growth) -> bool:
    """Whether a loop binds the array nowhere else, but for the step that begins it."""
    others = [node for node in _stores(fact.loop, fact.target) if node not in _stores(fact.node, fact.target)]
    return all(any(_begins(choice, store, fact) for choice in ast.walk(fact.loop)) for store in others)


def _stores(root: ast.AST, target: str) -> list[ast.expr]:
    places = (node for node in ast.walk(root) if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)))
    return [node for node in places if isinstance(node.ctx, ast.Store) and reference(node) == target]


def _begins(choice: ast.AST, store: ast.expr, fact: Growth) -> bool:
    """Whether a condition on the array, or on the number of the step, tells binding it from growing it."""
    if not isinstance(choice, ast.If) or not _tells_the_first(choice.test, fact):
        return False
    sides = [[part for statement in side for part in ast.walk(statement)] for side in (choice.body, choice.orelse)]
    return any(store in one and fact.node in other for one, other in (sides, sides[::-1]))


def _tells_the_first(test: ast.expr, fact: Growth) -> bool:
    if any(isinstance(part, ast.expr) and reference(part) == fact.target for part in ast.walk(test)):
        return True
    match test:
        case ast.Compare(left=ast.Name(id=name), comparators=[ast.Constant(value=0)]):
            counted = getattr(fact.loop, "target", fact.loop)
            return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(counted))
    return False


def list_joined_once(fact: Growth, around: ast.Module, parts: str) -> tuple[str, str, str] | None:
    """The lines that begin a list, put a piece behind it, and join it; None where that is not the same for certain.

    Parameters
    ----------
    around
        The function, or the module, that the loop stands in.
    parts
        What the list would be called.
    """
    assign = fact.node
    if not isinstance(assign, ast.Assign) or not fact.target.isidentifier():
        return None
    joining = joined_behind(assign.value, fact.target, fact.function)
    has_options = isinstance(assign.value, ast.Call) and bool(assign.value.keywords)
    steps = _steps(fact, around)
    if joining is None or not (steps or is_same_without_steps(fact.function, has_options, fact.rank)):
        return None
    if list(_names(fact.loop)).count(fact.target) != 2 or parts in _names(around) or _is_read_inside(around, fact):
        return None
    is_quiet, is_new = not may_write(fact.loop), _is_new(fact, around)
    if _is_tried(around, fact) or not (is_new or (is_quiet and steps)):
        return None
    piece, wrapped = ast.unparse(joining.piece), joining.wrapped
    lasts = is_made(joining.piece, fact.loop)
    lasts |= is_quiet and is_left_alone(joining.piece, fact.loop, fact.arrays, fact.walks)
    later = wrapped if lasts else joining.copied
    if later is None:
        return None
    start = f"{parts} = [{wrapped.format(fact.target)}]"
    return start, f"{parts}.append({later.format(piece)})", f"{fact.target} = {joining.joined.format(parts)}"


def _names(root: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(root) if isinstance(node, ast.Name))


def _steps(fact: Growth, around: ast.Module) -> bool:
    """Whether something is put behind the array for certain, and not only in the calls that are known."""
    leaves = any(isinstance(node, (ast.Break, ast.Continue, ast.Return, ast.Raise)) for node in ast.walk(fact.loop))
    if fact.node not in fact.loop.body or leaves or isinstance(fact.loop, ast.While):
        return False
    return (fact.counts.value or 0) > 0 and _is_settled(fact.loop.iter, values_of(around), frozenset())


def _is_settled(node: ast.AST, values: Mapping[str, Sequence[ast.AST]], seen: frozenset[str]) -> bool:
    """Whether an expression is made of numbers that stand there, and of nothing that a caller gives."""
    if isinstance(node, ast.Attribute) and path_of_numpy(node, {}) is None:
        return False
    if isinstance(node, ast.Name) and node.id not in _SETTLED | seen:
        bound = values.get(node.id, ())
        return bool(bound) and all(_is_settled(value, values, seen | {node.id}) for value in bound)
    return not isinstance(node, ast.arg | ast.Global | ast.Nonlocal) and all(
        _is_settled(child, values, seen) for child in ast.iter_child_nodes(node)
    )


def _is_new(fact: Growth, around: ast.Module) -> bool:
    """Whether nothing else knows the array that the loop begins with: the loop may change it, or leave it as it is."""
    bound = values_of(around).get(fact.target, ())
    grown = ast.unparse(fact.node)
    others = [value for value in bound if f"{fact.target} = {ast.unparse(value)}" != grown]
    place = min((node.lineno for node in ast.walk(around) if _is_assigned(node, grown)), default=0)
    is_shown = any(
        isinstance(node, ast.Name) and node.id == fact.target and isinstance(node.ctx, ast.Load) and node.lineno < place
        for node in ast.walk(around)
    )
    is_made_here = all(not isinstance(value, ast.Name) and is_made(value, fact.loop) for value in others)
    return bool(others) and is_made_here and not is_shown


def _is_assigned(node: ast.AST, grown: str) -> TypeGuard[ast.Assign]:
    return isinstance(node, ast.Assign) and ast.unparse(node) == grown


def _is_tried(around: ast.Module, fact: Growth) -> bool:
    """Whether an error in the loop is caught: then the array is as long as it was until there."""
    grown = ast.unparse(fact.node)
    tried = (node for node in ast.walk(around) if isinstance(node, (ast.Try, ast.TryStar, ast.With, ast.AsyncWith)))
    return any(
        _is_assigned(part, grown)
        for node in tried
        if not isinstance(node, (ast.With, ast.AsyncWith)) or any(map(_suppresses, node.items))
        for statement in node.body
        for part in ast.walk(statement)
    )


def _suppresses(item: ast.withitem) -> bool:
    return "suppress" in ast.unparse(item.context_expr) or "raises" in ast.unparse(item.context_expr).lower()


def _is_read_inside(around: ast.Module, fact: Growth) -> bool:
    """Whether a function inside reads the array, which may be called while it grows, or it belongs to others."""
    grown = ast.unparse(fact.node)
    for node in ast.walk(around):
        if isinstance(node, (ast.Global, ast.Nonlocal)) and fact.target in node.names:
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) and fact.target in _names(node):
            assigned = (ast.unparse(part) for part in ast.walk(node) if isinstance(part, ast.Assign))
            if grown not in assigned:
                return True
    return False
