"""Histograms: ``counts[labels[i]] += 1``."""

from __future__ import annotations

import ast

from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.lifted import Lifted, NotVectorisable, rank_of
from lint_rules.vectorising.lifting import Lifter
from shapeguard.inference.values import Array, Kind


def statement(lifter: Lifter, node: ast.stmt) -> list[ast.stmt] | None:
    """``counts += np.bincount(...)``, or ``np.add.at`` for weights; None for any other statement."""
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
    is_label = isinstance(index, ast.Subscript) or (isinstance(index, ast.Name) and index.id != lifter.walk.index)
    if not is_label or not lifter.depends(index):
        return None
    places, added = lifter.lift(index), lifter.lift(value)
    if rank_of(lifter.environment.get(name)) != 1 or (places.rank, places.axis) != (1, 0) or added.rank > 1:
        raise NotVectorisable
    if isinstance(value, ast.Constant) and value.value == 1 and _are_whole(lifter, name, places):
        return [ast.AugAssign(ast.Name(name, ast.Store()), ast.Add(), _counted(lifter, name, places.node))]
    add = ast.Attribute(of_numpy("add", lifter.environment), "at", ast.Load())
    return [ast.Expr(ast.Call(add, [ast.Name(name, ast.Load()), places.node, added.node], []))]


def _are_whole(lifter: Lifter, name: str, places: Lifted) -> bool:
    """Whether the labels are known to be integers and the counts to be numbers that integers can be added to."""
    counts = lifter.environment.get(name)
    labels = lifter.environment.get(places.node.id) if isinstance(places.node, ast.Name) else None
    is_counter = isinstance(counts, Array) and counts.kind in (Kind.INT, Kind.FLOAT)
    return is_counter and isinstance(labels, Array) and labels.kind is Kind.INT


def _counted(lifter: Lifter, name: str, labels: ast.expr) -> ast.expr:
    length = ast.Call(ast.Name("len", ast.Load()), [ast.Name(name, ast.Load())], [])
    return ast.Call(of_numpy("bincount", lifter.environment), [labels], [ast.keyword("minlength", length)])
