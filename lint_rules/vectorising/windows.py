"""Windows that slide along an array: ``x[i:i + k]``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from lint_rules.vectorising.functions import numpy_name
from lint_rules.vectorising.lengths import number_of
from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from lint_rules.vectorising.stretches import offset_of
from shapeguard.shapes import Dim

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter


def window(lifter: Lifter, array: ast.expr, part: ast.Slice, length: Dim) -> Lifted:
    """The windows of all steps, a row each: ``np.lib.stride_tricks.sliding_window_view(x, k)``.

    Raises
    ------
    NotVectorisable
        If the slice is no window, or the loop goes on by more than one: batches, the last of which may be shorter.
    """
    if part.lower is None or part.upper is None or part.step is not None or lifter.walk.step != 1:
        raise NotVectorisable
    offset = offset_of(lifter, part.lower)
    width = None if offset is None else _width(lifter, offset, part.upper)
    if offset is None or width is None or lifter.walk.start + offset < 0:
        raise NotVectorisable
    first = lifter.walk.start + offset
    size = number_of(width, lifter.environment)
    left_over = length - size + 1 - lifter.walk.count - first
    if (left_over.value or 0) < 0 or (size.value or 1) < 1:
        raise NotVectorisable
    if left_over.value is None or not size.never_negative:
        lifter.assume()
    elif (lifter.walk.count.value or 0) < 1:
        lifter.assume("a window that is longer than the array raises, the loop does not")
    windows: ast.expr = ast.Call(_sliding_window_view(lifter), [array, width], [])
    if first or left_over.value:
        last = ast.UnaryOp(ast.USub(), ast.Constant(left_over.value)) if left_over.value else None
        windows = ast.Subscript(windows, ast.Slice(ast.Constant(first) if first else None, last), ast.Load())
    return Lifted(windows, 2, 0)


def _width(lifter: Lifter, offset: int, upper: ast.expr) -> ast.expr | None:
    """``k`` of ``x[i:i + k]``, 2 of ``x[i - 1:i + 1]``."""
    end = offset_of(lifter, upper)
    if end is not None:
        return ast.Constant(end - offset)
    match upper:
        case (
            ast.BinOp(left=ast.Name(id=index), op=ast.Add(), right=ast.Name() as width)
            | ast.BinOp(left=ast.Name() as width, op=ast.Add(), right=ast.Name(id=index))
        ) if index == lifter.walk.index and not offset and not lifter.depends(width):
            return width
    return None


def _sliding_window_view(lifter: Lifter) -> ast.expr:
    path = [numpy_name(lifter.environment), "lib", "stride_tricks", "sliding_window_view"]
    return ast.parse(".".join(path), mode="eval").body
