"""Histograms: ``counts[labels[i]] += 1``."""

from __future__ import annotations

import ast

from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.lifted import NotVectorisable, rank_of
from lint_rules.vectorising.lifting import Lifter


def statement(lifter: Lifter, node: ast.stmt) -> list[ast.stmt] | None:
    """``np.add.at(counts, labels, 1)``; None for any other statement."""
    match node:
        case ast.AugAssign(target=ast.Subscript(value=ast.Name(id=name), slice=index), op=ast.Add(), value=value):
            pass
        case ast.Assign(
            targets=[ast.Subscript(value=ast.Name(id=name), slice=index) as target],
            value=ast.BinOp(left=ast.Subscript() as before, op=ast.Add(), right=value),
        ) if ast.unparse(before) == ast.unparse(target):
            pass
        case _:
            return None
    if isinstance(index, ast.Tuple):
        return _crossed(lifter, name, index.elts, value)
    if not _is_label(lifter, index):
        return None
    places, added = lifter.lift(index), lifter.lift(value)
    free = (rank_of(lifter.environment.get(name)) or 0) - 1
    if free < 0 or (places.rank, places.axis) != (1, 0) or added.axis not in (0, None) or added.free not in (0, free):
        raise NotVectorisable
    if added.axis == 0 and added.free != free:
        raise NotVectorisable  # one number of every sample for a whole row
    return [_added(lifter, name, places.node, added.node)]


def _is_label(lifter: Lifter, index: ast.expr) -> bool:
    is_label = isinstance(index, ast.Subscript) or (isinstance(index, ast.Name) and index.id != lifter.walk.index)
    return is_label and lifter.depends(index)


def _crossed(lifter: Lifter, name: str, labels: list[ast.expr], value: ast.expr) -> list[ast.stmt] | None:
    """``np.add.at(table, (truth, guess), 1)``: what belongs to two labels at once."""
    if not all(_is_label(lifter, label) for label in labels):
        return None
    places, added = [lifter.lift(label) for label in labels], lifter.lift(value)
    is_plain = all((place.rank, place.axis) == (1, 0) for place in places) and added.rank <= 1
    if rank_of(lifter.environment.get(name)) != len(labels) or not is_plain or added.free:
        raise NotVectorisable
    return [_added(lifter, name, ast.Tuple([place.node for place in places], ast.Load()), added.node)]


def _added(lifter: Lifter, name: str, places: ast.expr, added: ast.expr) -> ast.stmt:
    add = ast.Attribute(of_numpy("add", lifter.environment), "at", ast.Load())
    return ast.Expr(ast.Call(add, [ast.Name(name, ast.Load()), places, added], []))
