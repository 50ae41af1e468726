"""Expressions that give the same at every turn, and those that need not."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from lint_rules.vectorising.functions import elementwise_name, reduction_name
from lint_rules.vectorising.lifted import NotVectorisable
from shapeguard.inference.values import Value


def check_repeatable(node: ast.expr, environment: Mapping[str, Value]) -> None:
    """Refuse an expression that need not give the same again: ``X[rng.integers(n)]`` is another row at every turn.

    Raises
    ------
    NotVectorisable
        If it calls anything but functions that are known to compute something from their arguments alone.
    """
    for part in ast.walk(node):
        if isinstance(part, ast.NamedExpr | ast.Await | ast.Yield | ast.YieldFrom):
            raise NotVectorisable
        if isinstance(part, ast.Call) and not _is_repeatable(part, environment):
            raise NotVectorisable


def _is_repeatable(call: ast.Call, environment: Mapping[str, Value]) -> bool:
    if isinstance(call.func, ast.Name) and call.func.id in ("len", "int", "abs", "min", "max"):
        return call.func.id not in environment
    return (
        elementwise_name(call.func, len(call.args), environment) is not None
        or reduction_name(call.func, environment) is not None
    )
