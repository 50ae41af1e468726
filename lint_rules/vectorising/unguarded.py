"""What a test kept from some elements, and is computed for all of them now: it may fail where the loop did not."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from lint_rules.vectorising.contents import is_length, is_slice
from lint_rules.vectorising.functions import is_condition, numpy_function
from shapeguard.inference.values import Value

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
