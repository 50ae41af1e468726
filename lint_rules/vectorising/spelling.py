"""One spelling for statements that are written in several ways."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence


def respelt(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements with ``a, b = c, d`` as two, and ``s[0] = s[0] + x`` as ``s[0] += x``."""
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if _is_apart(names, values):
                for name, value in zip(names, values, strict=True):
                    yield from respelt([ast.copy_location(ast.Assign([name], value), statement)])
            case ast.Assign(
                targets=[ast.Subscript() as target],
                value=ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right),
            ) if ast.unparse(left) == ast.unparse(target):
                yield ast.copy_location(ast.AugAssign(target, op, right), statement)
            case _:
                yield statement


def _is_apart(names: Sequence[ast.expr], values: Sequence[ast.expr]) -> bool:
    """Whether no value reads what an earlier one is bound to."""
    bound = {name.id for name in names if isinstance(name, ast.Name)}
    read = {part.id for value in values for part in ast.walk(value) if isinstance(part, ast.Name)}
    return len(bound) == len(names) == len(values) and not bound & read
