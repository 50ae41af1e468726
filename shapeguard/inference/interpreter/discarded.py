"""A result on a line of its own: ``a.reshape(5, 1)`` changes nothing."""

from __future__ import annotations

import ast

from shapeguard.inference import numpy_api
from shapeguard.inference.facts import Discarded, Operand
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.numpy_api.changing_nothing import CREATING, PURE_NAMES, changes_nothing
from shapeguard.inference.values import Array, Kind, Known, Unknown, Value
from shapeguard.shapes import Shape

_WITHOUT_CALL = frozenset({"T", "mT"})


def note_discarded(run: Run, node: ast.Expr, value: Value) -> None:
    """``a.reshape(5, 1)`` on a line of its own changes nothing."""
    if run.emitter.is_silent:
        return
    with run.emitter.silence():
        found = _found(run, node.value, value)
        if found is None or run.scope.module.is_tried(node):
            return
        what, operand = found
        array = run.evaluate(operand)
    shown = array if isinstance(array, Array) else numpy_api.as_array(array)
    shown = shown if shown is not None else Array(Shape.unknown(), Kind.UNKNOWN)
    run.emitter.record(
        Discarded(
            node=node,
            function=run.scope.qualname,
            what=what,
            operand=Operand(operand, shown),
            trace=trace_of(run, [Operand(operand, shown)]),
        )
    )


def _found(run: Run, node: ast.expr, value: Value) -> tuple[str, ast.expr] | None:
    match node:
        case ast.Attribute(value=owner, attr=what) if what in _WITHOUT_CALL and isinstance(value, Array):
            return what, owner
        case ast.Call(func=ast.Attribute(attr=what)) if what in PURE_NAMES:
            return _unchanged(run, node, value)
        case ast.Call(func=ast.Name()):
            return _unchanged(run, node, value)
    return None


def _unchanged(run: Run, call: ast.Call, value: Value) -> tuple[str, ast.expr] | None:
    """The name of a function that changes nothing, and what it is about: the array whose method it is, or an argument.

    None where the function is another one, or where the call may be one that fails.
    """
    callee = run.evaluate(call.func)
    if not isinstance(callee, Known) or any(isinstance(argument, ast.Starred) for argument in call.args):
        return None
    if not changes_nothing(callee.name, len(call.args), [keyword.arg for keyword in call.keywords]):
        return None
    what = callee.name.rpartition(".")[2]
    if callee.receiver is not None:
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        is_array = owner is not None and isinstance(run.evaluate(owner), Array)
        return (what, owner) if owner is not None and is_array and not isinstance(value, Unknown) else None
    given = call.args[0] if call.args else call.keywords[0].value if call.keywords else None
    if given is None or not _works(run, callee, given, value):
        return None
    return what, given


def _works(run: Run, callee: Known, given: ast.expr, value: Value) -> bool:
    """Whether nothing tells that a call fails: it has a value, or nobody knows of the array that it is given."""
    if not isinstance(value, Unknown):
        return True
    return callee.name not in CREATING and isinstance(run.evaluate(given), Unknown)
