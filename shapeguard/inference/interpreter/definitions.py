"""Definitions and imports: functions, classes and types are values, read for themselves where they are used."""

from __future__ import annotations

import ast
from typing import Any

from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.scope import Scope
from shapeguard.inference.type_parameters import with_those_of
from shapeguard.inference.values import UNKNOWN, Class, Function, Hint


def define_function(run: Run, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """``def``."""
    function = Function(node, run.scope)
    run.scope.bind(node.name, function, node.lineno)
    if run.emitter.is_direct and not run.is_foreign:
        run.functions.setdefault(id(node), (function, None))
    return True


def define_class(run: Run, node: ast.ClassDef) -> bool:
    """``class``: its methods wait, its body is followed."""
    scope = run.scope
    qualname = f"{scope.qualname}.{node.name}" if scope.qualname else node.name
    types = with_those_of(node, scope.type_parameters)
    inner = Scope(scope.module, qualname, scope, is_class=True, type_parameters=types)
    cls = Class(node, inner)
    run.classes.setdefault(id(node), cls)
    scope.bind(node.name, cls, node.lineno)
    with run.inside(inner):
        run.execute([statement for statement in node.body if not isinstance(statement, ast.FunctionDef)])
    if run.emitter.is_direct and not run.is_foreign:
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):
                run.functions.setdefault(id(statement), (Function(statement, inner), cls))
    return True


def define_type(run: Run, node: Any) -> bool:
    """``type Batch = Float[Array, "B 784"]``, of Python 3.12: nothing of it is evaluated before it is used."""
    scope = run.scope
    types = with_those_of(node, scope.type_parameters)
    inner = Scope(scope.module, scope.qualname, scope, type_parameters=types)
    scope.bind(node.name.id, Hint(node.value, inner), node.lineno)
    return True


def follow_import(run: Run, node: ast.Import) -> bool:
    """``import a.b as c``."""
    for alias in node.names:
        name = alias.name if alias.asname else alias.name.partition(".")[0]
        run.scope.bind(alias.asname or name, run.project.module_value(run, name), node.lineno)
        if not alias.asname and "." in alias.name:
            run.project.module_value(run, alias.name)
    return True


def follow_import_from(run: Run, node: ast.ImportFrom) -> bool:
    """``from .a import b as c``."""
    module = absolute_name(run, node)
    for alias in node.names:
        if alias.name == "*":
            run.scope.module.star_imports.append(module or "?")
            continue
        value = run.project.imported(run, module, alias.name) if module else UNKNOWN
        run.scope.bind(alias.asname or alias.name, value, node.lineno)
    return True


def absolute_name(run: Run, node: ast.ImportFrom) -> str:
    """The full name of the module that is imported from; empty where it leaves the project."""
    if not node.level:
        return node.module or ""
    parts = run.scope.module.package.split(".") if run.scope.module.package else []
    above = node.level - 1
    if above > len(parts):
        return ""
    base = parts[: len(parts) - above]
    return ".".join([*base, *([node.module] if node.module else [])])
