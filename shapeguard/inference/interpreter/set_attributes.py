"""The attributes that the methods of a class set, by its text alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from shapeguard.inference.class_members import Members
from shapeguard.inference.glance import MUTATORS
from shapeguard.inference.values import Class, Instance
from shapeguard.inference.walking import walk


def set_by_methods(cls: Class) -> frozenset[str]:
    """Attributes that methods other than ``__init__`` set, or that they put something into or take it out of."""
    known = cls.scope.module.set_by_methods
    found = known.get(id(cls.node))
    if found is None:
        methods = [m for m in cls.node.body if isinstance(m, ast.FunctionDef) and m.name != "__init__"]
        found = known[id(cls.node)] = frozenset(name for method in methods for name in _set_on_self(method))
    return found


def set_by_computed_names(members: Members, instance: Instance) -> frozenset[str]:
    """Attributes that nothing but ``setattr`` sets, where methods other than ``__init__`` call it too."""
    return frozenset(instance.attributes.keys() - members.stored if members.sets_any_later else ())


def made_of_themselves(cls: Class) -> frozenset[str]:
    """Attributes that a statement binds to something that is made of what they held."""
    known = cls.scope.module.made_of_themselves
    found = known.get(id(cls.node))
    if found is None:
        found = known[id(cls.node)] = frozenset(
            target.attr
            for statement in walk(cls.node)
            if isinstance(statement, ast.Assign)
            for target in statement.targets
            if isinstance(target, ast.Attribute) and getattr(target.value, "id", "") == "self"
            if any(isinstance(part, ast.Attribute) and part.attr == target.attr for part in walk(statement.value))
        )
    return found


def _set_on_self(method: ast.FunctionDef) -> Iterator[str]:
    for inner in walk(method):
        match inner:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.AugAssign(target=ast.Attribute(value=ast.Name(id="self"), attr=name)):
                yield name
            case ast.Call(func=ast.Attribute(value=held, attr=method_name)) if method_name in MUTATORS:
                while isinstance(held, ast.Subscript):
                    held = held.value
                if isinstance(held, ast.Attribute) and getattr(held.value, "id", "") == "self":
                    yield held.attr
