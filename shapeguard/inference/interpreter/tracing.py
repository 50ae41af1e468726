"""Where the sizes in a fact came from, line by line."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from shapeguard.inference import values
from shapeguard.inference.facts import Operand, Step
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.scope import reference
from shapeguard.inference.values import Array, Int, Value
from shapeguard.inference.walking import children_of
from shapeguard.shapes import Shape, Size

_MOST_STEPS = 8


def trace_of(run: Run, operands: Sequence[Operand], extra: Iterable[Shape] = ()) -> tuple[Step, ...]:
    """Who bound each name in the operands, and where each size got its name."""
    if run.emitter.is_silent:
        return ()
    steps: dict[Step, None] = {}
    for operand in operands:
        for step in _bound_in(run, operand):
            steps[step] = None
    for shape in (*(operand.array.shape for operand in operands), *extra):
        for size in sorted(shape.sizes(), key=str):
            step_of_size = step_of(size)
            if step_of_size is not None:
                steps[step_of_size] = None
    return tuple(sorted(steps, key=lambda step: step.line)[:_MOST_STEPS])


def _bound_in(run: Run, operand: Operand) -> Iterable[Step]:
    """The names in an operand that hold arrays or lengths, with the line that bound them."""
    for node in _leaves(operand.node):
        key = reference(node)
        if key is None:
            continue
        binding = run.scope.binding(key)
        value = run.scope.lookup(key)
        if binding is not None and binding.line and value is not None:
            text = describe(value)
            if text:
                yield Step(binding.line, f"`{key}` is {text}")


def _leaves(node: ast.expr) -> Iterable[ast.expr]:
    pending, count = [node], 0
    while pending and count < 40:
        inner = pending.pop()
        count += 1
        if isinstance(inner, ast.Name):
            yield inner
        elif isinstance(inner, ast.Attribute):
            yield inner
            pending.append(inner.value)
        elif isinstance(inner, ast.expr):
            pending.extend(child for child in children_of(inner) if isinstance(child, ast.expr))


def describe(value: Value) -> str:
    """What is known of an array or a length, in words; empty for anything else."""
    if isinstance(value, Array) and not (value.shape.open and not value.shape.dims):
        return str(value.shape)
    return str(value.dim) if isinstance(value, Int) and not value.dim.is_unknown else ""


def step_of(size: Size) -> Step | None:
    """The line that named a size."""
    if not size.origin.line or not size.origin.where:
        return None
    return Step(size.origin.line, f"{size.name} is from {size.origin.where}")


def is_assumed(operands: Iterable[Operand], extra: Iterable[Shape] = ()) -> bool:
    """Whether a docstring or a comment stands behind any of it."""
    shapes = list(extra)
    for operand in operands:
        if operand.array.history.assumed:
            return True
        shapes.append(operand.array.shape)
    return any(size.origin.kind in ("docstring", "comment") for shape in shapes for size in shape.sizes())


def holds_assumed(value: Value) -> bool:
    """Whether an array in a list or tuple, which are no operands, rests on a docstring or a comment."""
    match value:
        case values.Sequence(items=items):
            return any(map(holds_assumed, items))
        case values.ListOf(item=item):
            return holds_assumed(item)
        case Array(shape=shape, history=history):
            return history.assumed or is_assumed((), (shape,))
    return False
