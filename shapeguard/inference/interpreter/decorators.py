"""Decorators of the project that hand arguments and result through unchanged, as most with ``functools.wraps`` do."""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import Function
from shapeguard.inference.walking import walk


def hands_through(run: Run, scope: Scope, decorator: ast.expr) -> bool:
    """Whether a call of what is decorated is a call of the function below: ``@timed``, ``@repeated(3)``."""
    takes_arguments = isinstance(decorator, ast.Call)
    with run.inside(scope), run.emitter.silence():
        name = decorator.func if isinstance(decorator, ast.Call) else decorator
        value = run.project.resolved(run, run.evaluate(name))
    if not isinstance(value, Function) or not isinstance(value.node, ast.FunctionDef):
        return False
    node: ast.FunctionDef | None = value.node
    if takes_arguments:
        made = _returned_name(value.node)
        node = _function_inside(value.node, made) if made is not None else None
    return node is not None and _returns_what_it_takes(node)


def _returned_name(function: ast.FunctionDef) -> str | None:
    """The one name that every ``return`` of a function returns."""
    returned = {
        statement.value.id if isinstance(statement.value, ast.Name) else None for statement in _returns(function)
    }
    return returned.pop() if len(returned) == 1 else None


def _returns(function: ast.FunctionDef) -> list[ast.Return]:
    return [node for node in _own_nodes(function) if isinstance(node, ast.Return)]


def _own_nodes(function: ast.FunctionDef) -> list[ast.AST]:
    """Every node of the body but those of the functions inside it."""
    nodes: list[ast.AST] = []
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        nodes.append(node)
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)
    return nodes


def _function_inside(function: ast.FunctionDef, name: str) -> ast.FunctionDef | None:
    found = [node for node in _own_nodes(function) if isinstance(node, ast.FunctionDef) and node.name == name]
    return found[0] if len(found) == 1 else None


def _returns_what_it_takes(decorator: ast.FunctionDef) -> bool:
    if not decorator.args.args:
        return False
    taken, returned = decorator.args.args[0].arg, _returned_name(decorator)
    if returned is None or taken in _stored(decorator):
        return False
    if returned == taken:
        return True
    inner = _function_inside(decorator, returned)
    return inner is not None and _calls_unchanged(inner, taken)


def _stored(function: ast.FunctionDef) -> set[str]:
    return {node.id for node in walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _calls_unchanged(inner: ast.FunctionDef, taken: str) -> bool:
    """Whether every way out returns ``taken`` of the very arguments that came in."""
    args = inner.args
    given = [argument.arg for argument in [*args.posonlyargs, *args.args]] + (
        [f"*{args.vararg.arg}"] if args.vararg else []
    )
    given += [f"{argument.arg}={argument.arg}" for argument in args.kwonlyargs]
    given += [f"**{args.kwarg.arg}"] if args.kwarg else []
    call = f"{taken}({', '.join(given)})"
    stored = _stored(inner)
    names = {argument.arg for argument in walk(args) if isinstance(argument, ast.arg)} | {taken}
    if stored & names:
        return False
    results = {
        target.id
        for node in _own_nodes(inner)
        if isinstance(node, ast.Assign) and ast.unparse(node.value) == call
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    counts = [node.id for node in walk(inner) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    sure = {call, *(name for name in results if counts.count(name) == 1)}
    sure |= _kept(inner, sure)
    ways = [ast.unparse(statement.value) if statement.value is not None else "" for statement in _returns(inner)]
    return bool(ways) and all(way in sure for way in ways)


def _kept(inner: ast.FunctionDef, sure: set[str]) -> set[str]:
    """``cache[key]``, where all that is ever put into the cache is what the function returned."""
    stores: dict[str, list[bool]] = {}
    for node in _own_nodes(inner):
        targets = node.targets if isinstance(node, ast.Assign) else []
        for target in targets:
            if isinstance(target, ast.Subscript) and isinstance(node, ast.Assign):
                stores.setdefault(ast.unparse(target), []).append(ast.unparse(node.value) in sure)
    return {place for place, all_sure in stores.items() if all(all_sure)}
