"""Conditions: masked updates, counts of what fulfils a condition, sums of it."""

from __future__ import annotations

import ast

from lint_rules.vectorising import dtypes
from lint_rules.vectorising.accumulation import Accumulation, accumulation, added
from lint_rules.vectorising.conditions import condition
from lint_rules.vectorising.functions import is_condition, of_numpy
from lint_rules.vectorising.indexing import lift_index
from lint_rules.vectorising.lifted import NotVectorisable, rank_of
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.reductions import along
from lint_rules.vectorising.truth import check_truth
from shapeguard.inference.values import Kind


def statement(lifter: Lifter, node: ast.stmt) -> list[ast.stmt] | None:
    """The same without the condition's branch, or None where the statement is none of these."""
    total = _total(lifter, node)
    if total is not None:
        return [total]
    match node:
        case ast.If(test=test, body=[ast.Assign(targets=[ast.Subscript() as target], value=value)], orelse=[]):
            return [_updated(lifter, test, target, value)]
        case ast.If(
            test=test, body=[ast.AugAssign(target=ast.Subscript() as target, op=ast.Add(), value=value)], orelse=[]
        ) if not lifter.depends(target):
            if dtypes.kind_of(lifter, target.value) is Kind.INT and not dtypes.is_whole(lifter, ast.Add(), value):
                raise NotVectorisable  # every step would cut off its fraction
            return [ast.AugAssign(target, ast.Add(), _counted(lifter, test, value))]
        case ast.If(test=test, body=[ast.AugAssign(target=ast.Subscript() as target, op=op, value=value)], orelse=[]):
            before = ast.Subscript(target.value, target.slice, ast.Load())
            return [_chosen(lifter, test, target, ast.BinOp(before, op, value), before)]
        case ast.If(
            body=[ast.Assign(targets=[ast.Subscript() as target]) | ast.AugAssign(target=ast.Subscript() as target)],
            orelse=[_],
        ):
            chain = _chain(node, target)
            if isinstance(chain, ast.IfExp):
                return [_chosen(lifter, chain.test, target, chain.body, chain.orelse)]
    return None


def _total(lifter: Lifter, node: ast.stmt) -> ast.stmt | None:
    """What fulfils a condition, counted or added up; None where the statement does neither."""
    match node:
        case ast.If(test=test, body=[inner], orelse=[]):
            found = accumulation(inner)
            if found is not None and isinstance(found.op, ast.Add):
                return added(found, _counted(lifter, test, found.value), lifter.environment)
        case ast.If(test=test, body=[inner], orelse=[other]):
            found, second = accumulation(inner), accumulation(other)
            if found is None or second is None or not _are_alike(found, second):
                return None
            lifted = lifter.lift(ast.IfExp(test, found.value, second.value))
            if lifted.axis is None or rank_of(lifter.environment.get(found.total)) is None:
                raise NotVectorisable
            return added(found, along(lifter, "sum", lifted), lifter.environment)
    return None


def _are_alike(found: Accumulation, other: Accumulation) -> bool:
    """Whether two branches do the same to the same total."""
    is_sum = isinstance(found.op, (ast.Add, ast.Sub)) and type(found.op) is type(other.op)
    return is_sum and found.total == other.total and (found.before is None) == (other.before is None)


def tidied(statement: ast.stmt) -> ast.stmt:
    """``X[X < 0] = 0`` for ``X[:] = np.where(X < 0, 0, X)``."""
    match statement:
        case ast.Assign(
            targets=[ast.Subscript(value=array, slice=ast.Slice(lower=None, upper=None, step=None))],
            value=ast.Call(func=ast.Attribute(attr="where"), args=[test, ast.Constant() as value, otherwise]),
        ) if ast.unparse(otherwise) == ast.unparse(array) and is_condition(test):
            return ast.Assign([ast.Subscript(array, test, ast.Store())], value)
    return statement


def _chain(node: ast.stmt, target: ast.Subscript) -> ast.expr:
    """The value that ``if``, ``elif`` and ``else`` give one place, as an expression; what none gives stays."""
    match node:
        case ast.Assign(targets=[ast.Subscript() as place], value=value) if ast.dump(place) == ast.dump(target):
            return value
        case ast.AugAssign(target=ast.Subscript() as place, op=op, value=value) if ast.dump(place) == ast.dump(target):
            return ast.BinOp(ast.Subscript(target.value, target.slice, ast.Load()), op, value)
        case ast.If(test=test, body=[inner], orelse=[]):
            return ast.IfExp(test, _chain(inner, target), ast.Subscript(target.value, target.slice, ast.Load()))
        case ast.If(test=test, body=[inner], orelse=[other]):
            return ast.IfExp(test, _chain(inner, target), _chain(other, target))
    raise NotVectorisable


def _counted(lifter: Lifter, test: ast.expr, value: ast.expr) -> ast.expr:
    """``np.count_nonzero(a > 0)``, or the sum of what fulfils the condition."""
    fulfilled = condition(lifter, test)
    if (fulfilled.rank, fulfilled.axis) != (1, 0):
        raise NotVectorisable
    if isinstance(value, ast.Constant) and value.value == 1:
        return ast.Call(of_numpy("count_nonzero", lifter.environment), [fulfilled.node], [])
    lifted = lifter.lift(value)
    if (lifted.rank, lifted.axis) == (1, 0) and isinstance(lifted.node, ast.Name):
        masked = ast.Subscript(lifted.node, fulfilled.node, ast.Load())
        return ast.Call(of_numpy("sum", lifter.environment), [masked], [])
    where = of_numpy("where", lifter.environment)
    kept = lifter.joined(lambda t, v: ast.Call(where, [t, v, ast.Constant(0)], []), [fulfilled, lifted])
    return along(lifter, "sum", kept)


def _updated(lifter: Lifter, test: ast.expr, target: ast.Subscript, value: ast.expr) -> ast.stmt:
    """``a[a < 0] = 0``."""
    place, fulfilled = lift_index(lifter, target, is_target=True), condition(lifter, test)
    is_whole = isinstance(place.node, ast.Subscript) and ast.unparse(place.node.slice) == ":"
    if (place.rank, place.axis) != (fulfilled.rank, fulfilled.axis):
        raise NotVectorisable
    if is_whole and not lifter.depends(value) and lifter.lift(value).rank == 0:
        return ast.Assign([ast.Subscript(target.value, fulfilled.node, ast.Store())], value)
    return _chosen(lifter, test, target, value, ast.Subscript(target.value, target.slice, ast.Load()))


def _chosen(lifter: Lifter, test: ast.expr, target: ast.Subscript, value: ast.expr, otherwise: ast.expr) -> ast.stmt:
    """``out[:] = np.where(a > 0, a, 0)``."""
    place = lift_index(lifter, target, is_target=True)
    check_truth(lifter, test)
    where = of_numpy("where", lifter.environment)
    chosen = lifter.elementwise(lambda *parts: ast.Call(where, list(parts), []), [test, value, otherwise], place.axis)
    if (chosen.rank, chosen.axis) != (place.rank, place.axis) or not isinstance(place.node, ast.Subscript):
        raise NotVectorisable
    return ast.Assign([ast.Subscript(place.node.value, place.node.slice, ast.Store())], chosen.node)
