"""Elements that a list keeps: not only equal to those of the loop, but of the same type, and the same memory."""

from __future__ import annotations

import ast


def keeps_elements(samples: ast.expr) -> bool:
    """Whether the elements of a vectorised expression are what the loop put into a list, one by one.

    They are not where the loop had Python's own numbers (``i``, ``not x > 0``), which become NumPy's, nor where it kept
    slices: nobody may write into the windows that NumPy makes of them.
    """
    if _counts(samples) or _is_negated(samples):
        return False
    match looked_at(samples):
        case ast.Call(func=ast.Attribute(attr="sliding_window_view")):
            return False
    return True


def looked_at(samples: ast.expr) -> ast.expr:
    """What an expression looks at a part of: ``a`` of ``a[1:].T``."""
    while isinstance(samples, ast.Subscript) or (isinstance(samples, ast.Attribute) and samples.attr == "T"):
        samples = samples.value
    return samples


def _counts(node: ast.AST) -> bool:
    """Whether the numbers of ``np.arange`` are computed with: those in brackets only choose."""
    match node:
        case ast.Subscript(value=inner):
            return _counts(inner)
        case ast.Call(func=ast.Attribute(attr="arange")):
            return True
    return any(map(_counts, ast.iter_child_nodes(node)))


def _is_negated(node: ast.expr) -> bool:
    """Whether an element may be the outcome of ``not``, which is Python's own."""
    match node:
        case ast.Subscript(value=inner):
            return _is_negated(inner)
        case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr(), right=right):
            return _is_negated(left) or _is_negated(right)
        case ast.UnaryOp(op=ast.Invert()):
            return True
        case ast.Compare(ops=[ast.Eq()], comparators=[ast.Constant(value=0)]):
            return True  # what `not x` is for a number
    return False
