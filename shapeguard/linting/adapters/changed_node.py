"""What an edit of the text changes in the tree: Fixit mends by replacing one node."""

from __future__ import annotations

from typing import TypeAlias

import libcst as cst

Replacement: TypeAlias = "cst.CSTNode | cst.FlattenSentinel[cst.CSTNode] | cst.RemovalSentinel"


def changed_node(old: cst.CSTNode, new: cst.CSTNode) -> tuple[cst.CSTNode, Replacement]:
    """The smallest node of one tree that is another in the other tree, and what stands in its place."""
    if type(old) is not type(new):
        return old, new
    if isinstance(old, (cst.Module, cst.IndentedBlock)):
        assert isinstance(new, (cst.Module, cst.IndentedBlock))
        same_around = old.with_changes(body=new.body).deep_equals(new)
        statements = _changed_statements(old, new) if same_around else None
        return (old, new) if statements is None else statements
    differing = [
        (mine, other)
        for mine, other in zip(old.children, new.children, strict=False)
        if type(mine) is not type(other) or not mine.deep_equals(other)
    ]
    if len(old.children) == len(new.children) and len(differing) == 1:
        ((mine, other),) = differing
        replaced = old.deep_replace(mine, other)
        if isinstance(replaced, cst.CSTNode) and replaced.deep_equals(new):
            return changed_node(mine, other)
    return old, new


def _changed_statements(
    old: cst.Module | cst.IndentedBlock, new: cst.Module | cst.IndentedBlock
) -> tuple[cst.CSTNode, Replacement] | None:
    """The one statement of a block that is another, several or none; None where more than one is."""
    mine, others = list(old.body), list(new.body)
    first = 0
    while first < min(len(mine), len(others)) and mine[first].deep_equals(others[first]):
        first += 1
    while len(mine) > first < len(others) and mine[-1].deep_equals(others[-1]):
        mine.pop()
        others.pop()
    if len(mine) != first + 1:
        return None
    if len(others) == first + 1:
        return changed_node(mine[first], others[first])
    return mine[first], cst.FlattenSentinel(others[first:]) if others[first:] else cst.RemoveFromParent()
