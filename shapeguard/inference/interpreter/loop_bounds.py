"""Indices that a loop over ``range(m)`` counts beyond the end of an axis, which every run of the loop comes to."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from shapeguard.inference.facts import Mismatch, Operand
from shapeguard.inference.interpreter import containers
from shapeguard.inference.interpreter.exceptions import never_returns
from shapeguard.inference.interpreter.operations import record_failure
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.numpy_api.kinds import may_hold_anything
from shapeguard.inference.numpy_api.outcome import Refusal
from shapeguard.inference.values import Array, Int, Known, Value
from shapeguard.inference.walking import children_of, walk
from shapeguard.shapes import Verdict

_EXITS = (ast.Break, ast.Return, ast.Raise, ast.Assert, ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal)
_PERHAPS = (ast.Lambda, ast.IfExp, ast.BoolOp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
"""Expressions with parts that are evaluated later, or not at all."""


def note_bounds(run: Run, node: ast.For | ast.AsyncFor, turns: int | None) -> None:
    """Tell of ``X[:, j]`` in ``for j in range(80)`` where the axis has a known length below 80.

    Only of what no condition stands before, in a loop that nothing leaves early, of an array that it does not bind.
    """
    if run.emitter.is_silent or turns is None or not _is_range(run, node.iter) or not isinstance(node.target, ast.Name):
        return
    bound = set(_bound(node.body))
    if node.target.id in bound or any(_may_leave(run, statement) for statement in node.body):
        return
    for place, counters in _always_met(run, node.body, frozenset({node.target.id})):
        axis = _axis_of(run, place, node.target.id, counters)
        if axis is not None and isinstance(place.value, ast.Name) and place.value.id not in bound:
            _check(run, place, place.value, axis, node.target.id, turns)


def _check(run: Run, place: ast.Subscript, owner: ast.Name, axis: int, counter: str, turns: int) -> None:
    if owner.id in run.scope.module.overview.rebound or owner.id in run.scope.shared:
        return
    array = _quietly(run, owner)
    if not isinstance(array, Array) or array.shape.open or may_hold_anything(array) or array.history.clamps:
        return
    length = array.shape.dims[axis].value if axis < len(array.shape.dims) else None
    if length is not None and length < turns:
        reason = f"{counter} counts up to {turns - 1}, which is out of bounds for an axis of length {length}"
        refusal = Refusal(Mismatch.INDEX, Verdict.DIFFER, reason)
        record_failure(run, place, refusal, (Operand(owner, array),))


def _quietly(run: Run, node: ast.expr) -> Value:
    with run.emitter.silence():
        return run.evaluate(node)


def _is_range(run: Run, iterable: ast.expr) -> bool:
    match iterable:
        case ast.Call(func=ast.Name() as function, args=[stop], keywords=[]) if not isinstance(stop, ast.Starred):
            return _quietly(run, function) == Known("builtins.range")
    return False


def _bound(body: Sequence[ast.stmt]) -> Iterator[str]:
    for statement in body:
        for node in walk(statement):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                yield node.id


def _may_leave(run: Run, statement: ast.stmt) -> bool:
    return any(
        isinstance(each, _EXITS) or (isinstance(each, ast.Call) and never_returns(run, each.func))
        for each in walk(statement)
    )


def _always_met(
    run: Run, body: Sequence[ast.stmt], counters: frozenset[str]
) -> Iterator[tuple[ast.Subscript, frozenset[str]]]:
    """The subscripts that every turn comes to, with the variables that count there."""
    for statement in body:
        if isinstance(statement, ast.For) and _is_range(run, statement.iter):
            turns = containers.walk(_quietly(run, statement.iter)).length.value
            if turns and isinstance(statement.target, ast.Name):
                yield from _always_met(run, statement.body, counters | {statement.target.id})
        if not isinstance(statement, (ast.Assign, ast.AugAssign, ast.Expr)):
            return
        for node in _always_evaluated(statement):
            if isinstance(node, ast.Subscript):
                yield node, counters


def _always_evaluated(root: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    pending = [root]
    while pending:
        node = pending.pop()
        if not isinstance(node, _PERHAPS) and not (isinstance(node, ast.Compare) and len(node.ops) > 1):
            found.append(node)
            pending += reversed(children_of(node))
    return found


def _axis_of(run: Run, place: ast.Subscript, counter: str, counters: frozenset[str]) -> int | None:
    """The axis that the counter picks from, where each index before it takes up one."""
    for axis, part in enumerate(place.slice.elts if isinstance(place.slice, ast.Tuple) else [place.slice]):
        match part:
            case ast.Name(id=name) if name == counter:
                return axis
            case ast.Name(id=name) if name in counters:
                continue
            case ast.Slice():
                continue
        if not isinstance(_quietly(run, part), Int):
            return None
    return None
