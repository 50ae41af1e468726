"""Operators between Python's own values: lengths, numbers, strings, tuples."""

from __future__ import annotations

from shapeguard.inference import numpy_api
from shapeguard.inference.budget import LARGEST_LITERAL
from shapeguard.inference.joins import is_text, kind_of
from shapeguard.inference.numpy_api.kinds import counted, inexact
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Dictionary,
    Int,
    Kind,
    ListOf,
    OneOf,
    Scalar,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim

_NUMBERS = (Int, Scalar)
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})


def binary(operator: str, left: Value, right: Value) -> Value | None:
    """The result where no array takes part and no alternatives stand; None otherwise."""
    if isinstance(left, (Array, OneOf)) or isinstance(right, (Array, OneOf)):
        return None
    if (
        isinstance(left, Int)
        and isinstance(right, Int)
        and (operator != "/" or None in (_number(left), _number(right)))
    ):
        return _integers(operator, left.dim, right.dim)
    if is_number(left) and is_number(right):
        if operator in _COMPARISONS:
            return Scalar(Kind.BOOL)
        known = _floats(operator, _number(left), _number(right))
        if known is not None:
            return Constant(known)
        return Scalar((inexact if operator == "/" else counted)(kind_of(left), kind_of(right)))
    if isinstance(left, (Sequence, ListOf)) or isinstance(right, (Sequence, ListOf)):
        return _sequences(operator, left, right)
    if (
        operator == "+"
        and is_text(left)
        and is_text(right)
        and not (isinstance(left, Constant) and isinstance(right, Constant))
    ):
        return Unknown("str")
    if isinstance(left, Constant) and isinstance(right, Constant):
        if isinstance(left.value, str) and isinstance(right.value, str) and operator == "+":
            return Constant(left.value + right.value)
        return UNKNOWN
    if operator == "|" and isinstance(left, Dictionary) and isinstance(right, Dictionary):
        return Dictionary({**left.items, **right.items}) if left.rest is None and right.rest is None else UNKNOWN
    return UNKNOWN


def outcome(operator: str, left: Value, right: Value) -> Outcome:
    """The outcome for one choice of alternatives."""
    plain = binary(operator, left, right)
    if plain is not None:
        return Outcome(plain)
    return numpy_api.binary(operator, left, right)


def is_number(value: Value) -> bool:
    """Whether a value is one number of Python."""
    return isinstance(value, _NUMBERS) or (
        isinstance(value, Constant) and isinstance(value.value, (bool, float, complex))
    )


def _integers(operator: str, left: Dim, right: Dim) -> Value:
    match operator:
        case "+":
            return Int(left + right)
        case "-":
            return Int(left - right)
        case "*":
            return Int(left * right)
        case "//" if right.value != 0:
            return Int(left // right)
        case "%" if right.value != 0:
            return Int(left % right)
        case "**" if right.value is not None and 0 <= right.value <= 4:
            power = Dim.of(1)
            for _ in range(right.value):
                power = power * left
            return Int(power)
        case "/":
            return Scalar(Kind.FLOAT)
        case "&" | "|" | "^" | "<<" | ">>" | "**" | "//" | "%":
            return Int(Dim.unknown())
    return Scalar(Kind.BOOL)


def _number(value: Value) -> float | None:
    if isinstance(value, Int):
        return value.dim.value
    return value.value if isinstance(value, Constant) and isinstance(value.value, float) else None


def _floats(operator: str, left: float | None, right: float | None) -> float | None:
    """The result of an operation on known numbers, of which one is a float or becomes one."""
    if left is None or right is None:
        return None
    try:
        match operator:
            case "+":
                return float(left + right)
            case "-":
                return float(left - right)
            case "*":
                return float(left * right)
            case "/":
                return left / right
    except ArithmeticError:
        return None
    return None


def _sequences(operator: str, left: Value, right: Value) -> Value | None:
    if operator == "+":
        if isinstance(left, Sequence) and isinstance(right, Sequence) and left.is_list == right.is_list:
            return Sequence(left.items + right.items, left.is_list)
        if isinstance(left, (Sequence, ListOf)) and isinstance(right, (Sequence, ListOf)):
            return ListOf(UNKNOWN)
        return UNKNOWN
    if operator == "*":
        sequence, count = (left, right) if isinstance(left, (Sequence, ListOf)) else (right, left)
        return _repeated(sequence, count)
    return UNKNOWN


def _repeated(sequence: Value, count: Value) -> Value:
    if not isinstance(count, Int):
        return ListOf(UNKNOWN)
    if isinstance(sequence, Sequence):
        times = count.dim.value
        if times is not None and 0 <= times * len(sequence.items) <= LARGEST_LITERAL:
            return Sequence(sequence.items * times, sequence.is_list)
        if len(sequence.items) == 1 and times is None:
            return ListOf(sequence.items[0], count.dim)
        if len(sequence.items) == 1 and times is not None and times > 0:
            return ListOf(sequence.items[0], count.dim)
    return ListOf(UNKNOWN)


def unary(operator: str, operand: Value) -> Value | None:
    """The result for a number; None for an array or alternatives."""
    if isinstance(operand, (Array, OneOf)):
        return None
    if isinstance(operand, Int):
        return {"-": Int(-operand.dim), "+": operand}.get(operator, Int(Dim.unknown()))
    if isinstance(operand, Constant) and isinstance(operand.value, (float, complex)):
        return Constant(-operand.value) if operator == "-" else operand
    return operand if isinstance(operand, Scalar) else UNKNOWN


def text_of(value: Value) -> str | None:
    """What ``str`` makes of a constant."""
    if isinstance(value, Constant) and isinstance(value.value, str):
        return value.value
    if isinstance(value, Int) and value.dim.value is not None:
        return str(value.dim.value)
    return None
