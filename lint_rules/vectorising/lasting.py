"""Whether what a loop puts into a list is at the end of the loop what it was when it was put there."""

from __future__ import annotations

import ast

from shapeguard.inference.numpy_api.changing_nothing import changes_nothing

_HARMLESS = frozenset({"range", "len", "zip", "enumerate", "float", "int", "abs", "min", "max", "sum", "round"})
_CONVERTING = frozenset({"array", "asarray", "asanyarray", "ascontiguousarray"})
_COPIES = """
    copy astype flatten tolist sum mean std var max min prod cumsum dot round repeat
"""
_COPYING = frozenset(_COPIES.split())
_MAKERS = """
    array zeros ones full eye arange linspace exp log sqrt abs maximum minimum where vstack hstack concatenate append
"""
_MAKING = frozenset(_MAKERS.split()) | _COPYING


def may_write(loop: ast.For | ast.While | ast.AsyncFor) -> bool:
    """Whether a loop may write into an array: it does so itself, or it calls what is not known."""
    return any(map(_writes, ast.walk(loop)))


def is_made(piece: ast.expr, loop: ast.For | ast.While | ast.AsyncFor) -> bool:
    """Whether an expression makes a new array, number or list of such, which nobody else knows."""
    match piece:
        case ast.Constant() | ast.BinOp() | ast.UnaryOp() | ast.Compare():
            return True
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return all(is_made(item, loop) for item in items)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name)):
            return name in _MAKING
        case ast.Call(func=ast.Attribute(value=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random"))):
            return True
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _COPYING
        case ast.Name(id=name):
            return isinstance(loop, ast.For) and _counts(loop, name)
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
