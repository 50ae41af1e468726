"""Arithmetic over named lengths, as data: ``m+1`` and ``2*k`` of a shape string, never run as code.

>>> tree = read_arithmetic("2*k+1")
>>> tree
Operation(operator='+', operands=(Operation(operator='*', operands=(2, 'k')), 1))
>>> evaluate(tree, {"k": 5})
11
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias, TypeVar

from shapeguard.shapes.frozen import frozen
from shapeguard.shapes.symbols import ARITHMETIC

Value = TypeVar("Value")


@frozen
class Operation:
    """One step of arithmetic over lengths; ``operator`` is one of ``+ - * / // % ** min max``."""

    operator: str
    operands: tuple[Arithmetic, ...]


Arithmetic: TypeAlias = int | str | Operation
"""A number, the name of a length, or an operation on such."""


def read_arithmetic(text: str) -> Arithmetic | None:
    """Read an expression over lengths; None where it is Python, but more than arithmetic.

    Raises
    ------
    SyntaxError
        If the text is no expression, or one such as ``n,m`` that is never a number.
    """
    try:
        expression = ast.parse(text, mode="eval").body
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(f"{text!r} cannot be read as an expression: {error}") from None
    if isinstance(expression, _NEVER_A_LENGTH):
        raise SyntaxError(f"{text!r} is no length")
    return _arithmetic(expression) if len(text) <= _LONGEST_ARITHMETIC else None


def fold(
    arithmetic: Arithmetic,
    number: Callable[[int], Value],
    name: Callable[[str], Value],
    apply: Callable[[str, tuple[Value, ...]], Value],
) -> Value:
    """Compute with a symbolic axis in any domain: integers, canonical lengths, source text."""
    if isinstance(arithmetic, Operation):
        operands = tuple(fold(operand, number, name, apply) for operand in arithmetic.operands)
        return apply(arithmetic.operator, operands)
    return name(arithmetic) if isinstance(arithmetic, str) else number(arithmetic)


def evaluate(arithmetic: Arithmetic, sizes: Mapping[str, int]) -> int | float:
    """The length that a symbolic axis demands; ``/`` is Python's, so ``m/2`` is 2.5 for m = 5.

    Raises
    ------
    KeyError
        If a name has no size.
    ZeroDivisionError
        If a size divides that is zero.
    """
    result: int | float = fold(arithmetic, int, sizes.__getitem__, _apply)
    return result


def names_in(arithmetic: Arithmetic) -> Iterator[str]:
    """Every name in a symbolic axis, from left to right."""
    if isinstance(arithmetic, str):
        yield arithmetic
    elif isinstance(arithmetic, Operation):
        for operand in arithmetic.operands:
            yield from names_in(operand)


_OPERATORS: dict[str, Callable[..., int | float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "min": min,
    "max": max,
}
_NEVER_A_LENGTH = (ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Lambda, ast.JoinedStr)
_LARGEST_EXPONENT = 64
_LONGEST_ARITHMETIC = 200


def _apply(symbol: str, operands: tuple[int | float, ...]) -> int | float:
    if symbol == "**" and operands[1] > _LARGEST_EXPONENT:
        raise OverflowError("no array has an axis of that length")
    return _OPERATORS[symbol](*operands)


def _arithmetic(node: ast.expr) -> Arithmetic | None:
    """The tree of an expression; None where it is more than arithmetic."""
    match node:
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            return value
        case ast.Name(id=name):
            return name
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _operation("-", (0, _arithmetic(operand)))
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _arithmetic(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            return _operation(ARITHMETIC[type(op)], (_arithmetic(left), _arithmetic(right)))
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=[_, _, *_] as arguments, keywords=[]):
            return _operation(name, tuple(map(_arithmetic, arguments)))
        case _:
            return None


def _operation(symbol: str, operands: tuple[Arithmetic | None, ...]) -> Operation | None:
    known = tuple(operand for operand in operands if operand is not None)
    return Operation(symbol, known) if len(known) == len(operands) else None
