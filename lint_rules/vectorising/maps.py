"""Maps: ``out[i] = f(x[i])`` and ``results.append(f(x))``."""

from __future__ import annotations

import ast

from lint_rules.vectorising import dtypes
from lint_rules.vectorising.conditions import condition
from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.indexing import lift_index
from lint_rules.vectorising.kept import looked_at
from lint_rules.vectorising.lifted import Lifted, NotVectorisable, aligned, turned
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.products import outer
from shapeguard.inference.values import Kind, Sequence


def statement(lifter: Lifter, node: ast.stmt) -> list[ast.stmt] | None:
    """The same for all samples, or None where the statement is no map."""
    match node:
        case ast.Assign(targets=[ast.Subscript() as target], value=value) if lifter.depends(target):
            place, values = _placed(lifter, target, value)
            return [ast.Assign([place], values)]
        case ast.AugAssign(target=ast.Subscript() as target, op=op, value=value) if _is_own_place(lifter, target):
            place, added = _placed(lifter, target, value)
            return [_changed(lifter, place, op, added)]
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[value])):
            return _extended(lifter, name, value)
        case ast.If(
            test=test,
            body=[ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[value]))],
            orelse=[],
        ):
            return _extended(lifter, name, value, test)
    return None


def _placed(lifter: Lifter, target: ast.Subscript, value: ast.expr) -> tuple[ast.Subscript, ast.expr]:
    place = lift_index(lifter, target, is_target=True)
    if place.axis is None:
        raise NotVectorisable
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult) and place.rank == 2:
        product = outer(lifter, lifter.lift(value.left), lifter.lift(value.right), place.axis)
        if product is not None:
            return _stored(place.node), product
    lifted = lifter.lift(value, axis=place.axis)
    if place.is_column or lifted.is_column:
        if place.is_column and lifted.is_column:
            return _stored(place.node), lifted.node
        raise NotVectorisable
    if lifted.free > place.free:
        raise NotVectorisable
    if not _is_kept(lifter, target.value, value):
        lifter.exact = False
    return _stored(place.node), aligned(lifted, place.free, place.axis)


def _is_kept(lifter: Lifter, array: ast.expr, value: ast.expr) -> bool:
    """Whether an array can hold every value: an integer refuses NaN in a loop, and takes something for it at once."""
    return dtypes.kind_of(lifter, array) in (Kind.FLOAT, Kind.COMPLEX) or dtypes.is_whole(lifter, ast.Add(), value)


def _changed(lifter: Lifter, place: ast.Subscript, op: ast.operator, value: ast.expr) -> ast.stmt:
    """``out += a``; for integers ``out[:] = out + a``, which cuts off fractions as the loop does."""
    kind = dtypes.kind_of(lifter, place.value)
    if kind in (Kind.FLOAT, Kind.COMPLEX) or dtypes.is_whole(lifter, op, value):
        return ast.AugAssign(_whole(place), op, value)
    if kind not in (Kind.INT, Kind.BOOL):
        lifter.exact = False
        return ast.AugAssign(_whole(place), op, value)
    whole = _whole(place)
    before = ast.Name(whole.id, ast.Load()) if isinstance(whole, ast.Name) else place
    return ast.Assign([place], ast.BinOp(before, op, value))


def _is_own_place(lifter: Lifter, target: ast.Subscript) -> bool:
    """Whether every sample has a place of its own: ``out[i]``, not ``counts[labels[i]]``."""
    if not lifter.depends(target):
        return False
    try:
        lift_index(lifter, target, is_target=True)
    except NotVectorisable:
        return False
    return True


def _extended(lifter: Lifter, name: str, value: ast.expr, test: ast.expr | None = None) -> list[ast.stmt]:
    """``results.append(f(x))`` for all ``x``, or for those that fulfil a condition."""
    known = lifter.environment.get(name)
    if not isinstance(known, Sequence) or not known.is_list or _mentions(name, value, test):
        raise NotVectorisable
    lifted = lifter.lift(value, axis=0)
    if (lifted.rank, lifted.axis) == (2, 1) and not lifted.is_column:
        lifted = Lifted(turned(lifted.node), 2, 0)
    if lifted.axis != 0 or lifter.depends(ast.Name(name)):
        raise NotVectorisable
    if test is not None and lifted.rank > 1 and isinstance(looked_at(lifted.node), ast.Name):
        lifter.exact = False  # a mask copies the rows that the loop looked at
    kept = lifted.node if test is None else _fulfilling(lifter, test, value, lifted.node)
    return [ast.Expr(ast.Call(ast.Attribute(ast.Name(name), "extend"), [kept], []))]


def _mentions(name: str, *nodes: ast.expr | None) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for node in nodes if node for part in ast.walk(node))


def _fulfilling(lifter: Lifter, test: ast.expr, value: ast.expr, samples: ast.expr) -> ast.expr:
    """``a[a > 0]``: the samples that fulfil a condition; of the loop variable itself ``np.flatnonzero(a > 0)``."""
    fulfilled = condition(lifter, test)
    if (fulfilled.rank, fulfilled.axis) != (1, 0):
        raise NotVectorisable
    if (
        isinstance(value, ast.Name)
        and value.id == lifter.walk.index
        and (lifter.walk.start, lifter.walk.step) == (0, 1)
    ):
        return ast.Call(of_numpy("flatnonzero", lifter.environment), [fulfilled.node], [])
    return ast.Subscript(samples, fulfilled.node, ast.Load())


def _stored(node: ast.expr) -> ast.Subscript:
    if not isinstance(node, ast.Subscript):
        raise NotVectorisable
    return ast.Subscript(node.value, node.slice, ast.Store())


def _whole(place: ast.Subscript) -> ast.Subscript | ast.Name:
    """``out`` for ``out[:]``: an augmented assignment works in place either way."""
    is_whole = isinstance(place.value, ast.Name) and ast.unparse(place.slice) == ":"
    return ast.Name(place.value.id, ast.Store()) if is_whole and isinstance(place.value, ast.Name) else place
