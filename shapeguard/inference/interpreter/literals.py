"""Literals: numbers, tuples and lists, dicts, strings with values in them."""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import Any

from shapeguard.inference.budget import LARGEST_LITERAL
from shapeguard.inference.interpreter import arithmetic, containers
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import join
from shapeguard.inference.values import (
    UNKNOWN,
    Constant,
    Dictionary,
    Int,
    Kind,
    ListOf,
    Scalar,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim
from shapeguard.shapes.frozen import replace


def constant(run: Run, node: ast.Constant) -> Value:
    value = node.value
    if isinstance(value, int) and not isinstance(value, bool):
        return _integer(value) if abs(value) < 1 << 62 else Scalar(Kind.INT)
    return _constant(value)


_constant = lru_cache(4096, typed=True)(Constant)


@lru_cache(1024)
def _integer(value: int) -> Int:
    return Int(Dim.of(value))


def sequence_literal(run: Run, node: ast.Tuple | ast.List) -> Value:
    is_list = isinstance(node, ast.List)
    if len(node.elts) > LARGEST_LITERAL:
        return _long_literal(run, node)
    walks = []
    for element in node.elts:
        value = run.evaluate(element.value if isinstance(element, ast.Starred) else element)
        if not isinstance(element, ast.Starred):
            walks.append(containers.Walk(value, Dim.of(1), (value,)))
        elif isinstance(value, Sequence):
            walks.append(replace(containers.walk(value), items=value.items))
        else:
            walks.append(containers.walk(value))
    if sum(len(walk.items or ()) for walk in walks) <= LARGEST_LITERAL and all(w.items is not None for w in walks):
        return Sequence(tuple(value for walk in walks for value in walk.items or ()), is_list)
    item = join(*(walk.item for walk in walks if walk.items != ()))
    return ListOf(item) if is_list or not isinstance(item, Unknown) else UNKNOWN


def _long_literal(run: Run, node: ast.Tuple | ast.List) -> Value:
    """A long literal is read by its first element where all look alike."""
    run.budget.spend(len(node.elts) // 64)
    length = Dim.of(len(node.elts))
    kinds = {type(element) for element in node.elts}
    if kinds <= {ast.Constant, ast.UnaryOp}:
        return ListOf(Scalar(Kind.UNKNOWN), length)
    widths = {len(element.elts) if isinstance(element, (ast.Tuple, ast.List)) else -1 for element in node.elts}
    if len(widths) == 1 and -1 not in widths:
        return ListOf(run.evaluate(node.elts[0]), length) if _is_flat(node.elts) else ListOf(UNKNOWN, length)
    return ListOf(UNKNOWN)


def _is_flat(rows: list[ast.expr]) -> bool:
    """Rows of plain numbers all look alike."""
    return all(
        isinstance(row, (ast.Tuple, ast.List))
        and all(isinstance(element, (ast.Constant, ast.UnaryOp)) for element in row.elts)
        for row in rows
    )


def dict_literal(run: Run, node: ast.Dict) -> Value:
    items: dict[str | int, Value] = {}
    rest: Value | None = None
    for key, expression in zip(node.keys[:LARGEST_LITERAL], node.values, strict=False):
        value = run.evaluate(expression)
        constant = containers.key_of(run.evaluate(key)) if key is not None else None
        if constant is not None:
            items[constant] = value
        elif key is None and isinstance(value, Dictionary) and value.rest is None:
            items.update(value.items)
        else:
            rest = UNKNOWN
    return Dictionary(items, UNKNOWN if len(node.keys) > LARGEST_LITERAL else rest)


def joined_string(run: Run, node: ast.JoinedStr) -> Value:
    text = ""
    is_known = True
    for part in node.values:
        inner = part.value if isinstance(part, ast.FormattedValue) else part
        value = run.evaluate(inner)
        piece = arithmetic.text_of(value)
        plain = not isinstance(part, ast.FormattedValue) or (part.format_spec is None and part.conversion == -1)
        is_known = is_known and piece is not None and plain
        text += piece or ""
    return Constant(text) if is_known else Unknown("str")


def template_string(run: Run, node: Any) -> Value:
    """``t"{a @ b}"``, of Python 3.14: no text, but what stands in it is evaluated."""
    for part in node.values:
        if not isinstance(part, ast.Constant):
            run.evaluate(part.value)
    return UNKNOWN
