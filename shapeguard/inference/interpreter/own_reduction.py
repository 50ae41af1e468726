"""``x - x.max(axis=1)``: an array meets its own reduction, of which no ``keepdims`` kept the axis.

Without its axis 1, ``x`` of shape ``(n, d, ...)`` is ``(n, ...)``: from the right, all axes face their like but for the
first, where n meets d. That holds for every rank, so nothing else need be known of ``x``; and since both are lengths of
one array, they are told apart even where they come from different places.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

from shapeguard.inference.facts import Operand
from shapeguard.inference.interpreter.broadcasts import record_spread
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.stores import fit_of, record_in_place
from shapeguard.inference.numpy_api.outcome import Spread
from shapeguard.inference.scope import reference
from shapeguard.inference.values import Array, History, Int, Known, Unknown, Value
from shapeguard.inference.walking import walk
from shapeguard.shapes import Dim, Origin, Shape, Size, Verdict, broadcast
from shapeguard.shapes.frozen import frozen

Place: TypeAlias = tuple[ast.expr, Value]


@frozen
class Reduction:
    """A call that drops one axis. It is not the first: only behind that can two axes come to face each other."""

    call: ast.Call
    axis: int


_REDUCTIONS = frozenset(
    {"sum", "nansum", "mean", "nanmean", "max", "nanmax", "amax", "min", "nanmin", "amin", "std", "nanstd"}
    | {"prod", "median", "var", "ptp", "argmax", "argmin", "norm"}
)


def note_own_reduction(run: Run, node: ast.expr | ast.AugAssign, operator: str, left: Place, right: Place) -> None:
    """Tell of ``x - x.max(axis=1)`` where the lengths of ``x``, or even its rank, leave open whether that fits."""
    if operator == "@" or run.emitter.is_silent:
        return
    for whole, other in ((left, right), (right, left)):
        if isinstance(whole[1], Unknown) and run.scope.module.overview.mentions_other_arrays:
            continue
        reduction = _reduction(run, other[0])
        if reduction is None or not _is_undecided(left[1], right[1]):
            continue
        if _is_of(run, reduction, whole[0], other[0]):
            _record(run, node, operator, whole, other[0], reduction, swapped=whole is right)
            return


def _is_undecided(left: Value, right: Value) -> bool:
    shapes = [value.shape if isinstance(value, Array) else Shape.unknown() for value in (left, right)]
    return all(shape.rank != 0 for shape in shapes) and broadcast(*shapes).verdict is Verdict.UNKNOWN


def _reduction(run: Run, node: ast.expr) -> Reduction | None:
    """The reduction that an operand is, or that its name was bound to, and nothing else in this function."""
    if isinstance(node, ast.Name):
        binding = run.scope.bindings.get(node.id)
        if binding is None or binding.expression is None or not _is_bound_once(run, node.id):
            return None
        node = binding.expression
    match node:
        case ast.Call(func=ast.Attribute(attr=name), keywords=keywords) if name in _REDUCTIONS:
            given = {keyword.arg: keyword.value for keyword in keywords}
            axis = _axis(given.get("axis"))
            keeps = given.get("keepdims")
            is_dropped = keeps is None or (isinstance(keeps, ast.Constant) and keeps.value is False)
            return Reduction(node, axis) if axis and is_dropped and None not in given else None
    return None


def _axis(node: ast.expr | None) -> int | None:
    match node:
        case ast.Constant(value=int(axis)):
            return axis
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(axis))):
            return -axis
    return None


def _is_bound_once(run: Run, name: str) -> bool:
    body = run.scope.function if run.scope.function is not None else run.scope.module.tree
    return run.scope.module.times_bound(name, body) == 1


def _is_of(run: Run, reduction: Reduction, whole: ast.expr, other: ast.expr) -> bool:
    """Whether it is this very array that was reduced: the same text, and no name in it bound anew in between."""
    if not any(ast.dump(base) == ast.dump(whole) for base in _reduced(run, reduction.call)):
        return False
    if reduction.call is other:
        return True
    return reference(whole) is not None and all(
        run.scope.bindings[name.id].line <= reduction.call.lineno
        for name in walk(whole)
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
    whole: Place,
    other: ast.expr,
    reduction: Reduction,
    *,
    swapped: bool,
) -> None:
    dims = _lengths(run, *whole, reduction.axis)
    if not -len(dims) <= reduction.axis < len(dims):
        return
    full = Operand(whole[0], Array(Shape(dims)))
    left = [dim for place, dim in enumerate(dims) if place != reduction.axis % len(dims)]
    less = Operand(other, Array(Shape(tuple(left)), history=History(dropped=reduction.call)))
    operands = (less, full) if swapped else (full, less)
    outcome = broadcast(operands[0].array.shape, operands[1].array.shape)
    if isinstance(node, ast.AugAssign):
        record_in_place(run, node, operands, outcome, fit_of(full.array.shape, outcome))
    elif outcome.verdict is Verdict.COINCIDE:
        record_spread(run, node, Spread(operator, (0, 1), outcome), operands)


def _lengths(run: Run, node: ast.expr, value: Value, axis: int) -> tuple[Dim, ...]:
    """The lengths of the array, or of as many of its axes as the reduction asks for, all as names of one origin."""
    text = ast.unparse(node)
    shape = value.shape if isinstance(value, Array) else Shape.unknown()
    if sum(dim.is_unknown for dim in shape.dims) > 1:
        return ()  # np.empty((self.n, self.n)) may well be square
    dims = [Dim.unknown()] * (axis + 1) if shape.open and axis > 0 else list(shape.dims)
    if shape.open and axis == -1 and len(dims) == 1:
        dims.insert(0, Dim.unknown())  # "*batch n" is written where there may be an axis before the last
    origin = Origin("unpack", f"{run.scope.qualname}:{text}", node.lineno, f"the shape of `{text}`")
    return tuple(_named(run, dim, f"{text}.shape[{place}]", origin) for place, dim in enumerate(dims))


def _named(run: Run, dim: Dim, key: str, origin: Origin) -> Dim:
    known = run.scope.names.get(key)
    length = known.dim if dim.is_unknown and isinstance(known, Int) else dim
    return length if length.value == 1 else Dim.size(Size(key if length.is_unknown else str(length), origin))
