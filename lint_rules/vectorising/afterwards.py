"""Whether a variable of a loop is read behind it: then the loop cannot be replaced."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

_Path: TypeAlias = list[tuple[Sequence[ast.stmt], int]]

_READERS_OF_ALL = frozenset({"locals", "globals", "vars", "eval", "exec"})


def is_read_behind(source: str, loop: ast.AST, name: str) -> bool:
    """Whether ``name`` is read after the loop, before anything else binds it.

    Parameters
    ----------
    source
        The function (or module) around the loop.
    loop
        The loop; where the source has several that read alike, the answer is yes.
    name
        A variable of the loop.
    """
    loops, mentioned = _read(source)
    paths = loops.get(ast.dump(loop), [])
    if len(paths) != 1:
        return True
    (path,) = paths
    for depth, (block, index) in reversed(list(enumerate(path))):
        is_loop = isinstance(block[index], (ast.For, ast.While, ast.AsyncFor))
        if depth < len(path) - 1 and is_loop and _loads(block[index], name) > _loads(loop, name):
            return True
        for statement in block[index + 1 :]:
            if not mentioned[id(statement)] & {name, *_READERS_OF_ALL}:
                continue
            if _rebinds_in_turns(statement, name):
                continue
            if _binds(statement, name):
                return False
            if _loads(statement, name):
                return True
    return False


@lru_cache(maxsize=2)
def _read(source: str) -> tuple[dict[str, list[_Path]], dict[int, frozenset[str]]]:
    """The loops of a source by their text, and the names in each of its statements: read once for all loops."""
    tree = ast.parse(source)
    loops: dict[str, list[_Path]] = {}
    for path in _paths(tree.body, []):
        block, index = path[-1]
        loops.setdefault(ast.dump(block[index]), []).append(path)
    return loops, dict(_mentioned(tree))


def _mentioned(tree: ast.Module) -> Iterator[tuple[int, frozenset[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            yield id(node), frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def _paths(block: Sequence[ast.stmt], around: list[tuple[Sequence[ast.stmt], int]]) -> Iterator[_Path]:
    """Where each loop stands: the blocks around it, each with the index of the statement to enter."""
    for index, statement in enumerate(block):
        path = [*around, (block, index)]
        if isinstance(statement, (ast.For, ast.While)):
            yield path
        parts = [getattr(statement, field, None) for field in ("body", "orelse", "finalbody")]
        parts += [part.body for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ()))]
        for part in parts:
            if part:
                yield from _paths(part, path)


def _binds(statement: ast.stmt, name: str) -> bool:
    """Whether the statement binds the name anew, without reading it."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            return any(_stores(target, name) for target in targets) and not _loads(value, name)
    return False


def _rebinds_in_turns(statement: ast.stmt, name: str) -> bool:
    """Whether the statement is a loop over the name: what it reads is its own; without a turn, nothing is bound."""
    match statement:
        case ast.For(target=target, iter=source, orelse=[]):
            return _stores(target, name) and not _loads(source, name)
    return False


def _stores(target: ast.expr, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in ast.walk(target))


def _loads(node: ast.AST, name: str) -> int:
    """How often a name is read or deleted; comprehensions that bind it read a variable of their own."""
    if isinstance(node, ast.Name):
        return node.id in (name, *_READERS_OF_ALL) and not isinstance(node.ctx, ast.Store)
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        first, *others = node.generators
        if _stores(first.target, name) or any(_stores(generator.target, name) for generator in others):
            return _loads(first.iter, name)
    return sum(_loads(child, name) for child in ast.iter_child_nodes(node))
