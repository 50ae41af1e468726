"""Totals: ``s += e``, and ``s = s + e``, which binds a new array where ``+=`` changes the one that others may hold."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from lint_rules.vectorising.functions import is_condition
from shapeguard.inference.values import Constant, Int, Scalar, Value


@dataclass(frozen=True, slots=True)
class Accumulation:
    """A statement that adds to a name, or takes from it, multiplies it.

    Attributes
    ----------
    total
        The name.
    op
        What is done to it.
    value
        What with.
    before
        The reading of the name in ``s = s + e``; None in ``s += e``.
    """

    total: str
    op: ast.operator
    value: ast.expr
    before: ast.Name | None = None


def accumulation(statement: ast.stmt) -> Accumulation | None:
    """Read a statement; None where it accumulates nothing under a name."""
    match statement:
        case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
            return Accumulation(name, op, value)
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.BinOp(left=ast.Name(id=left) as before, op=ast.Add() | ast.Sub() as op, right=value),
        ) if left == name:
            return Accumulation(name, op, value, before)
    return None


def added(found: Accumulation, value: ast.expr, environment: Mapping[str, Value]) -> ast.stmt:
    """The total of all samples, in the user's spelling where that changes what other names see; a count is Python's."""
    if is_count(value) and not is_condition(found.value):
        value = ast.Call(ast.Name("int", ast.Load()), [value], [])
    total = ast.Name(found.total, ast.Store())
    if found.before is None or isinstance(environment.get(found.total), Int | Scalar | Constant):
        return ast.AugAssign(total, found.op, value)
    return ast.Assign([total], ast.BinOp(ast.Name(found.total, ast.Load()), found.op, value))


def is_count(value: ast.expr) -> bool:
    """Whether ``np.count_nonzero`` is called."""
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "count_nonzero"


def own_total(statement: ast.stmt) -> str | None:
    """The name that a statement adds to by itself: ``s += e``, ``s = s + e``, ``s = max(s, e)``."""
    found = accumulation(statement)
    if found is not None:
        return found.total
    match statement:
        case ast.Assign(
            targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="max" | "min"), args=[ast.Name(id=first), _])
        ) if first == name:
            return name
    return None


def accumulated(statement: ast.stmt) -> list[str]:
    """The names that a statement adds to, also behind an ``if``."""
    total = own_total(statement)
    if total is not None:
        return [total]
    match statement:
        case ast.If(body=[inner], orelse=[other]):
            one, two = accumulation(inner), accumulation(other)
            return [one.total] if one and two and one.total == two.total else []
        case ast.If(body=[inner], orelse=[]) if accumulated(inner):
            return accumulated(inner)
        case ast.If(orelse=[]):
            return chosen(statement)
    return []


def chosen(statement: ast.If) -> list[str]:
    """What ``if x > best: best, k = x, i`` binds: where it is compared with what it binds, that is an extremum."""
    bound = [name for inner in statement.body for name in _plainly_bound(inner)]
    return bound if any(part.id in bound for part in compared(statement)) else []


def compared(statement: ast.If) -> list[ast.Name]:
    """The names of the best so far, where a test may be for something better: ``best``, or ``k`` of ``a[k]``."""
    match statement.test:
        case ast.Compare(left=left, ops=[ast.Gt() | ast.Lt()], comparators=[right]):
            sides = [side.slice if isinstance(side, ast.Subscript) else side for side in (left, right)]
            return [side for side in sides if isinstance(side, ast.Name)]
    return []


def _plainly_bound(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return [name]
        case ast.Assign(targets=[ast.Tuple(elts=names)]):
            return [name.id for name in names if isinstance(name, ast.Name)]
    return []
