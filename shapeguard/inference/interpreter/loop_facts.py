"""Loops along an axis of a known array."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from shapeguard.inference.facts import Loop, Operand
from shapeguard.inference.interpreter.containers import Walk
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.scope import Scope, reference
from shapeguard.inference.values import Array, Known, Module, Value
from shapeguard.inference.walking import walk as nodes_in
from shapeguard.shapes import Dim, Verdict, relation

Header = ast.For | ast.AsyncFor | ast.comprehension


def note_loop(run: Run, node: ast.AST, header: Header, walk: Walk, body: Sequence[ast.AST]) -> None:
    """Tell of a loop that walks, or indexes by its variable, an axis of an array."""
    if run.emitter.is_silent:
        return
    arrays = [*_walked(run, header.iter), *_indexed(run, header, walk, body)]
    if arrays:
        _record(run, node, header.iter, arrays, walk.length)


def note_mapped(run: Run, node: ast.Call, arguments: Sequence[ast.expr]) -> None:
    """Tell of a call that takes arrays element by element: ``map(f, a)``, ``np.vectorize(f)(a)``."""
    if run.emitter.is_silent:
        return
    arrays = [found for argument in arguments for found in _walked(run, argument)]
    if arrays:
        (first, axis), *_ = arrays
        _record(run, node, arguments[0], arrays, first.array.shape.dims[axis])


def _record(run: Run, node: ast.AST, iterable: ast.expr, arrays: Sequence[tuple[Operand, int]], counts: Dim) -> None:
    if _is_compiled(run):
        return
    run.emitter.record(
        Loop(
            node=node,
            function=run.scope.qualname,
            iterable=iterable,
            arrays=tuple(arrays),
            counts=counts,
            environment=run.scope.visible(),
            around=run.scope.function or run.scope.module.tree,
            consumers=tuple(_consumers(run, node)),
            trace=trace_of(run, [operand for operand, _ in arrays]),
        )
    )


def _is_compiled(run: Run) -> bool:
    """Whether numba compiles the function at hand, which is written with loops for that reason."""
    scope: Scope | None = run.scope
    while scope is not None:
        if isinstance(scope.function, ast.FunctionDef):
            for decorator in scope.function.decorator_list:
                value = _quietly(run, decorator.func if isinstance(decorator, ast.Call) else decorator)
                if isinstance(value, (Known, Module)) and value.name.startswith("numba."):
                    return True
        scope = scope.parent
    return False


def _consumers(run: Run, node: ast.AST) -> Iterator[ast.Call]:
    for call in reversed(run.calls):
        if not call.args or call.args[0] is not node:
            return
        yield call
        node = call


def _walked(run: Run, iterable: ast.expr) -> Iterator[tuple[Operand, int]]:
    """The arrays that the loop itself walks: ``for x in X``, ``zip(X, Y)``, ``enumerate(X)``."""
    match iterable:
        case ast.Call(func=ast.Name(id="zip" | "enumerate" | "reversed"), args=arguments):
            for argument in arguments:
                yield from _walked(run, argument)
            return
    value = _quietly(run, iterable)
    if isinstance(value, Array) and value.shape.rank:
        yield Operand(iterable, value), 0


def _quietly(run: Run, node: ast.expr) -> Value:
    with run.emitter.silence():
        return run.evaluate(node)


def _indexed(run: Run, header: Header, walk: Walk, body: Sequence[ast.AST]) -> Iterator[tuple[Operand, int]]:
    """The arrays that the body indexes by the loop variable, each once for an axis."""
    names = _index_names(header)
    if not names:
        return
    seen: set[tuple[str, int]] = set()
    for statement in body:
        for node in nodes_in(statement):
            if not isinstance(node, ast.Subscript):
                continue
            key = reference(node.value)
            axis = _axis_of(node.slice, names)
            if key is None or axis is None or (key, axis) in seen:
                continue
            seen.add((key, axis))
            value = _quietly(run, node.value)
            if not isinstance(value, Array) or value.shape.rank is None or axis >= value.shape.rank:
                continue
            length = value.shape.dims[axis]
            is_part = (length - walk.length).never_negative and walk.length != Dim.of(0)
            if is_part or relation(length, walk.length) in (Verdict.EQUAL, Verdict.UNKNOWN):
                yield Operand(node.value, value), axis


def _index_names(header: Header) -> frozenset[str]:
    """The variables of a loop over numbers: ``for i in range(m)``, ``for i, x in enumerate(X)``."""
    match header.iter, header.target:
        case ast.Call(func=ast.Name(id="range")), ast.Name(id=name):
            return frozenset({name})
        case ast.Call(func=ast.Name(id="enumerate")), ast.Tuple(elts=[ast.Name(id=name), _]):
            return frozenset({name})
    return frozenset()


def _is_index(part: ast.expr, names: frozenset[str]) -> bool:
    """``i``, and ``[i]`` or ``i:i + 1`` that keep the axis."""
    match part:
        case ast.Name(id=name) | ast.List(elts=[ast.Name(id=name)]) | ast.Slice(lower=ast.Name(id=name)):
            return name in names
    return False


def _axis_of(index: ast.expr, names: frozenset[str]) -> int | None:
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    for axis, part in enumerate(parts):
        if _is_index(part, names):
            return axis
        if isinstance(part, ast.Constant) and (part.value is None or part.value is Ellipsis):
            return None
    return None
