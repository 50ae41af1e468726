"""What stands in an expression: arrays, calls, slices."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Set

from lint_rules.vectorising.functions import numpy_function
from shapeguard.inference.values import Array, Value

_IN_EVERY_DTYPE = range(128)
"""Whole numbers that fit every integer dtype."""


def arrays_in(node: ast.expr, known: Mapping[str, Value]) -> list[str]:
    if isinstance(node, ast.Call) and (numpy_function(node.func, known) == "arange" or _is_len(node)):
        return []
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(known.get(node.id), Array) else []
    return [
        name for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr) for name in arrays_in(part, known)
    ]


def called(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            yield part.func.attr if isinstance(part.func, ast.Attribute) else getattr(part.func, "id", "")


def calls(node: ast.AST, names: Set[str]) -> bool:
    return any(name in names for name in called(node))


def is_slice(index: ast.expr) -> bool:
    match index:
        case ast.Tuple(elts=parts):
            return all(map(is_slice, parts))
        case ast.Slice() | ast.Constant(value=None | int()) | ast.UnaryOp(operand=ast.Constant(value=int())):
            return True
    return False


def is_small(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value in _IN_EVERY_DTYPE


def is_where(call: ast.Call, known: Mapping[str, Value]) -> bool:
    return numpy_function(call.func, known) == "where" and len(call.args) == 3


def is_length(node: ast.expr) -> bool:
    return not any(isinstance(part, ast.Constant) and isinstance(part.value, float) for part in ast.walk(node))


def _is_len(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "len"
