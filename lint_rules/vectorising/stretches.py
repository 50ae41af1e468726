"""The stretch of an axis that a loop walks: ``x[1:]`` for ``x[i + 1]``, ``x[::2]`` for every other ``x[i]``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from lint_rules.vectorising.lengths import number_of
from lint_rules.vectorising.lifted import NotVectorisable
from shapeguard.shapes import Dim

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter


def offset_of(lifter: Lifter, part: ast.expr) -> int | None:
    """0 for ``i``, 1 for ``i + 1``, -1 for ``i - 1``."""
    match part:
        case ast.Name(id=name) if name == lifter.walk.index:
            return 0
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add(), right=ast.Constant(value=int(offset))):
            return offset if name == lifter.walk.index else None
        case ast.BinOp(left=ast.Constant(value=int(offset)), op=ast.Add(), right=ast.Name(id=name)):
            return offset if name == lifter.walk.index else None
        case ast.BinOp(left=ast.Name(id=name), op=ast.Sub(), right=ast.Constant(value=int(offset))):
            return -offset if name == lifter.walk.index else None
    return None


def stretch(lifter: Lifter, part: ast.expr, length: Dim) -> ast.Slice:
    """The slice of an axis that the loop walks: all of it, or ``1:``, ``:-1``."""
    offset = offset_of(lifter, part)
    if offset is None or lifter.walk.start + offset < 0:
        raise NotVectorisable
    first = lifter.walk.start + offset
    if lifter.walk.step != 1:
        return _strided(lifter, first, offset, length)
    left_over = length - lifter.walk.count - first
    lower = ast.Constant(first) if first else None
    if left_over.value == 0:
        return ast.Slice(lower)
    is_never_walked = lifter.walk.count.value is not None and lifter.walk.count.value < 1
    if lifter.walk.stop is None or is_never_walked or (left_over.value is not None and left_over.value < 0):
        raise NotVectorisable
    if left_over.value == _before_end(lifter.walk.stop) - offset:
        return ast.Slice(lower, ast.UnaryOp(ast.USub(), ast.Constant(left_over.value)))
    if not left_over.never_negative or left_over.is_unknown:
        lifter.assume()
    return ast.Slice(lower, _moved(lifter.walk.stop, offset))


def _strided(lifter: Lifter, first: int, offset: int, length: Dim) -> ast.Slice:
    """``x[1:-1:2]``: every element that a loop by more than one walks."""
    stop, step, count = lifter.walk.stop, lifter.walk.step, lifter.walk.count.value
    if stop is None:
        raise NotVectorisable
    lower, by = ast.Constant(first) if first else None, ast.Constant(step)
    left_over = length - number_of(stop, lifter.environment) - offset
    if length.value is not None and count is not None:
        if count < 1 or first + (count - 1) * step >= length.value:
            raise NotVectorisable
        is_to_the_end = first + count * step >= length.value
        return ast.Slice(lower, None if is_to_the_end else _moved(stop, offset), by)
    if left_over.value is None:
        lifter.assume()
        return ast.Slice(lower, _moved(stop, offset), by)
    if left_over.value < 0:
        lifter.assume()  # every other pair of an array of even length
    upper = ast.UnaryOp(ast.USub(), ast.Constant(left_over.value)) if left_over.value > 0 else None
    return ast.Slice(lower, upper, by)


def _moved(stop: ast.expr, offset: int) -> ast.expr:
    """``m + 1`` for ``m``."""
    if isinstance(stop, ast.Constant) and isinstance(stop.value, int):
        return ast.Constant(stop.value + offset)
    return stop if not offset else ast.BinOp(stop, ast.Add() if offset > 0 else ast.Sub(), ast.Constant(abs(offset)))


def _before_end(stop: ast.expr) -> int:
    """How far before the end of the axis a loop stops whose author counts from there: 1 for ``m - 1``."""
    match stop:
        case ast.BinOp(op=ast.Sub(), right=ast.Constant(value=int(number))):
            return number
    return 0
