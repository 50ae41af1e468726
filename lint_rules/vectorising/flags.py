"""Whether any sample fulfils a condition: ``if x > 3: found = True``."""

from __future__ import annotations

import ast

from lint_rules.vectorising.conditions import condition
from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.lifted import NotVectorisable
from lint_rules.vectorising.lifting import Lifter


def flag_set(node: ast.stmt) -> tuple[str, bool, ast.expr] | None:
    """The name that ``if test: found = True`` sets, to what, and the test."""
    match node:
        case ast.If(
            test=test,
            body=[ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=bool() as flag))],
            orelse=[],
        ):
            return name, flag, test
    return None


def statement(lifter: Lifter, node: ast.stmt) -> list[ast.stmt] | None:
    """``found = bool(np.any(x > 3)) or found``, ``fine = not np.any(x > 3) and fine``; None for another statement."""
    setting = flag_set(node)
    if setting is None:
        return None
    name, flag, test = setting
    mask = condition(lifter, test)
    if (mask.rank, mask.axis) != (1, 0) or name not in lifter.environment:
        raise NotVectorisable
    any_of_them = ast.Call(of_numpy("any", lifter.environment), [mask.node], [])
    before = ast.Name(name, ast.Load())
    if flag:
        value = ast.BoolOp(ast.Or(), [ast.Call(ast.Name("bool", ast.Load()), [any_of_them], []), before])
    else:
        value = ast.BoolOp(ast.And(), [ast.UnaryOp(ast.Not(), any_of_them), before])
    return [ast.Assign([ast.Name(name, ast.Store())], value)]
