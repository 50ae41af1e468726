"""One spelling for statements that are written in several ways."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from lint_rules.vectorising.accumulation import accumulation


def respelt(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements one by one.

    ``a, b = c, d`` as two, ``s[0] = s[0] + x`` as ``s[0] += x``, branches about different things as conditions of their
    own, and what follows ``if c: continue`` as ``if not c``.
    """
    for index, statement in enumerate(body):
        match statement:
            case ast.If(test=test, body=[ast.Continue()], orelse=[]) if index + 1 < len(body):
                yield from _conditional(_negated(test), list(respelt(body[index + 1 :])), [], statement)
                return
            case ast.If(test=test, body=[ast.If(test=inner, body=chosen, orelse=[])], orelse=[]):
                yield from respelt([ast.copy_location(ast.If(_both(test, inner), chosen, []), statement)])
            case ast.If(test=test, body=chosen, orelse=orelse):
                yield from _conditional(test, chosen, orelse, statement)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if _is_apart(names, values):
                for name, value in zip(names, values, strict=True):
                    yield from respelt([ast.copy_location(ast.Assign([name], value), statement)])
            case ast.Assign(targets=[ast.Subscript()]):
                yield _augmented(statement)
            case _:
                yield statement


def _augmented(statement: ast.stmt) -> ast.stmt:
    match statement:
        case ast.Assign(
            targets=[ast.Subscript() as target],
            value=ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right),
        ) if ast.unparse(left) == ast.unparse(target):
            return ast.copy_location(ast.AugAssign(target, op, right), statement)
    return statement


def _conditional(
    test: ast.expr, chosen: Sequence[ast.stmt], orelse: Sequence[ast.stmt], origin: ast.stmt
) -> Iterator[ast.stmt]:
    """``if test`` with its branches: taken apart where they are about different things that no test reads."""
    branches = list(_branches(test, chosen, orelse))
    subjects = [_subject(statement) for _, branch in branches for statement in branch]
    read = {part.id for condition, _ in branches for part in ast.walk(condition) if isinstance(part, ast.Name)}
    is_apart = None not in subjects and len(set(subjects)) == len(subjects) > 1 and not read & set(subjects)
    if not is_apart:
        yield ast.copy_location(ast.If(test, list(map(_augmented, chosen)), list(map(_augmented, orelse))), origin)
        return
    for condition, branch in branches:
        for statement in branch:
            yield ast.copy_location(ast.If(condition, [statement], []), origin)


def _branches(
    test: ast.expr, chosen: Sequence[ast.stmt], orelse: Sequence[ast.stmt]
) -> Iterator[tuple[ast.expr, list[ast.stmt]]]:
    """The conditions of ``if``, ``elif`` and ``else``, each written out, with what is done."""
    yield test, list(map(_augmented, chosen))
    match orelse:
        case [ast.If(test=inner, body=body, orelse=rest)]:
            for condition, branch in _branches(inner, body, rest):
                yield _both(_negated(test), condition), branch
        case [_, *_]:
            yield _negated(test), list(map(_augmented, orelse))


def _both(test: ast.expr, other: ast.expr) -> ast.expr:
    return ast.copy_location(ast.BoolOp(ast.And(), [test, other]), test)


def _subject(statement: ast.stmt) -> str | None:
    """The name that a statement adds to, and that it does not read otherwise."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[value])):
            pass
        case _:
            found = accumulation(statement)
            if found is None:
                return None
            name, value = found.total, found.value
    return None if any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(value)) else name


def _negated(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _is_apart(names: Sequence[ast.expr], values: Sequence[ast.expr]) -> bool:
    """Whether no value reads what an earlier one is bound to."""
    bound = {name.id for name in names if isinstance(name, ast.Name)}
    read = {part.id for value in values for part in ast.walk(value) if isinstance(part, ast.Name)}
    return len(bound) == len(names) == len(values) and not bound & read
