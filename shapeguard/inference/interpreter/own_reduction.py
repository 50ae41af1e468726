"""``x - x.max(axis=1)``: an array meets its own reduction, of which no ``keepdims`` kept the axis.

Without its axis 1, ``x`` of shape ``(n, d, ...)`` is ``(n, ...)``: from the right, all axes face their like but for the
first, where n meets d. That holds for every rank, so nothing else need be known of ``x``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

from shapeguard.inference.facts import Operand
from shapeguard.inference.interpreter.attributes import named_length
from shapeguard.inference.interpreter.broadcasts import record_spread
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.stores import fit_of, record_in_place
from shapeguard.inference.numpy_api.outcome import Spread
from shapeguard.inference.scope import reference
from shapeguard.inference.values import Array, History, Int, Known, Unknown, Value
from shapeguard.shapes import Dim, Shape, broadcast

Place: TypeAlias = tuple[ast.expr, Value]

_REDUCTIONS = frozenset(
    {"sum", "nansum", "mean", "nanmean", "max", "nanmax", "amax", "min", "nanmin", "amin", "std", "nanstd"}
    | {"prod", "median", "var", "ptp", "argmax", "argmin", "norm"}
)


def note_own_reduction(run: Run, node: ast.expr | ast.AugAssign, operator: str, left: Place, right: Place) -> None:
    """Tell of ``x - x.max(axis=1)`` where the rank of ``x`` is not known; a known rank has spoken already."""
    if operator == "@" or run.emitter.is_silent or not (_is_open(left[1]) and _is_open(right[1])):
        return
    if run.scope.module.mentions_other_arrays:
        return
    for whole, other in ((left, right), (right, left)):
        reduction = _reduction(run, other[0])
        if reduction is not None and _is_of(run, reduction, whole[0], other[0]):
            _record(run, node, operator, whole[0], other[0], reduction, swapped=whole is right)
            return


def _is_open(value: Value) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, Array) and value.shape.open and not value.shape.dims)


def _reduction(run: Run, node: ast.expr) -> ast.Call | None:
    """The reduction that an operand is, or that its name was bound to, and nothing else in this function."""
    if isinstance(node, ast.Name):
        binding = run.scope.bindings.get(node.id)
        if binding is None or binding.expression is None or not _is_bound_once(run, node.id):
            return None
        node = binding.expression
    match node:
        case ast.Call(func=ast.Attribute(attr=name), keywords=keywords) if name in _REDUCTIONS:
            given = {keyword.arg: keyword.value for keyword in keywords}
            return node if "keepdims" not in given and None not in given and _axis(given.get("axis")) else None
    return None


def _axis(node: ast.expr | None) -> int:
    """The constant axis, or 0: only behind the first can two axes come to face each other whatever the rank."""
    return node.value if isinstance(node, ast.Constant) and type(node.value) is int and node.value > 0 else 0


def _is_bound_once(run: Run, name: str) -> bool:
    body = run.scope.function if run.scope.function is not None else run.scope.module.tree
    stores = (n for n in ast.walk(body) if isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load))
    return sum(1 for _ in stores) == 1


def _is_of(run: Run, reduction: ast.Call, whole: ast.expr, other: ast.expr) -> bool:
    """Whether it is this very array that was reduced: the same text, and no name in it bound anew in between."""
    if not any(ast.dump(base) == ast.dump(whole) for base in _reduced(run, reduction)):
        return False
    if reduction is other:
        return True
    return reference(whole) is not None and all(
        run.scope.bindings[name.id].line <= reduction.lineno
        for name in ast.walk(whole)
        if isinstance(name, ast.Name) and name.id in run.scope.bindings
    )


def _reduced(run: Run, reduction: ast.Call) -> Iterator[ast.expr]:
    """``x`` of ``x.max(axis=1)`` and of ``np.max(x, axis=1)``."""
    match reduction.func:
        case ast.Attribute(value=owner) if not reduction.args:
            yield owner
        case ast.Attribute() if len(reduction.args) == 1:
            with run.emitter.silence():
                callee = run.evaluate(reduction.func)
            if isinstance(callee, Known) and callee.name.startswith(("numpy.", "jax.")):
                yield reduction.args[0]


def _record(
    run: Run,
    node: ast.expr | ast.AugAssign,
    operator: str,
    whole: ast.expr,
    other: ast.expr,
    reduction: ast.Call,
    *,
    swapped: bool,
) -> None:
    last = next(_axis(keyword.value) for keyword in reduction.keywords if keyword.arg == "axis")
    dims = tuple(_length(run, whole, axis) for axis in range(last + 1))
    full = Operand(whole, Array(Shape(dims)))
    less = Operand(other, Array(Shape(dims[:-1]), history=History(dropped=reduction)))
    operands = (less, full) if swapped else (full, less)
    outcome = broadcast(operands[0].array.shape, operands[1].array.shape)
    if isinstance(node, ast.AugAssign):
        record_in_place(run, node, operands, outcome, fit_of(full.array.shape, outcome))
    else:
        record_spread(run, node, Spread(operator, (0, 1), outcome), operands)


def _length(run: Run, array: ast.expr, axis: int) -> Dim:
    """What is known as ``x.shape[0]``, or a name for it."""
    text = ast.unparse(array)
    key = f"{text}.shape[{axis}]"
    known = run.scope.names.get(key)
    length = known if isinstance(known, Int) else named_length(run, key, text, key, array.lineno)
    return length.dim
