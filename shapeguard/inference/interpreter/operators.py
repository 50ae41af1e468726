"""Operators: arithmetic, comparisons, signs."""

from __future__ import annotations

import ast

from shapeguard.inference import numpy_api, tables
from shapeguard.inference.interpreter import arithmetic, half_known, overloads
from shapeguard.inference.interpreter.operations import ask
from shapeguard.inference.interpreter.own_reduction import note_own_reduction
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, present
from shapeguard.inference.values import UNKNOWN, Array, Kind, OneOf, Scalar, Unknown, Value
from shapeguard.shapes.symbols import ARITHMETIC, BITWISE, COMPARISON

SYMBOLS: dict[type[ast.AST], str] = {
    **ARITHMETIC,
    **BITWISE,
    **COMPARISON,
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.USub: "-",
    ast.UAdd: "+",
    ast.Invert: "~",
}
_COMPARISONS = frozenset(COMPARISON.values())


def binary_chain(run: Run, node: ast.BinOp) -> Value:
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    left = run.evaluate(chain[-1].left)
    for part in reversed(chain):
        run.budget.spend()
        right = run.evaluate(part.right)
        left = binary(run, part, SYMBOLS[type(part.op)], (part.left, left), (part.right, right))
        if part is not node:
            run.emitter.reveal(part, left)
    return left


def binary(
    run: Run, node: ast.expr, operator: str, left: tuple[ast.expr, Value], right: tuple[ast.expr, Value]
) -> Value:
    """``left operator right``."""
    if tables.is_table(left[1]) or tables.is_table(right[1]):
        return tables.combined(operator, left[1], right[1])
    if operator not in _COMPARISONS:
        left, right = (left[0], _operand(left[1])), (right[0], _operand(right[1]))
    if isinstance(left[1], (Unknown, Array)) and isinstance(right[1], (Unknown, Array)):
        note_own_reduction(run, node, operator, left, right)
    if overloads.takes_part(left[1], right[1]):
        return overloads.binary(run, node, operator, left, right)
    plain = arithmetic.binary(operator, left[1], right[1])
    if plain is not None:
        return plain
    if operator == "@" and isinstance(left[1], Unknown):
        return half_known.through_layer(run, left, right[1])
    if operator == "+" and isinstance(left[1], Array) and left[1].shape.open:
        left = (left[0], half_known.with_rows(run, left[0], left[1], right[1]))
    return ask(
        run,
        node,
        (left[1], right[1]),
        lambda one, other: arithmetic.outcome(operator, one, other),
        {0: left, 1: right},
    )


def _operand(value: Value) -> Value:
    """None is no operand of any but a comparison; what is documented as optional may be something else as well."""
    there = present(value)
    return value if any(isinstance(each, Array) and each.history.assumed for each in alternatives(there)) else there


def signed(run: Run, node: ast.UnaryOp) -> Value:
    operand = run.evaluate(node.operand)
    if isinstance(node.op, ast.Not):
        return Scalar(Kind.BOOL)
    symbol = SYMBOLS[type(node.op)]
    if overloads.takes_part(operand):
        return overloads.unary(run, node, symbol, operand)
    plain = arithmetic.unary(symbol, operand)
    if plain is not None:
        return plain
    return ask(run, node, (operand,), lambda one: numpy_api.unary(symbol, one), {0: (node.operand, operand)})


def _may_be_array(value: Value) -> bool:
    return isinstance(value, Array) or (isinstance(value, OneOf) and any(isinstance(o, Array) for o in value.options))


def compared(run: Run, node: ast.Compare) -> Value:
    left = (node.left, run.evaluate(node.left))
    result: Value = Scalar(Kind.BOOL)
    results: list[Value] = []
    for operator, comparator in zip(node.ops, node.comparators, strict=True):
        right = (comparator, run.evaluate(comparator))
        symbol = SYMBOLS.get(type(operator))
        if tables.is_table(left[1]) or tables.is_table(right[1]):
            result = tables.combined(symbol, left[1], right[1])
        elif symbol is not None and (_may_be_array(left[1]) or _may_be_array(right[1])):
            result = binary(run, node, symbol, left, right)
        elif symbol is not None and (isinstance(left[1], Unknown) or isinstance(right[1], Unknown)):
            note_own_reduction(run, node, symbol, left, right)
            result = UNKNOWN
        left = right
        results.append(result)
    return result if len(node.ops) == 1 or all(each == Scalar(Kind.BOOL) for each in results) else UNKNOWN
