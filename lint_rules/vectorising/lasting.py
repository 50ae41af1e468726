"""Whether what a loop puts into a list is at the end of the loop what it was when it was put there."""

from __future__ import annotations

import ast

from lint_rules.vectorising.bindings import values_of
from lint_rules.vectorising.fresh import VIEWERS, is_fresh, is_fresh_of_method, path_of_numpy
from shapeguard.inference.numpy_api.changing_nothing import changes_nothing

_HARMLESS = frozenset({"range", "len", "zip", "enumerate", "float", "int", "abs", "min", "max", "sum", "round"})
_CONVERTING = frozenset({"array", "asarray", "asanyarray", "ascontiguousarray"})
_COPIES = """
    copy astype flatten tolist sum mean std var max min prod cumsum dot
"""
_COPYING = frozenset(_COPIES.split())
_ABOUT_ARRAYS = frozenset({"T", "mT", "real", "imag", "shape", "size", "ndim", "dtype", "flat"})


def may_write(loop: ast.For | ast.While | ast.AsyncFor) -> bool:
    """Whether a loop may write into an array: it does so itself, or it calls what is not known."""
    return any(map(_writes, ast.walk(loop)))


def is_made(piece: ast.AST, loop: ast.For | ast.While | ast.AsyncFor) -> bool:
    """Whether an expression makes a new array, number or list of such, which nobody else knows."""
    match piece:
        case ast.Constant() | ast.BinOp() | ast.UnaryOp() | ast.Compare():
            return True
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return all(is_made(item, loop) for item in items)
        case ast.Call(func=ast.Attribute(attr=name)):
            path = path_of_numpy(piece.func, {})
            if path is None:
                return name in _COPYING and is_fresh_of_method(piece, name)
            return path not in VIEWERS and is_fresh(piece, path)
        case ast.Name(id=name):
            return isinstance(loop, ast.For) and _counts(loop, name)
    return False


def is_left_alone(
    piece: ast.expr, loop: ast.For | ast.While | ast.AsyncFor, arrays: frozenset[str], walks: bool
) -> bool:
    """Whether what an expression looks at stays as it is in a loop that writes nothing.

    Parameters
    ----------
    arrays
        The names of arrays before the loop: to look at a part of something else may do anything.
    walks
        Whether what the loop takes at a step is left alone by the next one.
    """
    match piece:
        case ast.Constant():
            return True
        case ast.Name(id=name):
            bound = values_of(loop).get(name, ())
            return all(walks if value is getattr(loop, "iter", None) else is_made(value, loop) for value in bound)
        case ast.Subscript(value=ast.Name(id=name) as inner):
            return (name in arrays or name in values_of(loop)) and is_left_alone(inner, loop, arrays, walks)
        case ast.Subscript(value=inner) | ast.Attribute(value=inner, attr="T" | "real" | "imag"):
            return is_left_alone(inner, loop, arrays, walks)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return all(is_made(item, loop) or is_left_alone(item, loop, arrays, walks) for item in items)
        case ast.Call(func=function, args=[inner, *_]) if path_of_numpy(function, {}) in VIEWERS:
            return is_left_alone(inner, loop, arrays, walks)
    return False


def _counts(loop: ast.For, name: str) -> bool:
    """Whether a name holds the number of the step."""
    match loop.target, loop.iter:
        case ast.Name(id=target), ast.Call(func=ast.Name(id="range")):
            return target == name
        case ast.Tuple(elts=[ast.Name(id=target), _]), ast.Call(func=ast.Name(id="enumerate")):
            return target == name
    return False


def _writes(node: ast.AST) -> bool:
    match node:
        case ast.AugAssign():
            return True
        case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
            return True
        case ast.Attribute(attr=name):
            return (
                name not in _ABOUT_ARRAYS | _COPYING and path_of_numpy(node, {}) is None
            )  # a property may do anything
        case ast.Call(func=ast.Name(id=name)):
            return name not in _HARMLESS
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name), args=arguments, keywords=keywords
        ):
            is_pure = changes_nothing(f"numpy.{name}", len(arguments), [keyword.arg for keyword in keywords])
            return not is_pure and name not in _CONVERTING
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random"), attr=name)
        ):
            return name in ("shuffle", "seed")
        case ast.Call(func=ast.Attribute(attr=name), args=arguments, keywords=keywords) if name in _COPYING:
            return not changes_nothing(f"ndarray.{name}", len(arguments), [keyword.arg for keyword in keywords])
        case ast.Call() | ast.Await() | ast.Yield() | ast.YieldFrom():
            return True
    return False
