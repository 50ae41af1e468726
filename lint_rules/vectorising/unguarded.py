"""What a test kept from some elements, and is computed for all of them now: it may fail where the loop did not."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from lint_rules.vectorising.contents import arrays_in, is_length, is_slice, is_small, is_where
from lint_rules.vectorising.functions import is_condition, numpy_function, single_return
from shapeguard.inference.values import Function, Kind, Value

GUARDED = "a condition guards what the lines compute for all"
QUESTIONS = frozenset({"isnan", "isinf", "isfinite"})


def is_total(node: ast.expr, known: Mapping[str, Value]) -> bool:
    """Whether computing an expression can neither fail nor warn, for those elements, too, that a test kept from it."""
    match node:
        case ast.Constant() | ast.Name():
            return True
        case ast.Subscript(value=inner, slice=index):
            is_mask = is_condition(index) and is_total(index, known)
            return (is_mask or is_slice(index)) and is_total(inner, known)
        case ast.Attribute(value=inner, attr="T") | ast.UnaryOp(operand=inner):
            return is_total(inner, known)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.BitAnd() | ast.BitOr(), right=right):
            return is_total(left, known) and is_total(right, known)
        case ast.Compare(left=left, comparators=[right]):
            return is_total(left, known) and is_total(right, known)
        case ast.Call(func=function, args=arguments, keywords=[]):
            name = numpy_function(function, known)
            is_known = name in QUESTIONS | {"abs"} or (name == "arange" and all(map(is_length, arguments)))
            return is_known and (name == "arange" or all(is_total(argument, known) for argument in arguments))
    return False


def may_fail(nodes: Iterable[ast.AST], known: Mapping[str, Value]) -> bool:
    """Whether something that a test may have kept from failing is computed for all: an index, an integer's power."""
    nodes = list(nodes)
    parts = (part for node in nodes for guarded in _guarded(node, known) for part in ast.walk(guarded))
    return any(_may_fail(part, known) for part in parts) or any(_is_narrow(node, known) for node in nodes)


def _is_narrow(node: ast.AST, known: Mapping[str, Value]) -> bool:
    """Whether ``np.where`` chooses between integers, of which there may be small ones, and what they may not hold."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and is_where(part, known):
            choices = part.args[1:]
            kinds = {getattr(known.get(name), "kind", None) for choice in choices for name in arrays_in(choice, known)}
            is_large = any(not is_small(choice) for choice in choices if not arrays_in(choice, known))
            if is_large and kinds and not kinds & {Kind.FLOAT, Kind.COMPLEX, Kind.UNKNOWN}:
                return True
    return False


def _guarded(node: ast.AST, known: Mapping[str, Value]) -> Iterator[ast.expr]:
    """What stands behind a condition: the choices of ``np.where``, the right of ``&``, what a mask picks from."""
    for part in ast.walk(node):
        match part:
            case ast.Call() if is_where(part, known):
                yield from part.args[1:]
            case ast.BinOp(op=ast.BitAnd() | ast.BitOr(), right=right):
                yield right
            case ast.Subscript(value=inner, slice=index) if not is_slice(index):
                yield inner
            case ast.Call(func=ast.Attribute(attr="any" | "all"), args=arguments):
                yield from arguments  # the loop stops at the first that decides


def _may_fail(node: ast.AST, known: Mapping[str, Value]) -> bool:
    match node:
        case ast.Subscript(slice=index):
            return not is_slice(index) and not is_condition(index)
        case ast.BinOp(op=ast.Pow(), right=exponent):
            return not isinstance(exponent, ast.Constant)
        case ast.Call(func=ast.Name(id=name)):
            function = known.get(name)
            if isinstance(function, Function):
                read = single_return(function)
                return read is None or any(_may_fail(part, known) for part in ast.walk(read[1]))
    return False
