"""Arrays that something else may hold on to: a list, an object, a function; from there they come back unrecognised."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from lint_rules.vectorising.fresh import path_of_numpy
from lint_rules.vectorising.origins import Environment, origins, viewed
from shapeguard.inference.numpy_api.changing_nothing import PURE_NAMES
from shapeguard.inference.values import Array

_LOOPS = (ast.For, ast.While, ast.AsyncFor)
_MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp)
_BUILTINS = """
    abs all any bool dict enumerate filter float format getattr hasattr hash id int isinstance iter len list map max
    min next print range repr reversed round set sorted str sum tuple type zip
"""
_KEEPING_NOTHING = frozenset(_BUILTINS.split())
"""Builtins that hold an argument at most in what they return."""


def lent(around: ast.AST, loop: ast.AST, values: Mapping[str, Sequence[ast.AST]], environment: Environment) -> set[str]:
    """The names whose memory may be held elsewhere when the loop runs: ``kept.append(a)``, ``self.a = a``, ``f(a)``."""
    found: set[str] = set()
    for node in _before(around, loop):
        for part in _lent_by(node, environment):
            found |= viewed(part, environment, True)
    return {origin for name in found for origin in origins(name, values, environment, guess=True)}


def _before(around: ast.AST, loop: ast.AST) -> Iterator[ast.AST]:
    """What is done before a loop begins, which behind it is only what a loop around it repeats."""
    inside = {id(node) for node in ast.walk(loop)}
    is_repeated = any(
        loop in ast.walk(outer) for outer in ast.walk(around) if isinstance(outer, _LOOPS) and outer is not loop
    )
    start = getattr(loop, "lineno", 0)
    for node in ast.walk(around):
        if id(node) not in inside and (is_repeated or getattr(node, "lineno", 0) <= start):
            yield node


def _lent_by(node: ast.AST, environment: Environment) -> Iterator[ast.expr]:
    match node:
        case ast.Call(args=arguments, keywords=keywords) if not _keeps_nothing(node, environment):
            yield from (*arguments, *(keyword.value for keyword in keywords))
        case ast.Assign(targets=targets, value=value):
            if isinstance(value, _MUTABLE) or any(
                _is_kept_in(part, environment) for target in targets for part in ast.walk(target)
            ):
                yield value
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.AugAssign(target=target, value=value):
            is_list = isinstance(node, ast.AugAssign) and not isinstance(_known(target, environment), Array)
            if is_list or _is_kept_in(target, environment):
                yield value
        case ast.Yield(value=ast.expr() as value) | ast.YieldFrom(value=value):
            yield value
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            yield from (ast.Name(name, ast.Load()) for name in names)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.ClassDef():
            yield from (part for part in ast.walk(node) if isinstance(part, ast.Name) and _is_read(part))


def _keeps_nothing(call: ast.Call, environment: Environment) -> bool:
    function = call.func
    if path_of_numpy(function, environment) is not None:
        return True
    if isinstance(function, ast.Attribute):
        holds = any(isinstance(argument, _MUTABLE) for argument in call.args)
        return function.attr in PURE_NAMES - {"append", "insert"} and not holds
    return isinstance(function, ast.Name) and function.id in _KEEPING_NOTHING and function.id not in environment


def _is_kept_in(target: ast.AST, environment: Environment) -> bool:
    """Whether an assignment puts a value into an object or a container; an array takes only numbers over."""
    if isinstance(target, ast.Subscript):
        return not isinstance(_known(target.value, environment), Array)
    return isinstance(target, ast.Attribute) and isinstance(target.ctx, ast.Store)


def _known(node: ast.expr, environment: Environment) -> object:
    return environment.get(node.id) if isinstance(node, ast.Name) else None


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)
