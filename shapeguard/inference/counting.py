"""A ``while`` loop that counts, as the ``for`` loop that it is."""

from __future__ import annotations

import ast
from collections.abc import Callable

from shapeguard.inference.values import Int, Value
from shapeguard.inference.walking import walk


def counted(node: ast.While, lookup: Callable[[str], Value | None]) -> ast.For | None:
    """``for i in range(m): ...`` for ``while i < m: ...; i += 1``; None for a loop of another kind.

    Parameters
    ----------
    node
        The loop.
    lookup
        The value of a name before the loop.
    """
    head = _head(node.test)
    if head is None or node.orelse or len(node.body) < 2:
        return None
    index, stop = head
    *body, step = node.body
    start = lookup(index)
    if not _is_step(step, index) or not isinstance(start, Int) or start.dim.value is None:
        return None
    stored = {n.id for statement in body for n in walk(statement) if isinstance(n, ast.Name) and _is_stored(n)}
    if stored & {index, *(n.id for n in walk(stop) if isinstance(n, ast.Name))}:
        return None
    bounds = [ast.Constant(start.dim.value), stop] if start.dim.value else [stop]
    loop = ast.For(ast.Name(index, ast.Store()), ast.Call(ast.Name("range", ast.Load()), bounds, []), body, [])
    return ast.fix_missing_locations(ast.copy_location(loop, node))


def _head(test: ast.expr) -> tuple[str, ast.expr] | None:
    match test:
        case ast.Compare(left=ast.Name(id=index), ops=[ast.Lt() | ast.NotEq()], comparators=[stop]):
            return index, stop
        case ast.Compare(left=stop, ops=[ast.Gt()], comparators=[ast.Name(id=index)]):
            return index, stop
        case ast.Compare(
            left=ast.Name(id=index),
            ops=[ast.LtE()],
            comparators=[ast.BinOp(left=stop, op=ast.Sub(), right=ast.Constant(value=1))],
        ):
            return index, stop
    return None


def _is_step(statement: ast.stmt, index: str) -> bool:
    return ast.unparse(statement) in (f"{index} += 1", f"{index} = {index} + 1", f"{index} = 1 + {index}")


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, (ast.Store, ast.Del))
