"""What Python asks of a value, whether it is true: of one number, never of a row."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from lint_rules.vectorising.functions import is_condition
from lint_rules.vectorising.lifted import Lifted, NotVectorisable

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter


def check_truth(lifter: Lifter, *conditions: ast.expr) -> None:
    """Refuse conditions of which one sample is an array: Python raises for nearly all of those.

    Raises
    ------
    NotVectorisable
        If one is.
    """
    if any(lifter.lift(condition).free for condition in conditions):
        raise NotVectorisable


def unary(op: ast.unaryop, operand: Lifted) -> Lifted:
    """``-x``; ``not x`` as an array has it."""
    if not isinstance(op, ast.Not):
        return operand.written(ast.UnaryOp(op, operand.node))
    if operand.free:
        raise NotVectorisable
    if is_condition(operand.node):
        return operand.written(ast.UnaryOp(ast.Invert(), operand.node))
    return operand.written(ast.Compare(operand.node, [ast.Eq()], [ast.Constant(0)]))
