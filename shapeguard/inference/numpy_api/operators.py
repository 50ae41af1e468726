"""Operators between values of which one is an array."""

from __future__ import annotations

from collections.abc import Mapping

from shapeguard.inference.numpy_api.elementwise import elementwise
from shapeguard.inference.numpy_api.kinds import (
    KindRule,
    boolean,
    counted,
    inexact,
    promoted,
)
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.products import product
from shapeguard.inference.numpy_api.reading import read_array
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.values import UNKNOWN, Array, Constant, Kind, Value
from shapeguard.shapes import matmul
from shapeguard.shapes.frozen import replace

_KINDS: Mapping[KindRule, str] = {
    promoted: "+ - * & | ^",
    counted: "// % ** << >>",
    inexact: "/",
    boolean: "< <= > >= == !=",
}
_KIND_OF = {operator: kind for kind, operators in _KINDS.items() for operator in operators.split()}


def binary_operation(operator: str, left: Value, right: Value) -> Outcome:
    """The outcome of ``left operator right``."""
    try:
        arrays = _operand(operator, left), _operand(operator, right)
    except Unclear:
        return Outcome()
    except Refused as refused:
        return Outcome(UNKNOWN, (replace(refused.refusal, operands=(0, 1)),))
    if operator == "@":
        return product("@", matmul(arrays[0].shape, arrays[1].shape), *arrays, (0, 1))
    kind_rule = _KIND_OF.get(operator)
    if kind_rule is None:
        return Outcome()
    return elementwise(operator, arrays, (0, 1), kind_rule(arrays[0].kind, arrays[1].kind))


def _operand(operator: str, value: Value) -> Array:
    """Comparisons take whatever there is, elementwise: ``labels == "cat"``."""
    if operator in ("==", "!=") and isinstance(value, Constant) and value.value is None:
        return Array(read_array(Constant(False)).shape, Kind.UNKNOWN)
    return read_array(value)


def unary_operation(operator: str, operand: Value) -> Outcome:
    """The outcome of ``operator operand``."""
    if operator not in ("-", "+", "~"):
        return Outcome()
    try:
        return elementwise(operator, (read_array(operand),), (0,), read_array(operand).kind)
    except (Unclear, Refused):
        return Outcome()
