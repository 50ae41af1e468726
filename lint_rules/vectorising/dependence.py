"""Whether the steps of a loop depend on each other: then it is no map and no reduction."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from lint_rules.vectorising.lifted import NotVectorisable


def check_independence(body: Sequence[ast.stmt]) -> None:
    """Refuse a body in which a step reads what another one wrote.

    Allowed are temporaries (bound before they are read), accumulators that nothing else reads, and arrays that are read
    only at the very index at which they are written.

    Raises
    ------
    NotVectorisable
        If a step depends on another one.
    """
    _check_arrays(body)
    bound: set[str] = set()
    accumulated = {name for statement in body for name in _accumulated(statement)}
    plain = {name for statement in body for name in _bound(statement)}
    for statement in body:
        reads = set(_reads(statement))
        if reads & (plain - bound) or reads & (accumulated - bound):
            raise NotVectorisable
        bound |= set(_bound(statement))


def _check_arrays(body: Sequence[ast.stmt]) -> None:
    written: dict[str, set[str]] = {}
    for node in _nodes(body):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            if not isinstance(node.value, ast.Name):
                raise NotVectorisable
            written.setdefault(node.value.id, set()).add(ast.dump(node.slice))
    if any(len(places) > 1 for places in written.values()):
        raise NotVectorisable
    bases = set()
    for node in _nodes(body):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in written:
            bases.add(id(node.value))
            if ast.dump(node.slice) not in written[node.value.id]:
                raise NotVectorisable
    for node in _nodes(body):
        if isinstance(node, ast.Name) and node.id in written and id(node) not in bases:
            raise NotVectorisable


def _nodes(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        yield from ast.walk(statement)


def _bound(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) if name not in _accumulated(statement):
            yield name


def _accumulated(statement: ast.stmt) -> list[str]:
    """The names that a statement adds to: ``s += e``, ``s = s + e``, ``s = max(s, e)``, also behind an ``if``."""
    match statement:
        case ast.AugAssign(target=ast.Name(id=name)):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp(left=ast.Name(id=left))) if left == name:
            return [name]
        case ast.Assign(
            targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="max" | "min"), args=[ast.Name(id=first), _])
        ) if first == name:
            return [name]
        case ast.If(body=[inner], orelse=[]):
            return _accumulated(inner) or _chosen(statement)
    return []


def _chosen(statement: ast.If) -> list[str]:
    """``if x > best: best = x``."""
    match statement.test, statement.body:
        case ast.Compare(comparators=[ast.Name(id=best)]), [ast.Assign(targets=[ast.Name(id=name)])] if best == name:
            return [name]
    return []


def _reads(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement reads, apart from the accumulator that it is about."""
    own = set(_accumulated(statement))
    skipped: set[int] = set()
    match statement:
        case ast.Assign(value=ast.BinOp(left=first)) if own:
            skipped.add(id(first))
        case ast.Assign(value=ast.Call(args=[first, _])) if own:
            skipped.add(id(first))
        case ast.If(test=ast.Compare(comparators=[best])) if own == set(_chosen(statement)):
            skipped.add(id(best))
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in skipped:
            yield node.id
