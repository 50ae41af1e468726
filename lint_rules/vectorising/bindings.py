"""What every name of a function or module is bound to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=8)
def values_of(around: ast.AST) -> dict[str, list[ast.AST]]:
    """What every name is bound to in a function or module; a parameter stands for itself, and so does ``global``."""
    values: dict[str, list[ast.AST]] = {}
    for node in ast.walk(around):
        for name, value in _bound(node):
            values.setdefault(name, []).append(value)
    return values


def _bound(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            first = next((target for target in targets if isinstance(target, ast.Name)), None)
            for target in targets:
                yield from _pairs(target, value if first is None or target is first else first)
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
            yield from _pairs(target, value)
        case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value):
            yield from _pairs(target, value)
        case ast.comprehension(target=target, iter=value):
            yield from _pairs(target, value)
        case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
            yield from _pairs(target, value)
        case ast.Match(subject=value, cases=cases):
            yield from ((name, value) for case in cases for part in ast.walk(case.pattern) for name in _captured(part))
        case ast.arg(arg=name):
            yield name, node
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from ((name, node) for name in names)


def _captured(pattern: ast.AST) -> Iterator[str]:
    match pattern:
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    """The names that an assignment binds, each with the value it gets, or that it gets a part of."""
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ((ast.Starred(value=inner) | ast.Attribute(value=inner)), _):
            yield from _pairs(inner, value)
        case ast.Tuple(elts=names) | ast.List(elts=names), ast.Tuple(elts=parts) | ast.List(elts=parts) if len(
            names
        ) == len(parts) and not any(isinstance(part, ast.Starred) for part in (*names, *parts)):
            for inner, part in zip(names, parts, strict=True):
                yield from _pairs(inner, part)
        case ast.Tuple(elts=names) | ast.List(elts=names), _:
            for inner in names:
                yield from _pairs(inner, value)
