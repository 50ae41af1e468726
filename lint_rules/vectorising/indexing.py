"""``X[:, i]`` for all ``i``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from lint_rules.vectorising import columns
from lint_rules.vectorising.lifted import Lifted, NotVectorisable, rank_of
from lint_rules.vectorising.picking import picked
from lint_rules.vectorising.repeatable import check_repeatable
from lint_rules.vectorising.stretches import offset_of, stretch
from lint_rules.vectorising.windows import window
from shapeguard.inference.values import Array
from shapeguard.shapes import Shape

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter


def lift_index(lifter: Lifter, node: ast.Subscript, *, is_target: bool = False) -> Lifted:
    """Lift an index; a target keeps its brackets, ``out[:]``, for it is assigned in place."""
    check_repeatable(node, lifter.environment)
    if not lifter.depends(node):
        return Lifted(node, _rank_of_constant(lifter, node))
    if lifter.depends(node.value):
        return _of_element(lifter, node)
    shape = _shape(lifter, node.value)
    parts = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
    if len(parts) > len(shape.dims):
        raise NotVectorisable
    parts += [ast.Slice() for _ in range(len(shape.dims) - len(parts))]
    column = columns.kept_axis(parts)
    if column is not None:
        parts[-1] = column
    gathered = None if is_target else _gathered(lifter, node, parts)
    if gathered is not None:
        return gathered
    samples = [place for place, part in enumerate(parts) if lifter.depends(part)]
    if len(samples) > 1:
        return picked(lifter, node.value, parts, shape, is_target=is_target)
    if len(samples) != 1:
        raise NotVectorisable
    (place,) = samples
    moved = parts[place]
    if isinstance(moved, ast.Slice):
        if is_target or len(parts) > 1:
            raise NotVectorisable
        return window(lifter, node.value, moved, shape.dims[0])
    axis = sum(isinstance(part, ast.Slice) for part in parts[:place])
    rank = axis + 1 + sum(isinstance(part, ast.Slice) for part in parts[place + 1 :])
    parts[place] = stretch(lifter, moved, shape.dims[place])
    return Lifted(_index(node.value, parts, keep=is_target), rank, axis, column is not None)


def _of_element(lifter: Lifter, node: ast.Subscript) -> Lifted:
    """``x[j]`` of ``for x in X``: a column of all samples."""
    sample = lifter.lift(node.value)
    parts = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
    if sample.is_column or columns.adds_axis(parts, lifter.environment):
        return columns.element(sample, parts) if sample.is_column else columns.of_samples(sample)
    if (sample.rank, sample.axis, len(parts)) == (2, 1, 1) and not lifter.depends(node.slice):
        return _of_column(sample, parts[0])
    if sample.axis != 0 or sample.rank < 2 or lifter.depends(node.slice):
        raise NotVectorisable
    if any(isinstance(part, ast.Starred) for part in parts) or len(parts) > sample.free:
        raise NotVectorisable
    if isinstance(sample.node, ast.Attribute) and sample.rank == 2 and not isinstance(parts[0], ast.Slice):
        return Lifted(ast.Subscript(sample.node.value, parts[0], ast.Load()), 1, 0)
    kept = sum(isinstance(part, ast.Slice) for part in parts) + sample.free - len(parts)
    index = ast.Tuple([ast.Slice(), *parts], ast.Load())
    return Lifted(ast.Subscript(sample.node, index, ast.Load()), kept + 1, 0)


def _of_column(sample: Lifted, part: ast.expr) -> Lifted:
    """``x[j]`` of ``x = X[:, i]``: a row of all samples."""
    if isinstance(part, (ast.List, ast.Starred)) or (
        isinstance(part, ast.Constant) and not isinstance(part.value, int)
    ):
        raise NotVectorisable
    is_slice = isinstance(part, ast.Slice)
    return Lifted(ast.Subscript(sample.node, part, ast.Load()), 1 + is_slice, int(is_slice))


def _shape(lifter: Lifter, base: ast.expr) -> Shape:
    value = lifter.environment.get(base.id) if isinstance(base, ast.Name) else None
    if value is not None and rank_of(value) and isinstance(value, Array):
        return value.shape
    raise NotVectorisable


def _rank_of_constant(lifter: Lifter, node: ast.Subscript) -> int:
    """The rank of an index that is the same for every sample."""
    try:
        shape = _shape(lifter, node.value)
    except NotVectorisable:
        lifter.assume()
        return 0
    parts = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
    if any(isinstance(part, (ast.List, ast.Starred)) for part in parts):
        raise NotVectorisable
    dropped = sum(not isinstance(part, ast.Slice) for part in parts)
    return len(shape.dims) - dropped


def _gathered(lifter: Lifter, node: ast.Subscript, parts: list[ast.expr]) -> Lifted | None:
    """``table[labels[i]]`` is ``table[labels]``."""
    if len(parts) != 1 or offset_of(lifter, parts[0]) is not None or isinstance(parts[0], ast.Slice):
        return None
    index = lifter.lift(parts[0])
    if (index.rank, index.axis) != (1, 0) or not isinstance(parts[0], (ast.Subscript, ast.Name)):
        raise NotVectorisable
    return Lifted(ast.Subscript(node.value, index.node, ast.Load()), 1, 0)


def _index(base: ast.expr, parts: list[ast.expr], *, keep: bool) -> ast.expr:
    """The index without the full slices at its end."""
    while parts and isinstance(parts[-1], ast.Slice) and not (parts[-1].lower or parts[-1].upper or parts[-1].step):
        parts = parts[:-1]
    if not parts:
        return ast.Subscript(base, ast.Slice(), ast.Load()) if keep else base
    return ast.Subscript(base, parts[0] if len(parts) == 1 else ast.Tuple(parts, ast.Load()), ast.Load())
