"""Functions of the project, read for themselves: their parameters are symbols."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import replace

from shapeguard.inference.budget import (
    STEPS_A_FUNCTION,
    Budget,
    BudgetExceededError,
)
from shapeguard.inference.declared import Naming, symbolic
from shapeguard.inference.docstrings import documented_returns
from shapeguard.inference.interpreter.documented import documented_instance, promised_by_docstring
from shapeguard.inference.interpreter.hinted import hinted_parameter
from shapeguard.inference.interpreter.parameters import instances, scope_of
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import Signature, note_unguarded, signature_of
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.scope import Binding, Scope
from shapeguard.inference.values import (
    Array,
    Class,
    Function,
    Int,
    Known,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim, Origin, Shape, Size


def read_function(run: Run, function: Function, owner: Class | None) -> None:
    """Interpret a function for itself, its parameters being symbols."""
    node = function.node
    if isinstance(node, ast.Lambda):
        return
    signature = signature_of(run, function)
    note_unguarded(run, function, signature)
    scope = scope_of(run, function)
    naming = Naming(f"{scope.qualname}:{node.lineno}")
    for parameter in signature.parameters:
        naming.at(f"the annotation of `{parameter.name}`", parameter.line)
        value = symbolic(parameter.contract, naming, instances(run, function, f"{scope.qualname}:{parameter.name}"))
        scope.names[parameter.name] = _by_name(_assumed(value, signature, parameter.name), parameter.name)
        scope.bindings[parameter.name] = Binding(parameter.line)
    _follow_comments(run, scope, signature)
    _name_lengths(scope, node, signature)
    if owner is not None and signature.parameters and not signature.is_static:
        first = signature.parameters[0].name
        if signature.is_class_method:
            scope.names[first] = owner
        else:
            scope.names[first] = function.bound or documented_instance(run, owner, node, f"{scope.qualname}:self")
    scope.contract = signature.returns if not signature.is_generator else None
    scope.promised = documented_returns(node) if not signature.is_generator else ()
    scope.lengths.update(naming.names())
    scope.names.update({f"<{name}>": Int(length) for name, length in naming.names().items()})
    budget, run.budget = run.budget, Budget(STEPS_A_FUNCTION)
    try:
        with run.inside(scope):
            run.execute(node.body)
    except BudgetExceededError:
        run.gave_up.append(scope.qualname)
    finally:
        run.budget = budget


def _assumed(value: Value, signature: Signature, name: str) -> Value:
    """What the docstring says of a parameter whose annotation, if it has one, tells no shape."""
    documented = signature.documented.get(name)
    if documented is None or not documented.is_array:
        return value
    if isinstance(value, Array) and value.shape == Shape.unknown():
        told = alternatives(promised_by_docstring(documented))
        return join(*(replace(each, kind=value.kind) for each in told if isinstance(each, Array)))
    return promised_by_docstring(documented) if isinstance(value, Unknown) else value


def _by_name(value: Value, name: str) -> Value:
    """A parameter that is called ``rng`` generates random numbers; nothing else is drawn from by its methods."""
    is_told = not isinstance(value, Unknown) or value.type not in ("", "Generator", "RandomState")
    return value if is_told or name != "rng" else Known("numpy.random.Generator")


def _follow_comments(run: Run, scope: Scope, signature: Signature) -> None:
    """Parameters that stand on lines of their own, with shapes beside them."""
    lines = Counter(parameter.line for parameter in signature.parameters)
    for parameter in signature.parameters:
        if lines[parameter.line] == 1:
            told = hinted_parameter(run, scope.names[parameter.name], parameter.line, scope.qualname)
            scope.names[parameter.name] = told


def _name_lengths(scope: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef, signature: Signature) -> None:
    """Parameters that are used as lengths are integers with a name."""
    used = scope.module.glance(node).lengths
    group = f"parameters of {scope.qualname}:{node.lineno}"
    for parameter in signature.parameters:
        value, default = scope.names[parameter.name], parameter.default
        is_int = isinstance(value, Int) or (isinstance(value, Unknown) and parameter.name in used)
        if is_int and (default is None or (isinstance(default, ast.Constant) and type(default.value) is int)):
            origin = Origin("parameter", group, parameter.line, f"parameter `{parameter.name}`")
            scope.names[parameter.name] = Int(Dim.size(Size(parameter.name, origin)))
