"""Totals: ``s += e``, and ``s = s + e``, which binds a new array where ``+=`` changes the one that others may hold."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

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
    """The total of all samples, in the user's spelling where that changes what other names see."""
    total = ast.Name(found.total, ast.Store())
    if found.before is None or isinstance(environment.get(found.total), Int | Scalar | Constant):
        return ast.AugAssign(total, found.op, value)
    return ast.Assign([total], ast.BinOp(ast.Name(found.total, ast.Load()), found.op, value))


def accumulated(statement: ast.stmt) -> list[str]:
    """The names that a statement adds to: ``s += e``, ``s = s + e``, ``s = max(s, e)``, also behind an ``if``."""
    found = accumulation(statement)
    if found is not None:
        return [found.total]
    match statement:
        case ast.Assign(
            targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="max" | "min"), args=[ast.Name(id=first), _])
        ) if first == name:
            return [name]
        case ast.If(body=[inner], orelse=[other]):
            one, two = accumulation(inner), accumulation(other)
            return [one.total] if one and two and one.total == two.total else []
        case ast.If(body=[inner], orelse=[]):
            return accumulated(inner) or chosen(statement)
    return []


def chosen(statement: ast.If) -> list[str]:
    """``if x > best: best = x``."""
    match statement.test, statement.body:
        case ast.Compare(comparators=[ast.Name(id=best)]), [ast.Assign(targets=[ast.Name(id=name)])] if best == name:
            return [name]
    return []
