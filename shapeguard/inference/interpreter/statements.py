"""Statements: each changes the names, in the order in which they stand."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable

from shapeguard.inference.interpreter import definitions, loops
from shapeguard.inference.interpreter.asserts import follow_assert
from shapeguard.inference.interpreter.assignments import assign, augment, delete
from shapeguard.inference.interpreter.branches import follow_if
from shapeguard.inference.interpreter.declarations import declare, follow_return
from shapeguard.inference.interpreter.discarded import note_discarded
from shapeguard.inference.interpreter.exceptions import follow_try, follow_with, never_returns
from shapeguard.inference.interpreter.hinted import follow_comments_above, follow_comments_beside
from shapeguard.inference.interpreter.patterns import follow_match
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.values import UNKNOWN
from shapeguard.inference.walking import walk

DEEPEST_BLOCK = 40


def execute(run: Run, body: list[ast.stmt]) -> bool:
    """Follow statements in order; False where the end is not reached."""
    run.nesting += 1
    try:
        if run.scope.module.overview.comments:
            return _execute_commented(run, body)
        for statement in body:
            run.budget.spend()
            if not _execute_one(run, statement):
                return False
    finally:
        run.nesting -= 1
    return True


def _execute_commented(run: Run, body: list[ast.stmt]) -> bool:
    before: ast.stmt | None = None
    for statement in body:
        run.budget.spend()
        follow_comments_above(run, statement, before)
        if not _execute_one(run, statement):
            return False
        follow_comments_beside(run, statement, before)
        before = statement
    return True


def _execute_one(run: Run, statement: ast.stmt) -> bool:
    handler = _HANDLERS.get(type(statement))
    if handler is None:
        return True
    if run.nesting > DEEPEST_BLOCK and not isinstance(statement, (ast.Expr, ast.Assign, ast.Return)):
        forget_assigned(run, [statement])
        run.leave_unfinished()
        run.circumstances.is_cut = True
        return True
    return handler(run, statement)


def forget_assigned(run: Run, body: list[ast.stmt]) -> None:
    """What these statements bind is no longer known."""
    for statement in body:
        for node in walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
                run.scope.bind(node.id, UNKNOWN)


def _expression(run: Run, node: ast.Expr) -> bool:
    value = run.evaluate(node.value)
    note_discarded(run, node, value)
    return not (isinstance(node.value, ast.Call) and never_returns(run, node.value.func))


def _raise(run: Run, node: ast.Raise) -> bool:
    return False


def _break(run: Run, node: ast.Break) -> bool:
    run.scope.breaks.append(run.scope.names)
    return False


def _continue(run: Run, node: ast.Continue) -> bool:
    run.scope.continues.append(run.scope.names)
    return False


def _global(run: Run, node: ast.Global | ast.Nonlocal) -> bool:
    run.scope.shared = run.scope.shared | frozenset(node.names)
    return True


_HANDLERS: dict[type[ast.stmt], Callable[..., bool]] = {
    ast.Expr: _expression,
    ast.Assign: assign,
    ast.AnnAssign: declare,
    ast.AugAssign: augment,
    ast.If: follow_if,
    ast.For: loops.follow_for,
    ast.AsyncFor: loops.follow_for,
    ast.While: loops.follow_while,
    ast.Return: follow_return,
    ast.Raise: _raise,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Delete: delete,
    ast.With: follow_with,
    ast.AsyncWith: follow_with,
    ast.Try: follow_try,
    ast.TryStar: follow_try,
    ast.Match: follow_match,
    ast.Assert: follow_assert,
    ast.Global: _global,
    ast.Nonlocal: _global,
    ast.FunctionDef: definitions.define_function,
    ast.AsyncFunctionDef: definitions.define_function,
    ast.ClassDef: definitions.define_class,
    ast.Import: definitions.follow_import,
    ast.ImportFrom: definitions.follow_import_from,
}
if sys.version_info >= (3, 12):
    _HANDLERS[ast.TypeAlias] = definitions.define_type
