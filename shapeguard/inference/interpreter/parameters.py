"""The names of a function: its scope, and instances for the annotations that name a class."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable

from shapeguard.inference.interpreter import classes
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.scope import Scope
from shapeguard.inference.type_parameters import with_those_of
from shapeguard.inference.values import (
    UNKNOWN,
    Function,
    Instance,
    Value,
)


def scope_of(run: Run, function: Function) -> Scope:
    node, around = function.node, function.scope
    name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
    qualname = f"{around.qualname}.{name}" if around.qualname else name
    shared = frozenset(around.module.glance(node).inner_changes)
    types = with_those_of(node, around.type_parameters)
    return Scope(around.module, qualname, around, function=node, shared=shared, type_parameters=types)


def instances(run: Run, function: Function, born: str) -> Callable[[ast.expr], Value]:
    """From an annotation that names a class to an instance of it, each with lengths of its own."""
    count = itertools.count()

    def instance(node: ast.expr) -> Value:
        if run.is_foreign:
            return UNKNOWN
        if isinstance(function.bound, Instance) and isinstance(node, ast.Name) and node.id == "Self":
            return classes.symbolic_instance(run, function.bound.cls, born)
        return classes.instance_of(run, function.scope, node, f"{born}:{next(count)}" if born else "")

    return instance
