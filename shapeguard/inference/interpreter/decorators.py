"""Decorators of the project that hand arguments and result through unchanged, as most with ``functools.wraps`` do."""

from __future__ import annotations

import ast
from functools import lru_cache

from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import Function
from shapeguard.inference.walking import children_of, walk


def hands_through(run: Run, scope: Scope, decorator: ast.expr) -> bool:
    """Whether a call of what is decorated is a call of the function below: ``@timed``, ``@repeated(3)``."""
    node = _decorating(run, scope, decorator)
    return node is not None and _returns_what_it_takes(node)


def _decorating(run: Run, scope: Scope, decorator: ast.expr) -> ast.FunctionDef | None:
    """The function of the project that is called with what is decorated."""
    with run.inside(scope), run.emitter.silence():
        name = decorator.func if isinstance(decorator, ast.Call) else decorator
        value = run.project.resolved(run, run.evaluate(name))
    if not isinstance(value, Function) or not isinstance(value.node, ast.FunctionDef):
        return None
    if not isinstance(decorator, ast.Call):
        return value.node
    made = _returned_name(value.node)
    return _function_inside(value.node, made) if made is not None else None


def leaves_alone(run: Run, scope: Scope, decorator: ast.expr) -> bool:
    """Whether a decorator hands through a class and puts nothing into it: ``@register``, but no ``cls.W = W``."""
    return hands_through(run, scope, decorator) and not _changes_what_it_takes(_decorating(run, scope, decorator))


def alters(run: Run, scope: Scope, decorator: ast.expr) -> bool:
    """Whether a decorator of the project puts something into a class, or replaces it."""
    return _decorating(run, scope, decorator) is not None and not leaves_alone(run, scope, decorator)


def _changes_what_it_takes(decorator: ast.FunctionDef | None) -> bool:
    """Whether the class is stored into, or goes anywhere but into a place that keeps it, or out again."""
    if decorator is None or not decorator.args.args:
        return True
    taken = decorator.args.args[0].arg
    uses = sum(isinstance(node, ast.Name) and node.id == taken for node in walk(decorator))
    return uses > sum(_harmless_uses(node, taken) for node in walk(decorator))


def _harmless_uses(node: ast.AST, taken: str) -> int:
    """How often a statement or expression does no more with a name than read, keep or return it."""
    match node:
        case ast.Return(value=ast.Name(id=name)) if name == taken:
            return 1
        case ast.Assign(targets=[ast.Subscript()], value=ast.Name(id=name)) if name == taken:
            return 1
        case ast.Attribute(value=ast.Name(id=name), attr="__name__" | "__qualname__" | "__module__" | "__doc__"):
            return name == taken and isinstance(node.ctx, ast.Load)
        case ast.Call(func=ast.Attribute(attr="append" | "add"), args=[ast.Name(id=name)]) if name == taken:
            return 1
    return 0


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
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            waiting += children_of(node)
    return nodes


def _function_inside(function: ast.FunctionDef, name: str) -> ast.FunctionDef | None:
    found = [node for node in _own_nodes(function) if isinstance(node, ast.FunctionDef) and node.name == name]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=64)
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
