"""Functions under a decorator of the project that does more than hand through: what it makes of them is called."""

from __future__ import annotations

import ast
from types import NoneType

from shapeguard.inference.interpreter import classes
from shapeguard.inference.interpreter.arguments import Call, Written
from shapeguard.inference.interpreter.project_calls import call_function
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import is_transparent
from shapeguard.inference.interpreter.vectorized import vectorize, vectorized
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import UNKNOWN, Class, Function, Instance, Known, Module, Value
from shapeguard.inference.walking import walk


def call_decorated(run: Run, call: Call, function: Function) -> Value | None:
    """A call of what decorators made of a function; None where one of them is not of the project."""
    node = function.node
    if isinstance(node, ast.Lambda):
        return None
    if not all(_is_fixed(function.scope, decorator) for decorator in node.decorator_list):
        return None
    made = run.decorated.get(id(node))
    if made is None:
        run.decorated[id(node)] = UNKNOWN
        made = run.decorated[id(node)] = _made(run, function, node)
        if _is_local(function.scope):
            del run.decorated[id(node)]  # each call of the function around it makes another
    if isinstance(made, Function):
        return call_function(run, Call(call.node, Function(made.node, made.scope, function.bound), call.arguments))
    if isinstance(made, Instance) and function.bound is None:
        found = classes.find_method(run, made.cls, "__call__")
        method = Function(found[1], found[0].scope, made) if found is not None else None
        return call_function(run, Call(call.node, method, call.arguments))
    if isinstance(made, Known) and isinstance(call.node, ast.Call) and function.bound is None:
        return vectorized(run, call.node, made, call.arguments)
    return None


def _is_local(scope: Scope | None) -> bool:
    return scope is not None and (scope.function is not None or _is_local(scope.parent))


def _is_fixed(scope: Scope, decorator: ast.expr) -> bool:
    """Whether all that a decorator reads is the same at every call; a length or a counter may have moved on."""
    names = (node.id for node in walk(decorator) if isinstance(node, ast.Name))
    return all(isinstance(scope.lookup(name), (Function, Class, Module, Known, NoneType)) for name in names)


def _made(run: Run, function: Function, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Value:
    bare = type(node)(**{name: getattr(node, name) for name in node._fields})
    bare.decorator_list = [each for each in node.decorator_list if is_transparent(run, function.scope, each)]
    value: Value = Function(ast.copy_location(bare, node), function.scope)
    for decorator in reversed(node.decorator_list):
        if decorator not in bare.decorator_list:
            with run.inside(function.scope), run.emitter.silence():
                value = _applied(run, decorator, value)
    return value


def _applied(run: Run, decorator: ast.expr, value: Value) -> Value:
    maker = run.project.resolved(run, run.evaluate(decorator))
    written = Written((value,), nodes={0: decorator})
    if isinstance(maker, Known) and maker.name == "numpy.vectorize":
        return vectorize(written)
    if isinstance(maker, Function):
        return call_function(run, Call(decorator, maker, written))
    if isinstance(maker, Class):
        return classes.instantiate(run, Call(decorator, None, written), maker)
    return UNKNOWN
