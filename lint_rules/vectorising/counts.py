"""Histograms: ``counts[labels[i]] += 1``."""

from __future__ import annotations

import ast

from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.lifted import NotVectorisable, rank_of
from lint_rules.vectorising.lifting import Lifter


def statement(lifter: Lifter, node: ast.stmt) -> list[ast.stmt] | None:
    """``np.add.at(counts, labels, 1)``, which adds as often as an index occurs; None for any other statement."""
    match node:
        case ast.AugAssign(
            target=ast.Subscript(value=ast.Name(id=name) as base, slice=index), op=ast.Add(), value=value
        ) if lifter.depends(index):
            places, added = lifter.lift(index), lifter.lift(value)
        case _:
            return None
    if rank_of(lifter.environment.get(name)) != 1 or (places.rank, places.axis) != (1, 0) or added.rank > 1:
        raise NotVectorisable
    add = ast.Attribute(of_numpy("add", lifter.environment), "at", ast.Load())
    return [ast.Expr(ast.Call(add, [ast.Name(base.id, ast.Load()), places.node, added.node], []))]
