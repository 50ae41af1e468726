"""Functions applied to items: ``map``, ``starmap``, ``reduce``, ``accumulate``."""

from __future__ import annotations

import ast
from collections.abc import Callable

from shapeguard.inference.budget import LONGEST_UNROLLING
from shapeguard.inference.interpreter import containers, project_calls
from shapeguard.inference.interpreter.arguments import Call, Written
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import widen
from shapeguard.inference.values import UNKNOWN, Function, Known, ListOf, Sequence, Value
from shapeguard.shapes import Dim

Binary = Callable[[Run, ast.expr, str, tuple[ast.expr, Value], tuple[ast.expr, Value]], Value]

OPERATORS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "matmul": "@",
    "mod": "%",
    "pow": "**",
    "iadd": "+",
    "or_": "|",
    "and_": "&",
    "xor": "^",
    "concat": "+",
}
_UFUNCS = {"numpy.dot": "@", "numpy.matmul": "@", "numpy.add": "+", "numpy.multiply": "*"}


def applied(run: Run, node: ast.Call, function: Function, values: tuple[Value, ...]) -> Value:
    """A function of the project, called by ``reduce`` or ``map``."""
    written = Written(values, nodes=dict.fromkeys(range(len(values)), node))
    return project_calls.call_function(run, Call(node, function, written))


def mapped(run: Run, node: ast.Call, function: Function, iterables: tuple[Value, ...]) -> Value:
    """``map(function, *iterables)``: few known items are taken one by one."""
    walks = [containers.walk(value) for value in iterables]
    few = [walk.items for walk in walks if walk.items is not None]
    if len(few) == len(walks):
        return Sequence(tuple(applied(run, node, function, items) for items in zip(*few, strict=False)), True)
    item = applied(run, node, function, tuple(walk.item for walk in walks))
    return ListOf(item, walks[0].length if len(walks) == 1 else Dim.unknown())


def starmapped(run: Run, node: ast.Call, given: tuple[Value, ...]) -> Value:
    """``starmap(function, tuples)``."""
    function = run.project.resolved(run, given[0])
    walk = containers.walk(given[1])
    if not isinstance(function, Function):
        return UNKNOWN
    items = walk.items if walk.items is not None else (walk.item,)
    results = [applied(run, node, function, item.items) if isinstance(item, Sequence) else UNKNOWN for item in items]
    return Sequence(tuple(results), True) if walk.items is not None else ListOf(results[0], walk.length)


def reduced(run: Run, node: ast.Call, given: tuple[Value, ...], binary: Binary) -> Value:
    """``reduce(function, items)``: what one turn makes of an item, widened for all that follow."""
    function = run.project.resolved(run, given[0])
    item = containers.walk(given[1]).item
    if isinstance(given[1], Sequence) and given[1].items:
        partial = _partial_results(run, node, function, (*given[2:], *given[1].items), binary)
        return partial[-1] if partial is not None else UNKNOWN
    start = given[2] if len(given) == 3 else item
    with run.emitter.silence():
        return widen(start, _turned(run, node, function, start, item, binary))


def accumulated(run: Run, node: ast.Call, arguments: Written, binary: Binary) -> Value:
    """``accumulate(items, function)``: what the reduction is after every turn."""
    function = run.project.resolved(run, arguments.positional[1]) if len(arguments.positional) == 2 else None
    function = function or arguments.keywords.get("func") or Known("operator.add")
    start = arguments.keywords.get("initial")
    walk = containers.walk(arguments.positional[0])
    if walk.items:
        items = walk.items if start is None else (start, *walk.items)
        partial = _partial_results(run, node, function, items, binary)
        return Sequence(partial, True) if partial is not None else UNKNOWN
    start = walk.item if start is None else start
    with run.emitter.silence():
        return ListOf(widen(start, _turned(run, node, function, start, walk.item, binary)))


def _partial_results(
    run: Run, node: ast.Call, function: Value, items: tuple[Value, ...], binary: Binary
) -> tuple[Value, ...] | None:
    """Every turn for itself, over a list whose items are known; None where they are many."""
    so_far, *others = items
    if len(others) > LONGEST_UNROLLING:
        return None
    partial = [so_far]
    for item in others:
        partial.append(_turned(run, node, function, partial[-1], item, binary))
    return tuple(partial)


def _turned(run: Run, node: ast.Call, function: Value, so_far: Value, item: Value, binary: Binary) -> Value:
    """One turn of a reduction; the operands of a library's function stand nowhere in the source to be told of."""
    if isinstance(function, Function):
        return applied(run, node, function, (so_far, item))
    if not isinstance(function, Known):
        return UNKNOWN
    operator = OPERATORS.get(function.name.removeprefix("operator."), _UFUNCS.get(function.name))
    with run.emitter.silence():
        return binary(run, node, operator, (node, so_far), (node, item)) if operator is not None else UNKNOWN
