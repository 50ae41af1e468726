"""Axes in another order than a docstring names them: features by samples where samples by features is told.

Names are compared by what they are called, since caller and callee speak of ``n_samples`` each for itself. Two names
that cross tell more than two that merely differ: nobody calls the samples ``n_features``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from shapeguard.inference.facts import ContractBreach, Operand
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.joins import alternatives
from shapeguard.inference.values import Array, Constant, Value
from shapeguard.inference.walking import walk
from shapeguard.shapes import Dim, Shape, Size, Verdict

SHORTEST_WORD = 3
"""Letters of a docstring's, ``(M, N)``, mean nothing elsewhere."""
_SUFFIX = re.compile(r"_(?:[a-zA-Z]|train|test|new|fit|seen)$")


def plain_size(dim: Dim) -> Size | None:
    """The named length that a length is, if it is that and nothing else."""
    return dim.atom if isinstance(dim.atom, Size) else None


def vocabulary(shape: Shape) -> tuple[str, ...]:
    """What each axis is called, ``n_samples_X`` being samples too; empty for an axis without a name of its own."""
    sizes = [plain_size(dim) for dim in shape.dims]
    return tuple("" if size is None else _SUFFIX.sub("", size.name) for size in sizes)


def is_crossed(actual: Shape, told: Shape) -> bool:
    """Whether a table has along each axis what is told of the other. Letters, ``(M, N)``, mean nothing elsewhere."""
    if actual.rank != 2 or told.rank != 2:
        return False
    rows, columns = vocabulary(actual)
    return rows != columns and min(len(rows), len(columns)) >= SHORTEST_WORD and (columns, rows) == vocabulary(told)


def crossed_table(value: Value, told: Sequence[Shape]) -> Array | None:
    """The table among the alternatives of a value whose axes cross with what is told.

    Alternatives of rank 1 beside it do not excuse it: a vector is its own transpose.
    """
    options = [option for option in alternatives(value) if option != Constant(None)]
    if not all(isinstance(option, Array) and option.shape.rank in (1, 2) for option in options):
        return None
    tables = [option for option in options if isinstance(option, Array) and option.shape.rank == 2]
    shapes = [shape for shape in told if shape.rank == 2]
    if not tables or not shapes or not all(is_crossed(table.shape, shape) for table in tables for shape in shapes):
        return None
    return tables[0]


def note_crossed(
    run: Run, node: ast.expr, name: str, value: Value, told: Sequence[Shape], text: str, call: ast.expr | None = None
) -> bool:
    """Tell of a value whose axes cross with what a docstring says of the name that it goes by; whether they do.

    An argument of a ``call`` is let be where the result is transposed back.
    """
    table = crossed_table(value, told) if not run.emitter.is_silent else None
    if table is None or (call is not None and _is_transposed_back(run, call)):
        return False
    operand = Operand(node, table)
    run.emitter.record(
        ContractBreach(
            node=node,
            function=run.scope.qualname,
            role="docstring",
            name=name,
            notation=text,
            declared=Shape(table.shape.dims[::-1]),
            actual=operand,
            verdict=Verdict.COINCIDE,
            axis=None,
            trace=trace_of(run, (operand,)),
            assumed=True,
        )
    )
    return True


def _is_transposed_back(run: Run, call: ast.expr) -> bool:
    """``f(X.T).T``: the author works along the other axis and knows it."""
    for node in walk(run.scope.function or run.scope.module.tree):
        match node:
            case ast.Attribute(value=inner, attr="T" | "transpose") if inner is call:
                return True
    return False
