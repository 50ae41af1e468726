"""What stands in the body of a class, read once, before anything is interpreted."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping

from shapeguard.inference.glance import MUTATORS
from shapeguard.inference.walking import walk
from shapeguard.shapes.frozen import frozen


@frozen
class Members:
    """What stands in a class body: the methods, and the last thing of each name, a method or a class attribute.

    ``rebound`` are the names that the body binds more than once, besides the parts of a property, and those that some
    line of the file sets on the class. ``setters`` are the functions that an assignment to a property calls. ``stored``
    are the attributes that code in the body sets on some object; ``sets_any`` says that it does so by a name that is
    computed, ``sets_any_later`` that a method other than ``__init__`` may.
    """

    methods: dict[str, ast.FunctionDef]
    all: dict[str, ast.FunctionDef | ast.expr]
    setters: dict[str, ast.FunctionDef]
    rebound: frozenset[str]
    stored: frozenset[str]
    sets_any: bool
    sets_any_later: bool


def members_of(node: ast.ClassDef, attributes_set: Mapping[str, set[str]]) -> Members:
    """Look through a class body once; ``attributes_set`` are those that its file sets on each name."""
    methods: dict[str, ast.FunctionDef] = {}
    every: dict[str, ast.FunctionDef | ast.expr] = {}
    setters: dict[str, ast.FunctionDef] = {}
    bound: Counter[str] = Counter()
    for statement in node.body:
        match statement:
            case ast.FunctionDef(decorator_list=[ast.Attribute(value=ast.Name(id=name), attr="setter")]):
                setters[name] = statement
            case ast.FunctionDef(decorator_list=[ast.Attribute(attr="getter" | "deleter")]):
                pass
            case ast.FunctionDef(name=name):
                methods[name] = every[name] = statement
                bound[name] += 1
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                every[name] = value
                bound[name] += 1
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                every[name] = value
                bound[name] += 1
            case ast.AugAssign(target=ast.Name(id=name)):
                bound[name] += 2
    replaced = attributes_set.get(node.name, set()) | attributes_set.get("cls", set())
    rebound = frozenset(name for name, times in bound.items() if times > 1) | replaced
    methods = {name: method for name, method in methods.items() if name not in replaced}
    stored, sets_any = _stored(node)
    later = (method for name, method in methods.items() if name != "__init__")
    sets_later = sets_any and any(map(_may_compute_names, later))
    return Members(methods, every, setters, rebound, stored, sets_any, sets_later)


def _may_compute_names(method: ast.FunctionDef) -> bool:
    return any(
        (isinstance(inner, ast.Name) and inner.id in ("setattr", "vars"))
        or (isinstance(inner, ast.Attribute) and inner.attr in ("__dict__", "__setattr__"))
        for inner in walk(method)
    )


def _stored(node: ast.ClassDef) -> tuple[frozenset[str], bool]:
    names, sets_any = set(), False
    for inner in walk(node):
        match inner:
            case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
                names.add(name)
            case ast.Call(func=ast.Attribute(value=owner, attr=method)) if method in MUTATORS:
                while isinstance(owner, ast.Subscript):
                    owner = owner.value
                if isinstance(owner, ast.Attribute):
                    names.add(owner.attr)
            case ast.Call(func=ast.Name(id="setattr" | "vars")) | ast.Attribute(attr="__dict__" | "__setattr__"):
                sets_any = True
    return frozenset(names), sets_any
