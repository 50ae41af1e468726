"""Whether lines give what the loop gave to the last digit: every element computed by itself, in its own dtype."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from lint_rules.vectorising.functions import numpy_function
from lint_rules.vectorising.kept import keeps_elements
from shapeguard.inference.values import Array, Kind, Value

_SUMS = frozenset({"dot", "matmul", "sum", "mean", "prod", "std", "var", "norm", "cumsum", "cumprod", "bincount"})
_NOT_MAPS = _SUMS | {"nansum", "nanmean", "nanstd", "nanvar", "max", "min", "where", "round", "around", "flatnonzero"}
_IN_EVERY_DTYPE = 2048
"""Whole numbers up to this one are the same in half precision."""
_IN_A_FLOAT = 2**53
"""Whole numbers up to this one are the same in double precision."""


def is_map(node: ast.stmt, environment: Mapping[str, Value]) -> bool:
    """Whether a vectorised statement computes every element by itself, in the order in which the loop did."""
    match node:
        case ast.AugAssign(target=ast.Name(), value=ast.Call(func=ast.Attribute(attr="count_nonzero"))):
            return False  # a Python integer would become one of NumPy's
        case ast.Assign(targets=[ast.Subscript()], value=ast.Call() as call) if _is_where(call, environment):
            return _is_choice(call, environment)
        case ast.Assign(value=value) | ast.AugAssign(target=ast.Name() | ast.Subscript(), value=value):
            return is_elementwise(value)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="extend"), args=[value])):
            return is_elementwise(value) and keeps_elements(value)
    return False


def is_elementwise(value: ast.expr) -> bool:
    """Whether not even rounding differs: no sum is taken in another order, no dtype chosen by ``where``."""
    parts = list(ast.walk(value))
    called = {part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", "") for part in parts}
    return not called & _NOT_MAPS and not any(isinstance(part, ast.MatMult) for part in parts)


def _is_where(call: ast.Call, environment: Mapping[str, Value]) -> bool:
    return numpy_function(call.func, environment) == "where" and len(call.args) == 3


def _is_choice(call: ast.Call, environment: Mapping[str, Value]) -> bool:
    """Whether ``np.where`` chooses among what no common dtype changes: floats that are there, small whole numbers."""
    tests, choices = list(_tests(call, environment)), list(_choices(call, environment))
    has_arrays = any(_is_float_array(choice, environment) for choice in choices)
    return all(map(is_elementwise, tests)) and all(
        _is_float_array(choice, environment) or _is_number(choice, small=has_arrays) for choice in choices
    )


def _tests(node: ast.expr, environment: Mapping[str, Value]) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call) and _is_where(node, environment):
        test, chosen, otherwise = node.args
        yield test
        yield from (*_tests(chosen, environment), *_tests(otherwise, environment))


def _choices(node: ast.expr, environment: Mapping[str, Value]) -> Iterator[ast.expr]:
    if isinstance(node, ast.Call) and _is_where(node, environment):
        yield from (*_choices(node.args[1], environment), *_choices(node.args[2], environment))
    else:
        yield node


def _is_float_array(node: ast.expr, environment: Mapping[str, Value]) -> bool:
    while isinstance(node, ast.Subscript) or (isinstance(node, ast.Attribute) and node.attr == "T"):
        node = node.value
    known = environment.get(node.id) if isinstance(node, ast.Name) else None
    return isinstance(known, Array) and known.kind is Kind.FLOAT


def _is_number(node: ast.expr, *, small: bool) -> bool:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _is_number(inner, small=small)
        case ast.Constant(value=int() | float() as number):
            if not small:
                return isinstance(number, float) or abs(number) <= _IN_A_FLOAT
            return abs(number) <= _IN_EVERY_DTYPE and number == int(number)  # in this order: there is no int(inf)
    return False
