"""Rank-1 arrays where a row or a column matters."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from shapeguard.inference.facts import Operand, RankOneRole, RankOneUse, Transposed
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import is_assumed, trace_of
from shapeguard.inference.scope import reference
from shapeguard.inference.values import Array, Value
from shapeguard.shapes import Dim, Shape, Verdict, relation

_PARAMETER = re.compile(r"([wWbB]|theta|beta|weights?|bias(es)?|coef|intercept|gamma)_?\d*_?")


def note_rank_one_operands(run: Run, node: ast.expr, operands: Sequence[Operand], role: RankOneRole) -> None:
    """Tell of rank-1 operands of a product, or of an operator whose other operand has rank 2 or more."""
    highest = max((len(operand.array.shape.dims) for operand in operands), default=0)
    for index, operand in enumerate(operands):
        if operand.array.shape.rank != 1:
            continue
        others = [other for place, other in enumerate(operands) if place != index]
        _note_transpose(run, operand, index, others, role)
        if role == "product" or highest >= 2:
            note_rank_one(run, operand.array, role, node, _wanted(operand, index, others, role))


def _wanted(operand: Operand, index: int, others: Sequence[Operand], role: RankOneRole) -> Shape | None:
    """The row or column that does what is meant, where the other operand is a matrix or the array's own transpose."""
    if len(others) != 1:
        return None
    (other,) = others
    is_row = index == 0 if role == "product" else True
    if other.array.shape.rank == 1 and role == "product" and _are_transposes(operand.node, other.node):
        is_row = False
    elif other.array.shape.rank != 2 or not _fits(operand.array, other.array, index, role):
        return None
    elif transposed_base(operand.node) is not None:
        is_row = not is_row
    row = Shape((Dim.of(1), *operand.array.shape.dims))
    return row if is_row else row.transposed()


def _fits(array: Array, matrix: Array, index: int, role: RankOneRole) -> bool:
    """Whether the two go together as they are: otherwise nobody knows what is meant."""
    against = matrix.shape.dims[0 if role == "product" and index == 0 else 1]
    return relation(array.shape.dims[0], against) is not Verdict.DIFFER


def _are_transposes(left: ast.expr, right: ast.expr) -> bool:
    bases = [transposed_base(left), transposed_base(right)]
    return any(
        base is not None and reference(base) == reference(other) is not None
        for base, other in zip(bases, (right, left), strict=True)
    )


def _note_transpose(run: Run, operand: Operand, index: int, others: Sequence[Operand], role: RankOneRole) -> None:
    """``.T`` of a rank-1 operand: it matters where a row or a column would have given something else."""
    base = transposed_base(operand.node)
    if base is None or not others:
        return
    other = others[0].array.shape.rank or 0
    is_outer = index == 1 and other == 1 and _are_transposes(operand.node, others[0].node)
    matters = is_outer if role == "product" else other >= 1
    turned = Operand(base, operand.array)
    trace = trace_of(run, [turned])
    run.emitter.record(
        Transposed(node=operand.node, function=run.scope.qualname, operand=turned, matters=matters, trace=trace)
    )


def transposed_base(node: ast.expr) -> ast.expr | None:
    """What is transposed in ``a.T`` or ``a.transpose()``."""
    match node:
        case ast.Attribute(value=base, attr="T"):
            return base
        case ast.Call(func=ast.Attribute(value=base, attr="transpose"), args=[]):
            return base
    return None


def note_rank_one(run: Run, array: Array, role: RankOneRole, use: ast.expr, wanted: Shape | None = None) -> None:
    """Tell where a rank-1 array that was created so, or lost an axis, is used as a row or column."""
    history = array.history
    if array.shape.rank != 1 or history.declared or run.is_foreign:
        return
    cause, node = ("created", history.created) if history.created is not None else ("dropped", history.dropped)
    if node is None:
        return
    operand = Operand(node, array)
    run.emitter.record(
        RankOneUse(
            node=node,
            function=run.scope.qualname,
            array=array,
            cause="created" if cause == "created" else "dropped",
            role=role,
            use=use,
            wanted=wanted,
            trace=trace_of(run, (operand,)),
            assumed=is_assumed((operand,)),
        )
    )


def note_parameter(run: Run, name: str, value: Value, target: ast.expr) -> None:
    """A rank-1 array kept as a model's parameter: ``self.w = np.zeros(n)``, ``p["b1"] = np.zeros(n)``."""
    if isinstance(value, Array) and value.history.created is not None and _PARAMETER.fullmatch(name):
        note_rank_one(run, value, "parameter", target)
