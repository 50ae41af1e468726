"""Whether a loop writes into memory that it reads under another name: then a step may read what another one wrote."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

from shapeguard.inference.values import Array, Value

_MADE_BY = """
    asarray asanyarray ascontiguousarray atleast_1d atleast_2d atleast_3d broadcast_to diagonal expand_dims flip fliplr
    flipud moveaxis ravel reshape rollaxis rot90 squeeze swapaxes transpose view sliding_window_view
"""
_VIEWERS = frozenset(_MADE_BY.split())


def shares_memory(around: ast.AST, loop: ast.AST, environment: Mapping[str, Value]) -> bool:
    """Whether ``out[i] = f(a[i])`` is written where ``out = a[::-1]``.

    Parameters
    ----------
    around
        The function or module that the loop stands in: it says which names are views of which.
    loop
        The loop.
    environment
        What is known of the names before the loop: only arrays share memory.
    """
    written = {name for node in ast.walk(loop) for name in _written(node)}
    named = {node.id for node in ast.walk(loop) if isinstance(node, ast.Name)}
    arrays = {name for name in named if isinstance(environment.get(name), Array)}
    if not written & arrays or len(arrays) == 1:
        return False
    views = _views(around)
    memory = {name: _reachable(name, views, environment) for name in arrays}
    return any(memory[name] & memory[other] for name in written & arrays for other in arrays - {name})


def _written(node: ast.AST) -> list[str]:
    """The names of the arrays that a statement writes into."""
    match node:
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()) | ast.AugAssign(target=ast.Name(id=name)):
            return [name]
    return []


@lru_cache(maxsize=8)
def _views(around: ast.AST) -> dict[str, set[str]]:
    """The names that each name may be a view of, by the assignments."""
    views: dict[str, set[str]] = {}
    for node in ast.walk(around):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    if isinstance(target, ast.Name):
                        views.setdefault(target.id, set()).update(_viewed(value))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                views.setdefault(name, set()).update(_viewed(value))
    return views


def _viewed(value: ast.expr) -> set[str]:
    """The name whose memory an expression may look at: ``a`` of ``a[1:]``, ``a.T``, ``np.ravel(a)``."""
    match value:
        case ast.Name(id=name):
            return {name}
        case ast.Subscript(value=inner) | ast.Attribute(value=inner, attr="T" | "real" | "imag" | "flat"):
            return _viewed(inner)
        case ast.Call(func=ast.Attribute(value=inner, attr=attr), args=arguments) if attr in _VIEWERS:
            return _viewed(inner).union(*(_viewed(argument) for argument in arguments[:1]))
        case ast.IfExp(body=body, orelse=orelse):
            return _viewed(body) | _viewed(orelse)
    return set()


def _reachable(name: str, views: Mapping[str, set[str]], environment: Mapping[str, Value]) -> set[str]:
    """The name and the arrays that it may be a view of."""
    found, waiting = {name}, [name]
    while waiting:
        for other in views.get(waiting.pop(), set()) - found:
            if isinstance(environment.get(other), Array):
                found.add(other)
                waiting.append(other)
    return found
