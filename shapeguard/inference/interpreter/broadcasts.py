"""Elementwise operations: told only where an operand is stretched or does not fit, and whether that was meant."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from shapeguard.inference.facts import Elementwise, Operand
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import is_assumed, trace_of
from shapeguard.inference.numpy_api.outcome import Spread
from shapeguard.inference.scope import Binding
from shapeguard.intent import is_own_transpose, on_purpose
from shapeguard.shapes import Broadcast, Dim, Verdict

_ASKED_FOR = frozenset({"broadcast_arrays", "broadcast_to", "broadcast_shapes", "broadcast"})


def record_spread(run: Run, node: ast.expr, event: Spread, operands: tuple[Operand, ...]) -> None:
    """Tell of a broadcast that stretches or clashes."""
    outcome = event.outcome
    stretched = any(stretch.promoted or stretch.length != Dim.of(1) for stretch in outcome.stretches)
    if not stretched and outcome.verdict < Verdict.COINCIDE:
        return
    if outcome.verdict is Verdict.COINCIDE and is_meant_square(operands):
        return
    inner = _first_half(operands) if event.operator in ("+", "add") and outcome.verdict is Verdict.EQUAL else None
    if inner is not None:
        run.emitter.withdraw(Elementwise, inner)
        return
    run.emitter.record(
        Elementwise(
            node=node,
            function=run.scope.qualname,
            operator=event.operator,
            operands=operands,
            outcome=outcome,
            on_purpose=event.operator in _ASKED_FOR or is_on_purpose(run, operands, outcome),
            reduced=last_axis_reduction(operands),
            trace=trace_of(run, operands),
            assumed=is_assumed(operands),
        )
    )


def is_on_purpose(run: Run, operands: Sequence[Operand], outcome: Broadcast) -> bool:
    """Whether the author made an axis for just this table."""
    if any(operand.array.history.purposeful for operand in operands):
        return True
    if run.target_is_declared:
        return True
    lengths = {stretch.length for stretch in outcome.stretches}
    same_size = len(lengths) < 2
    if any(operand.array.history.reshaped for operand in operands) and not same_size:
        return True
    if len(operands) != 2:
        return False
    return on_purpose(
        operands[0].node,
        operands[1].node,
        same_size=same_size,
        definitions=lambda name: _definition(run.scope.binding(name)),
    )


def is_meant_square(operands: Sequence[Operand]) -> bool:
    """Whether an array meets its own transpose, which has a meaning for a square one alone: ``D += D.T``."""
    return len(operands) == 2 and is_own_transpose(operands[0].node, operands[1].node)


def _first_half(operands: Sequence[Operand]) -> ast.expr | None:
    """The first half of ``(G + s).T + s``, which adds ``s`` along both axes: squared distances are made so."""
    if len(operands) != 2:
        return None
    lower, higher = sorted(operands, key=lambda operand: len(operand.array.shape.dims))
    match higher.node:
        case ast.Attribute(value=ast.BinOp(left=left, op=ast.Add(), right=right) as inner, attr="T"):
            pass
        case ast.Attribute(value=ast.Call(func=ast.Attribute(attr="add"), args=[left, right]) as inner, attr="T"):
            pass
        case _:
            return None
    return inner if ast.dump(lower.node) in (ast.dump(left), ast.dump(right)) else None


def _definition(binding: Binding | None) -> tuple[ast.expr, ...]:
    return () if binding is None or binding.expression is None else (binding.expression,)


def last_axis_reduction(operands: Sequence[Operand]) -> ast.expr | None:
    """The reduction over the last axis that made the operand of lower rank, unless it meets its own axis.

    ``A.T / A.sum(axis=1)`` is such a meeting: the last axis of ``A.T`` is the one that the sums run along.
    """
    if len(operands) != 2:
        return None
    ranks = [operand.array.shape.rank for operand in operands]
    if ranks[0] is None or ranks[1] is None or ranks[0] == ranks[1]:
        return None
    lower, higher = operands if ranks[0] < ranks[1] else operands[::-1]
    dropped = lower.array.history.dropped
    if not isinstance(dropped, ast.Call) or _axis(dropped) not in (-1, lower.array.shape.rank):
        return None
    turned = _transposed(higher.node)
    return None if turned is not None and turned in _reduced(dropped) else dropped


def _transposed(node: ast.expr) -> str | None:
    """The source of what a ``.T`` transposes."""
    return ast.unparse(node.value) if isinstance(node, ast.Attribute) and node.attr == "T" else None


def _reduced(call: ast.Call) -> list[str]:
    """The source of what a reduction may reduce: ``A`` in ``A.sum(axis=1)`` and in ``np.sum(A, axis=1)``."""
    receiver = [call.func.value] if isinstance(call.func, ast.Attribute) else []
    return [ast.unparse(operand) for operand in (*receiver, *call.args[:1])]


def _axis(call: ast.Call) -> int | None:
    """The constant axis of a reduction."""
    given = next((keyword.value for keyword in call.keywords if keyword.arg == "axis"), None)
    if given is None and call.args:
        given = call.args[-1]
    match given:
        case ast.Constant(value=int(axis)):
            return axis
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(axis))):
            return -axis
    return None
