"""Integers: what a loop adds to an element loses its fraction, what NumPy adds to the whole array is refused."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from lint_rules.vectorising.functions import is_condition
from shapeguard.inference.values import Array, Constant, Int, Kind

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter


def kind_of(lifter: Lifter, node: ast.expr) -> Kind:
    """The kind of an array's elements."""
    while isinstance(node, ast.Subscript) or (isinstance(node, ast.Attribute) and node.attr == "T"):
        node = node.value
    value = lifter.environment.get(node.id) if isinstance(node, ast.Name) else None
    return value.kind if isinstance(value, Array) else Kind.UNKNOWN


def is_float(lifter: Lifter, node: ast.expr) -> bool:
    """Whether the elements of an array are floats for certain."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.Pow(), right=right):
            sides = (is_float(lifter, left), is_float(lifter, right))
            return all(sides) or (any(sides) and _is_real(left if sides[1] else right))
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            return is_float(lifter, inner)
        case ast.Call(func=ast.Attribute(attr="abs" | "exp" | "log" | "sqrt" | "square" | "tanh"), args=[inner]):
            return is_float(lifter, inner)
    return kind_of(lifter, node) is Kind.FLOAT


def _is_real(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def is_whole(lifter: Lifter, op: ast.operator, value: ast.expr) -> bool:
    """Whether an operation with the value leaves integers integers."""
    if not isinstance(op, (ast.Add, ast.Sub, ast.Mult)):
        return False
    return _is_whole(lifter, value)


def _is_whole(lifter: Lifter, node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int)
        case ast.Name(id=name):
            known = lifter.environment.get(name)
            is_number = isinstance(known, Int) or (isinstance(known, Constant) and isinstance(known.value, int))
            return is_number or name == lifter.walk.index or kind_of(lifter, node) in (Kind.INT, Kind.BOOL)
        case ast.Subscript(value=inner):
            return _is_whole(lifter, inner)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult(), right=right):
            return _is_whole(lifter, left) and _is_whole(lifter, right)
    return is_condition(node)
