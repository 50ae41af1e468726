"""An array that grows in a loop: whether it only grows, and the list that does the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from lint_rules.vectorising.joining import is_same_without_steps, joined_behind
from lint_rules.vectorising.lasting import is_made, may_write
from shapeguard.inference.facts import Growth
from shapeguard.inference.scope import reference


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
    if joining is None or not (_steps(fact) or is_same_without_steps(fact.function, has_options, fact.rank)):
        return None
    if list(_names(fact.loop)).count(fact.target) != 2 or parts in _names(around) or _is_read_inside(around, fact):
        return None
    is_quiet = not may_write(fact.loop)
    piece, wrapped = ast.unparse(joining.piece), joining.wrapped
    first = wrapped if is_quiet else joining.copied
    lasts = is_made(joining.piece, fact.loop) or (is_quiet and (fact.walks or not _is_taken(joining.piece, fact.loop)))
    later = wrapped if lasts else joining.copied
    if first is None or later is None:
        return None
    start = f"{parts} = [{first.format(fact.target)}]"
    return start, f"{parts}.append({later.format(piece)})", f"{fact.target} = {joining.joined.format(parts)}"


def _is_taken(piece: ast.expr, loop: ast.For | ast.While | ast.AsyncFor) -> bool:
    """Whether a piece is made of what the loop takes from an iterator, which may be the same array at every step."""
    if isinstance(loop, ast.While) or (
        isinstance(loop.iter, ast.Call) and getattr(loop.iter.func, "id", "") == "range"
    ):
        return False
    bound = {*_names(loop.target), *(name for statement in loop.body for name in _bound(statement))}
    return not bound.isdisjoint(_names(piece))


def _bound(root: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(root) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))


def _names(root: ast.AST) -> Iterator[str]:
    return (node.id for node in ast.walk(root) if isinstance(node, ast.Name))


def _steps(fact: Growth) -> bool:
    """Whether something is put behind the array for certain."""
    leaves = any(isinstance(node, (ast.Break, ast.Continue, ast.Return, ast.Raise)) for node in ast.walk(fact.loop))
    return fact.node in fact.loop.body and not leaves and (fact.counts.value or 0) > 0


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
