"""What NumPy computes of a whole array exactly as of every element: a short list, and all else is unsafe."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from lint_rules.vectorising.contents import arrays_in, calls, is_length, is_slice, is_small
from lint_rules.vectorising.functions import is_condition, numpy_function, single_return
from lint_rules.vectorising.unguarded import QUESTIONS, is_total
from shapeguard.inference.values import Array, Constant, Function, Int, Kind, Scalar, Value
from shapeguard.shapes import Shape

NUMBERS = frozenset({Kind.FLOAT, Kind.INT})
ANY_SHAPE = Shape.of_rank(1)
_ROUNDED_CORRECTLY = frozenset({"sqrt", "abs", "absolute", "fabs", "floor", "ceil", "rint", "trunc", "square"})
_IN_A_FLOAT = 2**53
"""Whole numbers up to this one are the same in double precision."""


def kind(node: ast.expr, known: Mapping[str, Value]) -> Kind | None:
    """What an expression gives, element by element, as the loop computed it; None where that is not certain."""
    match node:
        case ast.Constant(value=bool()):
            return Kind.BOOL
        case ast.Constant(value=int() as number):
            return Kind.INT if abs(number) <= _IN_A_FLOAT else None
        case ast.Constant(value=float()):
            return Kind.FLOAT
        case ast.Name(id=name):
            return _kind_of_name(known.get(name))
        case ast.Attribute(value=inner, attr="T"):
            return kind(inner, known)
        case ast.Subscript(value=inner, slice=index) if is_condition(index):
            is_known = is_total(inner, known) and is_total(index, known) and kind(index, known) is Kind.BOOL
            return kind(inner, known) if is_known else None
        case ast.Subscript(value=inner, slice=index):
            return kind(inner, known) if is_slice(index) or kind(index, known) is Kind.INT else None
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _among(kind(inner, known), NUMBERS)
        case ast.UnaryOp(op=ast.Invert(), operand=ast.Compare() as test) if not calls(test, {"arange"}):
            return kind(test, known)
        case ast.Compare(left=left, comparators=[right]):
            return None if None in (kind(left, known), kind(right, known)) else Kind.BOOL
        case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr(), right=right):
            is_guarded = is_total(left, known) and is_total(right, known)
            return Kind.BOOL if is_guarded and kind(left, known) is kind(right, known) is Kind.BOOL else None
        case ast.BinOp(left=left, op=op, right=right):
            return _kind_of_operation(left, op, right, known)
        case ast.Call(func=ast.Attribute(attr="sliding_window_view"), args=[inner, *_]):
            return kind(inner, known)
        case ast.Call(func=ast.Attribute(value=ast.Compare() as test, attr="astype"), args=[ast.Name(id="int")]):
            return None if kind(test, known) is None else Kind.INT
        case ast.Call(args=arguments, keywords=[]):
            return _kind_of_call(node, arguments, known)
    return None


def _kind_of_name(value: Value | None) -> Kind | None:
    match value:
        case Array(kind=found) | Scalar(kind=found, assumed=False):
            return _among(found, NUMBERS | {Kind.BOOL})
        case Int():
            return Kind.INT
        case Constant(value=float()):
            return Kind.FLOAT
    return None


def _kind_of_operation(left: ast.expr, op: ast.operator, right: ast.expr, known: Mapping[str, Value]) -> Kind | None:
    sides = {kind(left, known), kind(right, known)}
    if not sides <= NUMBERS:
        return None
    if isinstance(op, ast.Pow):
        is_square = isinstance(right, ast.Constant) and right.value == 2
        return Kind.INT if sides == {Kind.INT} and is_square else None
    if isinstance(op, ast.Div):
        return Kind.FLOAT if arrays_in(left, known) or arrays_in(right, known) or calls(right, {"arange"}) else None
    if not isinstance(op, ast.Add | ast.Sub | ast.Mult):
        return None
    if Kind.FLOAT in sides:
        return Kind.FLOAT
    is_python = not arrays_in(left, known) and not arrays_in(right, known)
    fits = all(arrays_in(side, known) or is_small(side) for side in (left, right))
    return Kind.INT if is_python or fits else None  # an int8 refuses a large number, even where it is empty


def _kind_of_call(node: ast.Call, arguments: list[ast.expr], known: Mapping[str, Value]) -> Kind | None:
    name = numpy_function(node.func, known)
    if name == "arange":
        return Kind.INT if all(map(is_length, arguments)) else None
    given = [kind(argument, known) for argument in arguments]
    if name in _ROUNDED_CORRECTLY | QUESTIONS and given == [Kind.FLOAT]:
        return Kind.BOOL if name in QUESTIONS else Kind.FLOAT
    function = known.get(node.func.id) if isinstance(node.func, ast.Name) else None
    read = single_return(function) if isinstance(function, Function) else None
    if read is None or None in given or not isinstance(read[1], ast.BinOp) or not _mentions_only(read[1], read[0]):
        return None
    inside = {name: Array(ANY_SHAPE, found) for name, found in zip(read[0], given, strict=True) if found}
    return kind(read[1], inside)


def _mentions_only(node: ast.expr, names: Sequence[str]) -> bool:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} <= set(names)


def _among(found: Kind | None, kinds: frozenset[Kind]) -> Kind | None:
    return found if found in kinds else None
