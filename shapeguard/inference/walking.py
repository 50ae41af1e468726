"""A walk over syntax trees, several times as fast as ``ast.walk``: every node of every file comes by here."""

from __future__ import annotations

import ast
from collections import Counter
from typing import Any

_LEAVES = frozenset(
    {"ctx", "op", "ops", "id", "attr", "arg", "name", "names", "module", "level", "asname"}
) | frozenset({"simple", "kind", "conversion", "is_async", "type_comment", "kwd_attrs", "rest", "type_ignores", "str"})
_WITHOUT_CHILDREN = (ast.Constant, ast.MatchSingleton)

_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    """The fields of a kind of node in which other nodes stand; none for constants and for what is no node."""
    fields = getattr(kind, "_fields", ()) if not issubclass(kind, _WITHOUT_CHILDREN) else ()
    is_named_by_node = kind.__name__ == "TypeAlias"
    _FIELDS[kind] = tuple(name for name in fields if name not in _LEAVES or is_named_by_node)
    return _FIELDS[kind]


def walk(root: ast.AST) -> list[ast.AST]:
    """A node and all nodes under it, operators and imported names excepted, in the order of ``ast.walk``."""
    nodes: list[ast.AST] = []
    pending: list[Any] = [root]
    for node in pending:
        if node is None:
            continue
        nodes.append(node)
        kind = node.__class__
        for name in _FIELDS[kind] if kind in _FIELDS else _fields(kind):
            value = getattr(node, name)
            if value.__class__ is list:
                pending += value
            else:
                pending.append(value)
    return nodes


def children_of(node: ast.AST) -> list[Any]:
    """The nodes right under a node, operators and imported names excepted, in the order of the text."""
    found: list[Any] = []
    kind = node.__class__
    for name in _FIELDS[kind] if kind in _FIELDS else _fields(kind):
        value = getattr(node, name)
        if value.__class__ is list:
            found += [child for child in value if child is not None]
        elif value is not None:
            found.append(value)
    return found


def stores_in(root: ast.AST) -> Counter[str]:
    """How often each name is bound or deleted by an assignment, a loop or their like, functions inside included."""
    names = (node for node in walk(root) if isinstance(node, ast.Name))
    return Counter(name.id for name in names if not isinstance(name.ctx, ast.Load))
