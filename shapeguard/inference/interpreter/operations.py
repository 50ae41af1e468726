"""The doors of the NumPy rules, for values with alternatives: a failure needs every choice to fail."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from shapeguard.inference.facts import Creation, Failure, Operand, Product
from shapeguard.inference.interpreter.broadcasts import record_spread
from shapeguard.inference.interpreter.rank_one import note_rank_one_operands
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import holds_assumed, is_assumed, trace_of
from shapeguard.inference.joins import combinations, join
from shapeguard.inference.numpy_api import as_array
from shapeguard.inference.numpy_api.outcome import Argument, Contracted, Event, Outcome, Refusal, Spread
from shapeguard.inference.values import Array, Value
from shapeguard.shapes import Verdict
from shapeguard.shapes.frozen import replace

Places = Mapping[Argument, tuple[ast.expr, Value]]
"""Where each argument is written, and its value."""


def ask(run: Run, node: ast.expr, values: Sequence[Value], door: Callable[..., Outcome], places: Places) -> Value:
    """Ask a rule about every choice of alternatives, record what happens, and return the joined value."""
    return settle(run, node, outcome_of(values, door), places)


def outcome_of(values: Sequence[Value], door: Callable[..., Outcome]) -> Outcome:
    """One outcome for every choice of alternatives."""
    choices = combinations(values)
    if choices is None:
        return Outcome()
    outcomes = [door(*choice) for choice in choices]
    return outcomes[0] if len(outcomes) == 1 else _joined(outcomes)


def _joined(outcomes: list[Outcome]) -> Outcome:
    value = join(*(outcome.value for outcome in outcomes if not _fails(outcome)))
    events: list[Event] = []
    for event in outcomes[0].events:
        twins = [_twin(event, outcome) for outcome in outcomes]
        present = [twin for twin in twins if twin is not None]
        if len(present) == len(twins):
            events.append(min(present, key=_weight))
    role = outcomes[0].role
    return Outcome(value, tuple(events), role if all(outcome.role == role for outcome in outcomes) else None)


def _fails(outcome: Outcome) -> bool:
    return any(_verdict(event) is Verdict.DIFFER for event in outcome.events)


def _twin(event: Event, outcome: Outcome) -> Event | None:
    for other in outcome.events:
        if type(other) is type(event) and (
            not isinstance(event, Refusal) or (isinstance(other, Refusal) and other.kind is event.kind)
        ):
            return other
    return None


def _weight(event: Event) -> tuple[Verdict, bool]:
    """How much an event speaks against the code: a table that neither operand has weighs more than a plain fit."""
    return _verdict(event), isinstance(event, Spread) and event.outcome.is_two_way


def _verdict(event: Event) -> Verdict:
    return event.verdict if isinstance(event, Refusal) else event.outcome.verdict


def settle(run: Run, node: ast.expr, outcome: Outcome, places: Places) -> Value:
    """Record the events of an outcome; its value, with the node entered in its history where the rule asks for it."""
    value = outcome.value
    if isinstance(value, Array) and outcome.role is not None and value.shape.rank == 1 and not run.is_foreign:
        created = node if outcome.role == "created" and isinstance(node, ast.expr) else value.history.created
        dropped = node if outcome.role == "dropped" and isinstance(node, ast.expr) else value.history.dropped
        value = replace(value, history=replace(value.history, created=created, dropped=dropped))
    if run.emitter.is_silent:
        return value
    for event in outcome.events:
        _record(run, node, event, places)
    if isinstance(value, Array) and outcome.role == "created" and isinstance(node, ast.Call):
        run.emitter.record(Creation(node=node, function=ast.unparse(node.func), array=value))
    return value


def operands_of(places: Places, wanted: Sequence[Argument]) -> tuple[Operand, ...]:
    """The operands that an event names, as written."""
    found = []
    for argument in wanted:
        place = places.get(argument)
        value = _first(place[1]) if place is not None else None
        array = as_array(value) if value is not None else None
        if place is not None and array is not None:
            found.append(Operand(place[0], array, isinstance(value, Array)))
    return tuple(found)


def _first(value: Value) -> Value:
    from shapeguard.inference.joins import alternatives

    return alternatives(value)[0]


def _record(run: Run, node: ast.expr, event: Event, places: Places) -> None:
    operands = operands_of(places, event.operands)
    if isinstance(event, Refusal):
        record_failure(run, node, event, operands, assumed=any(holds_assumed(value) for _, value in places.values()))
    elif len(operands) != len(event.operands):
        return
    elif isinstance(event, Spread):
        record_spread(run, node, event, operands)
        note_rank_one_operands(run, node, operands, "operator")
    elif isinstance(event, Contracted):
        _record_product(run, node, event, operands)


def _record_product(run: Run, node: ast.expr, event: Contracted, operands: tuple[Operand, ...]) -> None:
    run.emitter.record(
        Product(
            node=node,
            function=event.function,
            operands=(operands[0], operands[1]),
            outcome=event.outcome,
            trace=trace_of(run, operands),
            assumed=is_assumed(operands),
        )
    )
    note_rank_one_operands(run, node, operands, "product")


def record_failure(
    run: Run, node: ast.AST, refusal: Refusal, operands: tuple[Operand, ...], *, assumed: bool = False
) -> None:
    """A call or statement that NumPy refuses."""
    run.emitter.record(
        Failure(
            node=node,
            function=run.scope.qualname,
            kind=refusal.kind,
            verdict=refusal.verdict,
            reason=refusal.reason,
            operands=operands,
            dims=refusal.dims,
            trace=trace_of(run, operands),
            assumed=assumed or is_assumed(operands),
        )
    )
