"""Running totals and products: ``total += a[i]; c[i] = total``, ``c[i] = c[i - 1] + a[i]`` and ``c[i] += c[i - 1]``."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from lint_rules.vectorising import dtypes
from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.indexing import lift_index
from lint_rules.vectorising.lifted import NotVectorisable, rank_of
from lint_rules.vectorising.lifting import Lifter
from shapeguard.inference.values import Kind


def body(lifter: Lifter, statements: Sequence[ast.stmt]) -> list[ast.stmt] | None:
    """The lines for a body that is a running total and nothing else, or None."""
    if lifter.walk.step != 1:
        return None
    match statements:
        case [update, ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name)) as target], value=ast.Name(id=read))]:
            total, op, value = _update(update)
            if op is None or value is None or read != total or _mentions(value, total, name):
                return None
            return _kept_total(lifter, total, op, target, name, value)
        case [ast.AugAssign(target=ast.Subscript(value=ast.Name(id=name), slice=index), op=op, value=value)]:
            return _in_place(lifter, name, index, op, value)
        case [ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name), slice=index) as target], value=value)]:
            return _from_predecessor(lifter, target, name, index, value)
    return None


def _update(statement: ast.stmt) -> tuple[str, ast.operator | None, ast.expr | None]:
    """Name, operator and operand of ``total += x`` and ``total = total + x``."""
    match statement:
        case ast.AugAssign(target=ast.Name(id=total), op=ast.Add() | ast.Mult() as op, value=value):
            return total, op, value
        case ast.Assign(
            targets=[ast.Name(id=total)],
            value=ast.BinOp(left=ast.Name(id=left), op=ast.Add() | ast.Mult() as op, right=value),
        ) if left == total:
            return total, op, value
    return "", None, None


def _kept_total(
    lifter: Lifter, total: str, op: ast.operator, target: ast.Subscript, name: str, value: ast.expr
) -> list[ast.stmt]:
    place, lifted = lift_index(lifter, target, is_target=True), lifter.lift(value)
    if (place.rank, lifted.rank, lifted.axis) != (1, 1, 0) or ast.unparse(place.node) != f"{name}[:]":
        raise NotVectorisable
    if rank_of(lifter.environment.get(total)) is None:
        lifter.assume()
    sums = ast.BinOp(ast.Name(total, ast.Load()), op, _cumulated(lifter, lifted.node, op))
    after: ast.stmt = ast.AugAssign(ast.Name(total, ast.Store()), op, _total(lifter, lifted.node, op))
    if lifter.takes_a_step and dtypes.kind_of(lifter, target.value) is Kind.FLOAT:
        last = ast.Subscript(ast.Name(name, ast.Load()), ast.UnaryOp(ast.USub(), ast.Constant(1)), ast.Load())
        after = ast.Assign([ast.Name(total, ast.Store())], last)
    return [ast.Assign([place.node], sums), after]


def _in_place(lifter: Lifter, name: str, index: ast.expr, op: ast.operator, value: ast.expr) -> list[ast.stmt] | None:
    """``c[:] = np.cumsum(c)`` for ``c[i] += c[i - 1]`` from 1 to the end."""
    if not isinstance(op, ast.Add) or lifter.walk.start != 1 or not _is_predecessor(lifter, name, value):
        return None
    here = ast.Subscript(ast.Name(name, ast.Load()), index, ast.Load())
    place = lift_index(lifter, here, is_target=True)
    if place.rank != 1 or ast.unparse(place.node) != f"{name}[1:]":
        raise NotVectorisable
    whole = ast.Subscript(ast.Name(name, ast.Load()), ast.Slice(), ast.Store())
    return [ast.Assign([whole], _cumulated(lifter, ast.Name(name, ast.Load()), op))]


def _is_predecessor(lifter: Lifter, name: str, node: ast.expr) -> bool:
    match node:
        case ast.Subscript(
            value=ast.Name(id=base), slice=ast.BinOp(left=ast.Name(id=i), op=ast.Sub(), right=ast.Constant(value=1))
        ):
            return base == name and i == lifter.walk.index
    return False


def _from_predecessor(
    lifter: Lifter, target: ast.Subscript, name: str, index: ast.expr, value: ast.expr
) -> list[ast.stmt] | None:
    """``c[1:] = c[0] + np.cumsum(a[1:])``."""
    match index, value:
        case ast.Name(id=i), ast.BinOp(left=left, op=ast.Add() as op, right=right) if i == lifter.walk.index:
            added = right if _is_predecessor(lifter, name, left) else left
            before = left if added is right else right
        case _:
            return None
    if lifter.walk.start != 1 or not _is_predecessor(lifter, name, before) or _mentions(added, name):
        return None
    place, lifted = lift_index(lifter, target, is_target=True), lifter.lift(added)
    if (place.rank, lifted.rank, lifted.axis) != (1, 1, 0):
        raise NotVectorisable
    if not dtypes.is_whole(lifter, op, added) and dtypes.kind_of(lifter, target.value) is not Kind.FLOAT:
        lifter.assume(f"an `{name}` of integers loses fractions at every step")
    index = ast.Constant(0) if lifter.takes_a_step else ast.Slice(None, ast.Constant(1))
    first = ast.Subscript(ast.Name(name, ast.Load()), index, ast.Load())
    return [ast.Assign([place.node], ast.BinOp(first, ast.Add(), _cumulated(lifter, lifted.node, op)))]


def _cumulated(lifter: Lifter, node: ast.expr, op: ast.operator) -> ast.expr:
    function = "cumsum" if isinstance(op, ast.Add) else "cumprod"
    return ast.Call(of_numpy(function, lifter.environment), [node], [])


def _total(lifter: Lifter, node: ast.expr, op: ast.operator) -> ast.expr:
    function = "sum" if isinstance(op, ast.Add) else "prod"
    return ast.Call(of_numpy(function, lifter.environment), [node], [])


def _mentions(node: ast.expr, *names: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(node))
