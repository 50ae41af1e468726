"""A walk over syntax trees, several times as fast as ``ast.walk``: every node of every file comes by here."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from typing import Any

_LEAVES = frozenset(
    {"ctx", "op", "ops", "id", "attr", "arg", "name", "names", "module", "level", "asname"}
) | frozenset({"simple", "kind", "conversion", "is_async", "type_comment", "kwd_attrs", "rest", "type_ignores"})
_WITHOUT_CHILDREN = (ast.Constant, ast.MatchSingleton)


class _Children(dict[type, tuple[str, ...]]):
    """The fields of each kind of node in which other nodes stand; none for constants and for what is no node."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        fields = getattr(kind, "_fields", ()) if not issubclass(kind, _WITHOUT_CHILDREN) else ()
        self[kind] = tuple(name for name in fields if name not in _LEAVES)
        return self[kind]


CHILDREN = _Children()


def walk(root: ast.AST) -> Iterator[ast.AST]:
    """A node and all nodes under it, operators and imported names excepted, in the order of ``ast.walk``."""
    pending: list[Any] = [root]
    push, children = pending.append, CHILDREN
    for node in pending:
        if node is None:
            continue
        yield node
        for name in children[node.__class__]:
            value = getattr(node, name)
            if value.__class__ is list:
                pending += value
            else:
                push(value)


def children_of(node: ast.AST) -> list[Any]:
    """The nodes right under one, with the same exceptions."""
    found: list[Any] = []
    for name in CHILDREN[node.__class__]:
        value = getattr(node, name)
        if value.__class__ is list:
            found += [each for each in value if each is not None]
        elif value is not None:
            found.append(value)
    return found


def stores_in(root: ast.AST) -> Counter[str]:
    """How often each name is bound or deleted by an assignment, a loop or their like, functions inside included."""
    names = (node for node in walk(root) if isinstance(node, ast.Name))
    return Counter(name.id for name in names if not isinstance(name.ctx, ast.Load))
