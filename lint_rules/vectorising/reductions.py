"""Reductions: sums, dot products, products."""

from __future__ import annotations

import ast

from lint_rules.vectorising import columns, dtypes
from lint_rules.vectorising.accumulation import accumulation, added
from lint_rules.vectorising.functions import counted, is_condition, of_numpy
from lint_rules.vectorising.lifted import Lifted, NotVectorisable, rank_of
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.products import summed_product
from shapeguard.inference.values import Kind


def statement(lifter: Lifter, node: ast.stmt) -> list[ast.stmt] | None:
    """The reduction over all samples, or None where the statement is none."""
    found = accumulation(node)
    if found is not None:
        _known(lifter, found.total)
        return [added(found, reduced(lifter, found.op, found.value), lifter.environment)]
    match node:
        case ast.AugAssign(target=ast.Subscript() as target, op=op, value=value) if not lifter.depends(target):
            if dtypes.kind_of(lifter, target.value) is Kind.INT and not dtypes.is_whole(lifter, op, counted(value)):
                raise NotVectorisable  # every step would cut off its fraction
            return [ast.AugAssign(target, op, reduced(lifter, op, value))]
    return None


def reduced(lifter: Lifter, op: ast.operator, value: ast.expr) -> ast.expr:
    """What ``s op= value`` adds up to over all samples."""
    value = counted(value)
    products = columns.summed_outer(lifter, value) if isinstance(op, (ast.Add, ast.Sub)) else None
    if products is not None:
        return products
    lifted = lifter.lift(value)
    if lifted.axis is None:
        raise NotVectorisable
    if isinstance(op, (ast.Add, ast.Sub)) and lifted.rank == 1 and is_condition(lifted.node):
        return ast.Call(of_numpy("count_nonzero", lifter.environment), [lifted.node], [])
    if isinstance(op, (ast.Add, ast.Sub)):
        match value:
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                dot = summed_product(lifter, lifter.lift(left), lifter.lift(right))
                if dot is not None:
                    return dot
        return along(lifter, "sum", lifted)
    if isinstance(op, ast.Mult):
        return along(lifter, "prod", lifted)
    raise NotVectorisable


def along(lifter: Lifter, reduction: str, lifted: Lifted) -> ast.expr:
    """``np.sum(x)``, or ``np.sum(X, axis=1)`` where one sample is an array."""
    keywords = [] if lifted.rank == 1 else [ast.keyword("axis", ast.Constant(lifted.axis))]
    if lifted.is_column:
        keywords.append(ast.keyword("keepdims", ast.Constant(True)))
    return ast.Call(of_numpy(reduction, lifter.environment), [lifted.node], keywords)


def _known(lifter: Lifter, name: str) -> None:
    """Note that the accumulator may be anything; refuse one that is known to be no number and no array."""
    if rank_of(lifter.environment.get(name)) is None:
        lifter.assume()
