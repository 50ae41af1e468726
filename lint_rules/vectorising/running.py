"""Running totals: ``total += a[i]; c[i] = total`` and ``c[i] = c[i - 1] + a[i]``."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.indexing import lift_index
from lint_rules.vectorising.lifted import NotVectorisable, rank_of
from lint_rules.vectorising.lifting import Lifter


def body(lifter: Lifter, statements: Sequence[ast.stmt]) -> list[ast.stmt] | None:
    """The lines for a body that is a running total and nothing else, or None."""
    match statements:
        case [
            ast.AugAssign(target=ast.Name(id=total), op=ast.Add(), value=value),
            ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name)) as target], value=ast.Name(id=read)),
        ] if read == total and not _mentions(value, total, name):
            return _kept_total(lifter, total, target, name, value)
        case [ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name), slice=index) as target], value=value)]:
            return _from_predecessor(lifter, target, name, index, value)
    return None


def _kept_total(lifter: Lifter, total: str, target: ast.Subscript, name: str, value: ast.expr) -> list[ast.stmt]:
    place, lifted = lift_index(lifter, target, is_target=True), lifter.lift(value)
    if (place.rank, lifted.rank, lifted.axis) != (1, 1, 0) or ast.unparse(place.node) != f"{name}[:]":
        raise NotVectorisable
    if rank_of(lifter.environment.get(total)) is None:
        lifter.assume()
    sums = ast.BinOp(ast.Name(total, ast.Load()), ast.Add(), _cumulated(lifter, lifted.node))
    last = ast.Subscript(ast.Name(name, ast.Load()), ast.UnaryOp(ast.USub(), ast.Constant(1)), ast.Load())
    return [ast.Assign([place.node], sums), ast.Assign([ast.Name(total, ast.Store())], last)]


def _from_predecessor(
    lifter: Lifter, target: ast.Subscript, name: str, index: ast.expr, value: ast.expr
) -> list[ast.stmt] | None:
    """``c[1:] = c[0] + np.cumsum(a[1:])``."""
    match index, value:
        case ast.Name(id=i), ast.BinOp(
            left=ast.Subscript(
                value=ast.Name(id=base),
                slice=ast.BinOp(left=ast.Name(id=j), op=ast.Sub(), right=ast.Constant(value=1)),
            ),
            op=ast.Add(),
            right=added,
        ) if i == j == lifter.walk.index and base == name and lifter.walk.start == 1 and not _mentions(added, name):
            place, lifted = lift_index(lifter, target, is_target=True), lifter.lift(added)
        case _:
            return None
    if (place.rank, lifted.rank, lifted.axis) != (1, 1, 0):
        raise NotVectorisable
    first = ast.Subscript(ast.Name(name, ast.Load()), ast.Constant(0), ast.Load())
    return [ast.Assign([place.node], ast.BinOp(first, ast.Add(), _cumulated(lifter, lifted.node)))]


def _cumulated(lifter: Lifter, node: ast.expr) -> ast.expr:
    return ast.Call(of_numpy("cumsum", lifter.environment), [node], [])


def _mentions(node: ast.expr, *names: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(node))
