"""Lengths that are bound to the name of another axis: ``m = X.shape[0]`` of an X that is declared ``(nx, m)``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from shapeguard.inference.facts import Misnamed, Operand
from shapeguard.inference.interpreter.crossed import SHORTEST_WORD, plain_size
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.joins import alternatives, present
from shapeguard.inference.values import Array
from shapeguard.inference.walking import walk
from shapeguard.shapes import Shape

_DECLARED = frozenset({"annotation", "docstring"})
_TURNING = frozenset({"T", "mT", "transpose", "swapaxes", "moveaxis", "rollaxis"})

Bound = tuple[str, int]
"""A name, and the axis whose length it is bound to."""


def note_misnamed(run: Run, target: ast.expr, expression: ast.expr) -> None:
    """Tell of names that the shape of an array gives to another axis than the one they are bound to."""
    if run.emitter.is_silent or run.is_foreign:
        return
    for node, array, bound in _lengths_bound(target, expression):
        with run.emitter.silence():
            options = alternatives(present(run.evaluate(array)))
        tables = [option for option in options if isinstance(option, Array)]
        if len(tables) != len(options) or not all(_is_misnamed(table.shape, bound) for table in tables):
            continue
        if _was_turned(run, array) or _is_bound_again(run, bound):
            continue
        operand, names = Operand(array, tables[0]), tuple(_axis_names(tables[0].shape))
        trace = trace_of(run, [operand])
        run.emitter.record(
            Misnamed(node=node, function=run.scope.qualname, bound=bound, names=names, operand=operand, trace=trace)
        )


def _was_turned(run: Run, array: ast.expr) -> bool:
    """Whether a name was bound to a transpose before: its author counts anew from there on."""
    binding = run.scope.binding(array.id) if isinstance(array, ast.Name) else None
    if binding is None or binding.expression is None:
        return False
    return any(isinstance(part, ast.Attribute) and part.attr in _TURNING for part in walk(binding.expression))


def _is_bound_again(run: Run, bound: tuple[Bound, ...]) -> bool:
    """Whether the function gives one of the names to another length too: it provides for either order."""
    around = run.scope.function
    return around is not None and any(
        run.scope.module.times_bound(name, around) > 1 for name, _ in bound if name != "_"
    )


def _lengths_bound(target: ast.expr, expression: ast.expr) -> Iterator[tuple[ast.expr, ast.expr, tuple[Bound, ...]]]:
    """The place to tell of, the array, and the names with their axes, for every array whose lengths are bound here."""
    match target, expression:
        case ast.Tuple(elts=targets), ast.Tuple(elts=parts) if len(targets) == len(parts):
            for each, part in zip(targets, parts, strict=True):
                yield from _lengths_bound(each, part)
        case ast.Tuple(elts=targets), ast.Attribute(value=array, attr="shape"):
            names = [each.id if isinstance(each, ast.Name) else "" for each in targets]
            if not any(isinstance(each, ast.Starred) for each in targets):
                yield target, array, tuple((name, axis) for axis, name in enumerate(names))
        case (
            ast.Name(id=name),
            ast.Subscript(value=ast.Attribute(value=array, attr="shape"), slice=ast.Constant(value=int(axis))),
        ):
            yield expression, array, ((name, axis),)
        case (
            ast.Name(id=name),
            ast.Subscript(
                value=ast.Attribute(value=array, attr="shape"),
                slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(back))),
            ),
        ):
            yield expression, array, ((name, -back),)
        case ast.Name(id=name), ast.Call(func=ast.Name(id="len"), args=[array]):
            yield expression, array, ((name, 0),)


def _is_misnamed(shape: Shape, bound: tuple[Bound, ...]) -> bool:
    """Whether names are bound to lengths of which the shape says that they belong to other axes.

    A letter of a docstring's, by itself, means nothing elsewhere: beside ``(n, k)``, the code may well count by n.
    """
    names = _axis_names(shape)
    if any(not -len(names) <= axis < len(names) for _, axis in bound):
        return False
    told = [(name, axis) for name, axis in bound if name not in ("", "_")]
    if len(told) == 1 and len(told[0][0]) < SHORTEST_WORD and _is_told_by(shape, "docstring"):
        return False
    return all(name in names for name, _ in told) and any(names[axis] not in ("", name) for name, axis in told)


def _is_told_by(shape: Shape, kind: str) -> bool:
    return any(size.origin.kind == kind for size in shape.sizes())


def _axis_names(shape: Shape) -> list[str]:
    """What annotation or docstring call each axis; empty where they do not, or where two have the same name."""
    sizes = [plain_size(dim) for dim in shape.dims] if not shape.open else []
    names = [size.name if size is not None and size.origin.kind in _DECLARED else "" for size in sizes]
    return [name if names.count(name) == 1 else "" for name in names]
