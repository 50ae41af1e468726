"""``X[i][j]`` as ``X[i, j]``."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from lint_rules.vectorising.lifted import NotVectorisable, rank_of
from shapeguard.inference.values import Constant, Int, Value
from shapeguard.inference.walking import walk

Node = TypeVar("Node", bound=ast.AST)


def with_joined_brackets(node: Node, environment: Mapping[str, Value]) -> Node:
    """The loop with the brackets of arrays of known rank joined, where they hold single places."""
    if not any(isinstance(part, ast.Subscript) and isinstance(part.value, ast.Subscript) for part in walk(node)):
        return node
    result: Node = _Joining(frozenset(_counters(node)), environment).visit(copy.deepcopy(node))
    return result


def _counters(loop: ast.AST) -> Iterator[str]:
    """The variables that count: they are single places, whatever they index."""
    for node in walk(loop):
        match node:
            case (
                ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range")))
                | ast.comprehension(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range")))
            ):
                yield name
            case ast.For(target=ast.Tuple(elts=[ast.Name(id=name), _]), iter=ast.Call(func=ast.Name(id="enumerate"))):
                yield name


class _Joining(ast.NodeTransformer):
    def __init__(self, counters: frozenset[str], environment: Mapping[str, Value]) -> None:
        self._counters = counters
        self._environment = environment

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        match node.value:
            case ast.Subscript(value=ast.Name(id=name) as array, slice=first):
                parts = [*_parts(first), *_parts(node.slice)]
                if self._are_places(parts) and len(parts) <= self._rank(name):
                    return ast.copy_location(ast.Subscript(array, ast.Tuple(parts, ast.Load()), node.ctx), node)
        return node

    def _rank(self, name: str) -> int:
        try:
            return rank_of(self._environment.get(name)) or 0
        except NotVectorisable:
            return 0

    def _are_places(self, parts: Sequence[ast.expr]) -> bool:
        return all(self._is_place(part) for part in parts)

    def _is_place(self, part: ast.expr) -> bool:
        match part:
            case ast.Constant(value=value):
                return type(value) is int
            case ast.Name(id=name):
                known = self._environment.get(name)
                is_number = isinstance(known, Int) or (isinstance(known, Constant) and type(known.value) is int)
                return name in self._counters or is_number
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return self._is_place(operand)
            case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
                return self._is_place(left) and self._is_place(right)
        return False


def _parts(index: ast.expr) -> list[ast.expr]:
    return list(index.elts) if isinstance(index, ast.Tuple) else [index]
