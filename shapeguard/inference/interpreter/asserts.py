"""``assert``: a fact from there on, or a claim that can never hold."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from shapeguard.inference.facts import Mismatch, Operand
from shapeguard.inference.interpreter.narrowed_shapes import shape_may_be
from shapeguard.inference.interpreter.narrowing import narrowed_branches
from shapeguard.inference.interpreter.operations import record_failure
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives
from shapeguard.inference.numpy_api.kinds import may_hold_anything
from shapeguard.inference.numpy_api.outcome import Refusal
from shapeguard.inference.values import Array, Int, Sequence, Value
from shapeguard.shapes import Dim, Shape, Verdict


def follow_assert(run: Run, node: ast.Assert) -> bool:
    """Follow ``assert condition``; the path ends where it is plainly false."""
    if isinstance(node.test, ast.Tuple) and node.test.elts:
        reason, operands = "a tuple is always true, so nothing is checked", tuple[Operand, ...]()
        for refusal, operand in _refuted(run, node.test.elts[0]):
            reason, operands = f"{reason}; without the brackets it would fail: {refusal.reason}", (operand,)
        record_failure(run, node, Refusal(Mismatch.ASSERT, Verdict.COINCIDE, reason), operands)
        return True
    run.evaluate(node.test)
    for refusal, operand in _refuted(run, node.test):
        record_failure(run, node, refusal, (operand,))
    branches = narrowed_branches(run, node.test)
    if branches.true is not None:
        run.scope.names = branches.true
    return not (isinstance(node.test, ast.Constant) and not node.test.value)


def _refuted(run: Run, test: ast.expr) -> Iterator[tuple[Refusal, Operand]]:
    """The claims of a condition that no run can satisfy: ``X.shape == (n, m)`` and ``X.ndim == 2``."""
    claims = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    for claim in claims:
        found = _checked(run, claim)
        if found is not None:
            yield found


def _checked(run: Run, claim: ast.expr) -> tuple[Refusal, Operand] | None:
    match claim:
        case ast.Compare(left=ast.Attribute(value=array, attr="shape"), ops=[ast.Eq()], comparators=[right]):
            wanted = run.evaluate(right)
            if isinstance(wanted, Sequence):
                dims = [item.dim if isinstance(item, Int) else Dim.unknown() for item in wanted.items]
                return _refute(run, array, f"shape {Shape(tuple(dims))}", dims)
        case ast.Compare(left=ast.Attribute(value=array, attr="ndim"), ops=[ast.Eq()], comparators=[right]):
            rank = run.evaluate(right)
            if isinstance(rank, Int) and rank.dim.value is not None and 0 <= rank.dim.value < 64:
                return _refute(run, array, f"rank {rank.dim}", [Dim.unknown()] * rank.dim.value)
    return None


def _refute(run: Run, array: ast.expr, claim: str, dims: list[Dim]) -> tuple[Refusal, Operand] | None:
    with run.emitter.silence():
        value = run.evaluate(array)
    options = alternatives(value)
    known: Value = options[0]
    if not isinstance(known, Array) or not all(
        isinstance(option, Array) and not may_hold_anything(option) for option in options
    ):
        return None
    if not any(shape_may_be(option, dims) for option in options):
        verdict, never = Verdict.DIFFER, "never"
    elif len(options) == 1 and _is_permuted(known.shape, dims):
        verdict, never = Verdict.COINCIDE, "not"
    else:
        return None
    reason = f"{ast.unparse(array)} has shape {known.shape}, {never} {claim}"
    return Refusal(Mismatch.ASSERT, verdict, reason), Operand(array, known)


def _is_permuted(shape: Shape, dims: list[Dim]) -> bool:
    """The same lengths in another order: an assert of ``(n, n)`` may ask something, one of ``(m, n)`` is a slip."""
    return shape.is_exact and shape.dims != tuple(dims) and Counter(shape.dims) == Counter(dims)
