"""Assignments, plain and augmented, and ``del``."""

from __future__ import annotations

import ast

from shapeguard.inference import numpy_api
from shapeguard.inference.facts import Operand
from shapeguard.inference.interpreter import containers
from shapeguard.inference.interpreter.attributes import named_length
from shapeguard.inference.interpreter.changes import replace_everywhere
from shapeguard.inference.interpreter.growth import note_growth
from shapeguard.inference.interpreter.iterators import as_kept, is_iterator
from shapeguard.inference.interpreter.misnamed import note_misnamed
from shapeguard.inference.interpreter.operations import outcome_of, settle
from shapeguard.inference.interpreter.operators import SYMBOLS, binary
from shapeguard.inference.interpreter.own_reduction import note_own_reduction
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.stores import bind_target, fit_of, record_in_place
from shapeguard.inference.interpreter.unification import substitute
from shapeguard.inference.joins import alternatives
from shapeguard.inference.numpy_api.outcome import Outcome, Spread
from shapeguard.inference.scope import owner_of, reference
from shapeguard.inference.values import UNKNOWN, Array, Int, Unknown, Value


def assign(run: Run, node: ast.Assign) -> bool:
    target = node.targets[0]
    named = _named_length(run, target, node.value) if len(node.targets) == 1 else None
    value = named if named is not None else run.evaluate(node.value)
    note_growth(run, node)
    note_misnamed(run, target, node.value)
    if isinstance(target, ast.Name) and isinstance(value, Int) and value.dim.value is not None:
        _settle_documented_rank(run, target.id, node.value, value)
    for each in node.targets:
        if isinstance(each, ast.Name) and is_iterator(run, node.value, value):
            value = as_kept(run, each.id, value)
        bind_target(run, each, value, node.value)
    return True


def _settle_documented_rank(run: Run, name: str, expression: ast.expr, rank: Int) -> None:
    """``dim = len(image.shape)``, or ``image.ndim``, says what a docstring means by ``(dim+1, dim+1)``."""
    match expression:
        case ast.Attribute(attr="ndim") | ast.Call(func=ast.Name(id="len"), args=[ast.Attribute(attr="shape")]):
            arrays = [held for held in run.scope.names.values() if isinstance(held, Array)]
            sizes = {size for array in arrays for size in array.shape.sizes() if size.name == name}
            substitute(run, {size: rank.dim for size in sizes if size.origin.kind == "docstring"})


def _named_length(run: Run, target: ast.expr, expression: ast.expr) -> Value | None:
    """``n = X.shape[0]`` and ``n = len(X)`` give an unknown length its name."""
    if not isinstance(target, ast.Name):
        return None
    match expression:
        case ast.Subscript(value=ast.Attribute(value=array, attr="shape"), slice=ast.Constant(value=int(axis))):
            key = reference(expression)
        case ast.Call(func=ast.Name(id="len"), args=[array], keywords=[]):
            key, axis = (f"{reference(array)}.shape[0]", 0) if reference(array) else (None, 0)
        case _:
            return None
    owner = reference(array)
    if key is None or owner is None or key in run.scope.names or axis < 0:
        return None
    if owner_of(owner) not in run.scope.names:
        return None
    if not isinstance(run.evaluate(array), Unknown):
        return None
    return named_length(run, key, owner, target.id, expression.lineno)


def augment(run: Run, node: ast.AugAssign) -> bool:
    operator = SYMBOLS[type(node.op)]
    reading = _as_load(node.target)
    place = run.evaluate(reading)
    value = run.evaluate(node.value)
    if isinstance(place, Array) and place.shape.rank != 0 and operator != "@":
        note_own_reduction(run, node, operator, (reading, place), (node.value, value))
        _in_place(run, node, operator, place, value)
        return True
    result = binary(run, node, operator, (reading, place), (node.value, value))  # type: ignore[arg-type]
    if isinstance(node.target, ast.Name):
        run.scope.bind(node.target.id, result, node.lineno, node.value)
    else:
        bind_target(run, node.target, result)
    return True


def _as_load(target: ast.expr) -> ast.expr:
    match target:
        case ast.Name(id=name):
            return ast.copy_location(ast.Name(name, ast.Load()), target)
        case ast.Attribute(value=value, attr=attribute):
            return ast.copy_location(ast.Attribute(value, attribute, ast.Load()), target)
        case ast.Subscript(value=value, slice=index):
            return ast.copy_location(ast.Subscript(value, index, ast.Load()), target)
    return target


def _in_place(run: Run, node: ast.AugAssign, operator: str, place: Array, value: Value) -> None:
    """``a += b`` writes into a, whose shape stays."""
    outcome = outcome_of((place, value), lambda one, other: numpy_api.binary(operator, one, other))
    spread = next((event for event in outcome.events if isinstance(event, Spread)), None)
    if spread is None:
        settle(run, node, Outcome(UNKNOWN, outcome.events), {})  # type: ignore[arg-type]
        return
    first = alternatives(value)[0]
    array = numpy_api.as_array(first)
    if array is not None:
        operands = (Operand(node.target, place), Operand(node.value, array, array is first))
        record_in_place(run, node, operands, spread.outcome, fit_of(place.shape, spread.outcome))


def delete(run: Run, node: ast.Delete) -> bool:
    for target in node.targets:
        if isinstance(target, ast.Name):
            run.scope.bind(target.id, UNKNOWN)
        elif isinstance(target, ast.Subscript):
            key = reference(target.value)
            owner = run.evaluate(target.value)
            if key is not None:
                run.scope.forget_parts(key)
            if containers.is_container(owner):
                replace_everywhere(run, owner, containers.less(owner, run.evaluate(target.slice)))
            elif key is not None:
                run.scope.note(key, UNKNOWN)
    return True
