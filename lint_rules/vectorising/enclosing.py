"""The loops around a loop: what they change is another number at every turn, though inference saw it at one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from shapeguard.inference.walking import stores_in


def counts_by_outer_variable(around: ast.AST, loop: ast.AST) -> bool:
    """Whether the number of steps is another one at every turn of a loop outside: ``for j in range(i)``."""
    head = loop.iter if isinstance(loop, ast.For) else loop.test if isinstance(loop, ast.While) else None
    if head is None:
        return False
    return any(isinstance(part, ast.Name) and part.id in _changing(around).get(id(loop), ()) for part in ast.walk(head))


@lru_cache(maxsize=8)
def _changing(around: ast.AST) -> dict[int, frozenset[str]]:
    """For every loop the variables of the loops around it, and what they count up."""
    found: dict[int, frozenset[str]] = {}
    for loop in ast.walk(around):
        if isinstance(loop, (ast.For, ast.AsyncFor, ast.While)):
            changed = frozenset(_changed(loop))
            for inner in ast.walk(loop):
                if isinstance(inner, (ast.For, ast.While)) and inner is not loop:
                    found[id(inner)] = found.get(id(inner), frozenset()) | changed
    return found


def _changed(loop: ast.For | ast.AsyncFor | ast.While) -> Iterator[str]:
    if not isinstance(loop, ast.While):
        yield from (part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name))
    for statement in ast.walk(loop):
        match statement:
            case ast.AugAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=targets, value=value):
                read = {part.id for part in ast.walk(value) if isinstance(part, ast.Name)}
                yield from (name for target in targets for name in stores_in(target) if name in read)
