"""Scikit-learn's validators: they raise, or hand back the array that they were given."""

from __future__ import annotations

import ast
from dataclasses import replace

from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.documented import promised
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import signature_of
from shapeguard.inference.values import UNKNOWN, Array, Constant, Function, Known, Module, Sequence, Unknown, Value
from shapeguard.shapes import Shape

_TABLES = frozenset({"check_array", "check_X_y", "validate_data", "_validate_data"})
_ANY_RANK = frozenset({"as_float_array", "_asarray_with_order", "_convert_to_numpy", "indexable"})
_CHECKS = frozenset({"check_is_fitted", "check_consistent_length", "check_non_negative", "check_random_state"})
_NAMESPACES = {"get_namespace": 2, "get_namespace_and_device": 3}


def validated(run: Run, callee: Value, arguments: Written) -> Value | None:
    """What a validator returns; None for any other function."""
    name = _name(callee)
    if name is None:
        return None
    if name in _NAMESPACES:
        return Sequence((Module("numpy"), *[UNKNOWN] * (_NAMESPACES[name] - 1)))
    if name in _CHECKS:
        return UNKNOWN
    if name in _TABLES:
        return _tables(run, name, arguments)
    if name in _ANY_RANK and arguments.exact:
        return _given(run, arguments, 0, "X")
    if name == "_check_sample_weight" and arguments.exact:
        table = _given(run, arguments, 1, "X")
        if isinstance(table, Array) and table.shape.rank:
            return Array(Shape(table.shape.dims[:1]), history=table.history)
        return UNKNOWN
    return None


def _name(callee: Value) -> str | None:
    """The name of a function of scikit-learn, seen from outside or from within."""
    match callee:
        case Known(name=full) if full.startswith("sklearn."):
            return full.rpartition(".")[2]
        case Function(node=ast.FunctionDef(name=name), scope=scope) if scope.module.name.startswith("sklearn."):
            return name
    return None


def _tables(run: Run, name: str, arguments: Written) -> Value | None:
    """Features of rank 2, alone or with the target of rank 1 beside them."""
    keywords = arguments.keywords
    if not arguments.exact or keywords.keys() & {"validate_separately", "multi_output", "allow_nd", "ensure_2d"}:
        return UNKNOWN
    if keywords.get("accept_sparse", Constant(False)) != Constant(False):
        return UNKNOWN
    first = 1 if name == "validate_data" else 0
    table = _given(run, arguments, first, "array" if name == "check_array" else "X")
    table = table if _rank(table) == 2 else UNKNOWN
    if name == "check_array" or (name != "check_X_y" and len(arguments.positional) < first + 2 and "y" not in keywords):
        return table
    target = _given(run, arguments, first + 1, "y")
    return Sequence((table, target if _rank(target) == 1 else UNKNOWN)) if _rank(target) else UNKNOWN


def _rank(value: Value) -> int | None:
    return value.shape.rank if isinstance(value, Array) else None


def _given(run: Run, arguments: Written, place: int, name: str) -> Value:
    """An argument, or what the docstring around the call promises of it where a list or the like may be handed over."""
    value = arguments.positional[place] if place < len(arguments.positional) else arguments.keywords.get(name, UNKNOWN)
    node = arguments.nodes.get(place) or arguments.nodes.get(name)
    function = run.scope.function
    if isinstance(value, Unknown) and isinstance(node, ast.Name) and isinstance(function, ast.FunctionDef):
        parent = run.scope.parent
        documented = signature_of(run, Function(function, parent)).documented.get(node.id) if parent else None
        if documented is not None and " or " not in documented.text and run.scope.names.get(node.id) is value:
            return promised(documented)
    return replace(value) if isinstance(value, Array) else value
