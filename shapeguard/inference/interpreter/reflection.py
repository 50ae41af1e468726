"""Attributes by name: ``getattr``, ``setattr``, ``hasattr``, ``vars`` and ``__dict__``."""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter import classes, containers
from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.stores import bind_target
from shapeguard.inference.joins import join
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import (
    UNKNOWN,
    Constant,
    Dictionary,
    Instance,
    Kind,
    Known,
    Scalar,
    Value,
)

NAMESPACE = "object.__dict__"
"""What ``vars(x)`` is: a dict that is the object itself."""


def reflected(run: Run, node: ast.Call, name: str, arguments: Written) -> Value | None:
    """The value of a call of one of these; None for another function."""
    given = arguments.positional
    if name == "getattr" and len(given) in (2, 3):
        return _getattr(run, node, given)
    if name == "setattr" and len(given) == 3:
        _setattr(run, node, given)
        return Constant(None)
    if name == "vars" and len(given) == 1:
        return Known(NAMESPACE, given[0]) if isinstance(given[0], Instance) else UNKNOWN
    return Scalar(Kind.BOOL) if name in ("hasattr", "callable", "issubclass") else None


def _attribute(node: ast.Call, name: str, context: ast.expr_context) -> ast.Attribute:
    return ast.copy_location(ast.Attribute(node.args[0], name, context), node)


def _getattr(run: Run, node: ast.Call, given: tuple[Value, ...]) -> Value:
    if not isinstance(given[1], Constant) or not isinstance(given[1].value, str):
        return UNKNOWN
    with run.emitter.silence():
        found = run.evaluate(_attribute(node, given[1].value, ast.Load()))
    if len(given) == 3 and isinstance(given[0], Instance):
        return found if given[1].value in given[0].attributes else join(found, given[2])
    return found if len(given) == 2 else UNKNOWN


def _setattr(run: Run, node: ast.Call, given: tuple[Value, ...]) -> None:
    name = given[1].value if isinstance(given[1], Constant) else None
    if isinstance(name, str):
        bind_target(run, _attribute(node, name, ast.Store()), given[2])
    elif isinstance(given[0], Instance):
        forget_named(run, given[0], _beginning(node.args[1]) if len(node.args) == 3 else "")


def store_item(run: Run, target: ast.Subscript, namespace: Known, index: Value, value: Value) -> None:
    """``vars(x)["W"] = W``, which is ``x.W = W``."""
    owner = namespace.receiver
    match target.value:
        case ast.Attribute(value=node) | ast.Call(args=[node]) if isinstance(index, Constant):
            if isinstance(index.value, str):
                bind_target(run, ast.copy_location(ast.Attribute(node, index.value, ast.Store()), target), value)
                return
    if isinstance(owner, Instance):
        forget_named(run, owner, "")


def forget_named(run: Run, instance: Instance, beginning: str) -> None:
    """Attributes that some statement may have set by a name that is computed."""
    _forget_checked(run, instance)
    names = [name for name in instance.attributes if name.startswith(beginning)]
    instance.attributes.update(dict.fromkeys(names, UNKNOWN))


def _forget_checked(run: Run, instance: Instance) -> None:
    """What was asserted of an object's attributes, under whatever names it stands here."""
    scope: Scope | None = run.scope
    while scope is not None:
        for name in [name for name, value in scope.names.items() if value is instance]:
            scope.forget_attributes(name)
        scope = scope.parent


def _beginning(name: ast.expr) -> str:
    """The part of a computed name that is written: ``"W"`` of ``f"W{i}"`` and ``"W" + str(i)``."""
    match name:
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]) | ast.Constant(value=str(text)):
            return text
        case ast.BinOp(left=left):
            return _beginning(left)
    return ""


def item(namespace: Known, index: Value) -> Value:
    """``vars(x)["W"]``."""
    owner = namespace.receiver
    if isinstance(owner, Instance) and isinstance(index, Constant) and isinstance(index.value, str):
        return owner.attributes.get(index.value, UNKNOWN)
    return UNKNOWN


def of_namespace(run: Run, namespace: Known, method: str, arguments: Written) -> Value:
    """``vars(x).update(W=W)``, and the methods that only read."""
    owner = namespace.receiver
    if not isinstance(owner, Instance):
        return UNKNOWN
    if method in ("items", "keys", "values", "get"):
        is_whole = None not in classes.bases(run, owner.cls)
        whole: dict[str | int, Value] = dict(owner.attributes.items())
        return containers.read(Dictionary(whole), method, arguments.positional) if is_whole else UNKNOWN
    told = [*arguments.positional, Dictionary(dict(arguments.keywords.items()))]
    if method == "update" and arguments.exact and all(isinstance(each, Dictionary) and not each.rest for each in told):
        entries = [each.items for each in told if isinstance(each, Dictionary)]
        _forget_checked(run, owner)
        held = {key: value for each in entries for key, value in each.items() if isinstance(key, str)}
        if run.branching:
            held = {key: join(owner.attributes.get(key, UNKNOWN), value) for key, value in held.items()}
        owner.attributes.update(held)
        return Constant(None)
    forget_named(run, owner, "")
    return UNKNOWN
