"""Whether an array in a loop grows many times by a little: only then all of it is copied again and again."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from shapeguard.inference.facts import Growth
from shapeguard.inference.scope import reference

_AS_LONG = frozenset({"T", "copy", "flip", "flipud", "fliplr", "roll", "conj", "negative", "abs", "exp", "sin", "cos"})
_LEAVING = (ast.Break, ast.Return, ast.Raise)


def grows_often(fact: Growth) -> bool:
    """Whether neither the loop ends with the first time, nor few steps do it, nor does every one double the array."""
    return not (_is_doubled(fact) or _is_left(fact) or _pads(fact.loop) or any(_happens_once(fact)))


def _is_doubled(fact: Growth) -> bool:
    """``a = np.concatenate((a, a))``: of a few steps only the last one is long."""
    match fact.node:
        case ast.Assign(value=ast.Call(args=[ast.Tuple(elts=parts) | ast.List(elts=parts), *_])):
            pass
        case ast.Assign(value=ast.Call(args=parts) | ast.Subscript(slice=ast.Tuple(elts=parts))):
            pass
        case _:
            return False
    return sum(_is_as_long(part, fact.target) for part in parts) > 1


def _is_as_long(part: ast.expr, target: str) -> bool:
    """Whether an expression has an element for every one of the array: ``a[::-1]``, ``2 * a``, ``np.flip(a)``."""
    if reference(part) == target:
        return True
    match part:
        case ast.Subscript(value=inner, slice=ast.Slice(lower=None, upper=None)) | ast.UnaryOp(operand=inner):
            return _is_as_long(inner, target)
        case ast.BinOp(left=left, right=right):
            return _is_as_long(left, target) or _is_as_long(right, target)
        case ast.Attribute(value=inner, attr=name) if name in _AS_LONG:
            return _is_as_long(inner, target)
        case ast.Call(func=ast.Attribute(attr=name) as function, args=arguments) if name in _AS_LONG:
            return any(_is_as_long(each, target) for each in (function.value, *arguments[:1]))
    return False


def _is_left(fact: Growth) -> bool:
    """Whether the loop is left behind the assignment, whatever the array is then."""
    return any(
        isinstance(statement, _LEAVING)
        for block, place in _places(fact.loop.body, fact.node)
        for statement in block[place + 1 :]
    )


def _places(block: Sequence[ast.stmt], wanted: ast.AST) -> Iterator[tuple[Sequence[ast.stmt], int]]:
    """The blocks around a statement, from the outermost one on, and where it stands in each."""
    for place, statement in enumerate(block):
        if _is_within(statement, wanted):
            yield block, place
            inner = [getattr(statement, field, []) for field in ("body", "orelse", "finalbody")]
            inner += [part.body for part in (*getattr(statement, "handlers", []), *getattr(statement, "cases", []))]
            for each in inner:
                yield from _places(each, wanted)


def _pads(loop: ast.For | ast.While | ast.AsyncFor) -> bool:
    """``while a.size % 4:``, which is no long way."""
    if not isinstance(loop, ast.While):
        return False
    test = loop.test.left if isinstance(loop.test, ast.Compare) else loop.test
    return isinstance(test, ast.BinOp) and isinstance(test.op, ast.Mod)


def _happens_once(fact: Growth) -> Iterator[bool]:
    """Of every condition around the assignment, whether it holds for one step only: ``if k == 5:``."""
    counters = set(_counters(fact.loop))
    changing = {node.id for node in _names(fact.loop) if _is_bound(node)}
    for block, place in _places(fact.loop.body, fact.node):
        statement = block[place]
        if isinstance(statement, ast.If) and any(_is_within(each, fact.node) for each in statement.body):
            tests = statement.test.values if _is_and(statement.test) else [statement.test]
            yield any(_tells_one_step(test, counters, changing) for test in tests)


def _counters(loop: ast.For | ast.While | ast.AsyncFor) -> Iterator[str]:
    """What is another number at every step."""
    match loop:
        case ast.For(target=ast.Name(id=name), iter=ast.Call(func=ast.Name(id="range"))):
            yield name
        case ast.For(target=ast.Tuple(elts=[ast.Name(id=name), _]), iter=ast.Call(func=ast.Name(id="enumerate"))):
            yield name
    for statement in loop.body:
        match statement:
            case ast.AugAssign(target=ast.Name(id=name) as own, op=ast.Add() | ast.Sub(), value=ast.Constant()):
                if not any(_is_bound(node) and node.id == name and node is not own for node in _names(loop)):
                    yield name


def _tells_one_step(test: ast.expr, counters: set[str], changing: set[str]) -> bool:
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            sides = [{part.id for part in _names(side)} for side in (left, right)]
            is_told = any(isinstance(side, ast.Name) and side.id in counters for side in (left, right))
            return is_told and any(names.isdisjoint(changing) for names in sides)
    return False


def _is_and(test: ast.expr) -> TypeGuard[ast.BoolOp]:
    return isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And)


def _names(root: ast.AST) -> Iterator[ast.Name]:
    return (node for node in ast.walk(root) if isinstance(node, ast.Name))


def _is_bound(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _is_within(root: ast.AST, wanted: ast.AST) -> bool:
    return any(part is wanted for part in ast.walk(root))
