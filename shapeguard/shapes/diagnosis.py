"""The words for what is wrong with a shape and what to do, shared by the linter and the guard.

Each function takes an expression as the author wrote it and the shapes as text, and returns one line without a full
stop where it is a label, with one where it is advice.

>>> looks_transposed("X", ("m", "nx"))
'X looks transposed: (m, nx). Did you mean X.T?'
>>> is_rank_one("Y", ("1", "m"), is_column=False)
'Y is rank 1: reshape to (1, m), Y.reshape(1, -1).'
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

_CLOSED = (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.Tuple, ast.List, ast.Dict, ast.Set)
"""What stands in front of an attribute without brackets."""


def shape_text(axes: Sequence[object]) -> str:
    """Axes as a shape: ``(nx, m)``, ``(m,)``, ``()``."""
    return f"({axes[0]},)" if len(axes) == 1 else f"({', '.join(map(str, axes))})"


def has_shape(expression: str, shape: Sequence[object], expected: str) -> str:
    """The headline of a shape that does not fit."""
    return f"{expression} has shape {shape_text(shape)}, expected {expected}"


def bound_by(name: str, size: object, source: str, width: int = 0) -> str:
    """Who gave a name its size: ``nx = 4      from w.shape[0]``."""
    return f"{f'{name} = {size}':<{width}}  from {source}"


def axis_differs(expression: str, axis: int, size: object, expected: str, expected_size: object) -> str:
    """The axis that does not fit, and the size that it should have had."""
    demanded = expected if str(expected) == str(expected_size) else f"{expected} = {expected_size}"
    return f"{expression}.shape[{axis}] = {size} is not {demanded}"


def has_rank(expression: str, rank: int, expected: int, at_least: bool = False) -> str:
    """A wrong number of axes."""
    return f"{expression} has rank {rank}, expected {'at least ' if at_least else ''}{expected}"


def looks_transposed(expression: str, axes: Sequence[object]) -> str:
    """Fits when its axes are reversed; ``axes`` is what it seems to be."""
    return f"{expression} looks transposed: {shape_text(axes)}. Did you mean {attribute_of(expression)}.T?"


def is_rank_one(expression: str, target: Sequence[object], is_column: bool) -> str:
    """Fits as a row or as a column; ``target`` is the expected shape."""
    repair = f"{attribute_of(expression)}.reshape({row_or_column(is_column)})"
    return f"{expression} is rank 1: reshape to {shape_text(target)}, {repair}."


def lost_axis(expression: str, target: Sequence[object], is_column: bool, reduction: str = "the reduction") -> str:
    """A reduction dropped an axis that the shape needs."""
    return (
        f"{expression} lost an axis: keepdims=True in {reduction} keeps {shape_text(target)}, or "
        f".reshape({row_or_column(is_column)}) restores it."
    )


def has_extra_axis(expression: str, target: Sequence[object]) -> str:
    """Fits when its axes of length 1 are dropped."""
    return f"{expression} has an axis too many for {shape_text(target)}: {attribute_of(expression)}.reshape(-1)."


def wrong_dtype(expression: str, dtype: str, expected: str) -> str:
    """The headline of a dtype that does not fit."""
    return f"{expression} has dtype {dtype}, expected {expected}"


def two_way_broadcast(operands: Sequence[str], joint: str, result: str) -> str:
    """What an operator (or, with a comma as the joint, a function) made of its operands' shapes."""
    return f"{joint.join(operands)} -> {result}: neither operand has the result's shape"


def mean_the_table(axes: Sequence[object]) -> str:
    """What to do about a two-way broadcast; ``axes`` are those of its result."""
    return (
        f"transpose one side; if the {shape_text(axes)} table is meant, annotate the target: "
        f'Float[np.ndarray, "{" ".join(map(str, axes))}"]'
    )


def attribute_of(expression: str) -> str:
    """The expression as it stands in front of an attribute: bracketed where it is an operation."""
    try:
        node = ast.parse(expression, mode="eval").body
    except SyntaxError:
        return expression
    return expression if isinstance(node, _CLOSED) else f"({expression})"


def row_or_column(is_column: bool) -> str:
    """The arguments of ``reshape`` that make a column or a row of a rank-1 array."""
    return "-1, 1" if is_column else "1, -1"
