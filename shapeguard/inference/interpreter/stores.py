"""Assignment: names, unpacking, attributes and items, in place and not."""

from __future__ import annotations

import ast

from shapeguard.inference import numpy_api, tables
from shapeguard.inference.facts import InPlace, Mismatch, Operand
from shapeguard.inference.interpreter import classes, containers
from shapeguard.inference.interpreter.broadcasts import is_meant_square, last_axis_reduction
from shapeguard.inference.interpreter.declared_types import as_declared
from shapeguard.inference.interpreter.documented import as_documented, note_crossed_attribute
from shapeguard.inference.interpreter.kept_state import note_stored
from shapeguard.inference.interpreter.operations import record_failure
from shapeguard.inference.interpreter.rank_one import note_parameter
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import is_assumed, trace_of
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.numpy_api.kinds import may_hold_anything
from shapeguard.inference.numpy_api.outcome import Arguments, Refusal
from shapeguard.inference.scope import Binding, reference
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Dictionary,
    Instance,
    Int,
    Known,
    ListOf,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.shapes import Broadcast, Dim, Origin, Shape, Size, Verdict, broadcast, relation


def bind_target(run: Run, target: ast.expr, value: Value, expression: ast.expr | None = None) -> None:
    """``target = value``."""
    if isinstance(value, (Known, Sequence)):
        from shapeguard.inference.interpreter.changes import lose_receivers

        lose_receivers(run, (value,))
    match target:
        case ast.Name(id=name):
            known = as_declared(
                run, name, UNKNOWN if name in run.scope.shared and containers.is_container(value) else value
            )
            run.scope.bind(name, known, target.lineno, expression)
            run.emitter.reveal(target, known)
            if run.scope.parent is None and name in run.scope.module.overview.rebound:
                run.memory.clear()  # functions that were called find another value from here on
                run.project.memory.clear()
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            _unpack(run, target, targets, value, expression)
        case ast.Starred(value=inner):
            bind_target(run, inner, value)
            run.emitter.reveal(target, value)
        case ast.Attribute():
            _store_attribute(run, target, value)
            run.emitter.reveal(target, value)
        case ast.Subscript():
            _store_item(run, target, value, expression)
            run.emitter.reveal(target, value)


def _unpack(run: Run, node: ast.expr, targets: list[ast.expr], value: Value, expression: ast.expr | None) -> None:
    star = next((index for index, target in enumerate(targets) if isinstance(target, ast.Starred)), None)
    items = _items(value, targets, star)
    if items is None:
        if star is None and (expression is not None or isinstance(value, Array)):
            _check_count(run, node, value, len(targets), expression)
        if star is None and expression is not None and isinstance(value, Unknown):
            items = named_lengths(run, targets, expression)
        if items is None:
            items = [UNKNOWN] * len(targets)
    parts = expression.elts if isinstance(expression, ast.Tuple) and len(expression.elts) == len(targets) else None
    for index, (target, item) in enumerate(zip(targets, items, strict=True)):
        bind_target(run, target, item, parts[index] if parts is not None else None)


def _items(value: Value, targets: list[ast.expr], star: int | None) -> list[Value] | None:
    options = alternatives(value)
    if len(options) > 1:
        return _items_of_alternatives(options, targets, star)
    if star is None:
        return containers.unpacked(value, len(targets))
    if isinstance(value, ListOf):
        return [value.item if index != star else ListOf(value.item) for index in range(len(targets))]
    if not isinstance(value, Sequence) or len(value.items) < len(targets) - 1:
        return None
    after = len(targets) - star - 1
    end = len(value.items) - after
    return [*value.items[:star], Sequence(value.items[star:end], True), *value.items[end:]]


def _items_of_alternatives(options: tuple[Value, ...], targets: list[ast.expr], star: int | None) -> list[Value] | None:
    if not all(isinstance(option, (Array, Sequence, Constant)) for option in options):
        return None
    found = [_items(option, targets, star) for option in options]
    fitting = [items for items in found if items is not None]
    if not fitting:
        return None
    return [join(*column) for column in zip(*fitting, strict=True)]


def _check_count(run: Run, node: ast.expr, value: Value, count: int, expression: ast.expr | None) -> None:
    """A tuple of another length, or an array of another first axis, cannot be unpacked."""
    lengths = [_count_of(option) for option in alternatives(value)]
    if any(length is None or length == count for length in lengths):
        return
    reason = f"{lengths[0]} values cannot be unpacked into {count} names"
    operands: tuple[Operand, ...] = ()
    match expression:
        case ast.Attribute(value=array_node, attr="shape"):
            with run.emitter.silence():
                array = run.evaluate(array_node)
            if isinstance(array, Array):
                operands = (Operand(array_node, array),)
                reason = f"{ast.unparse(array_node)} has shape {array.shape} of rank {lengths[0]}, not {count}"
    record_failure(run, node, Refusal(Mismatch.UNPACK, Verdict.DIFFER, reason), operands)


def _count_of(value: Value) -> int | None:
    if isinstance(value, Sequence):
        return len(value.items)
    if isinstance(value, Array) and not value.shape.open and value.shape.dims:
        return value.shape.dims[0].value
    return None


def named_lengths(run: Run, targets: list[ast.expr], expression: ast.expr) -> list[Value] | None:
    """``n, d = X.shape`` tells the rank of X and names its lengths."""
    match expression:
        case ast.Attribute(value=array_node, attr="shape"):
            pass
        case _:
            return None
    owner = reference(array_node)
    if owner is None:
        return None
    with run.emitter.silence():
        known = run.evaluate(array_node)
    is_open = isinstance(known, Array) and known.shape.open
    if not (isinstance(known, Unknown) or is_open):
        return None
    dims = [_length_of_axis(run, owner, axis, target) for axis, target in enumerate(targets)]
    if not _may_be_sparse(run, owner):
        history = known.history if isinstance(known, Array) else None
        array = Array(Shape(tuple(dims))) if history is None else Array(Shape(tuple(dims)), history=history)
        run.scope.note(owner, array)
    for axis, dim in enumerate(dims):
        run.scope.note(f"{owner}.shape[{axis}]", Int(dim))
    return [Int(dim) for dim in dims]


def _length_of_axis(run: Run, owner: str, axis: int, target: ast.expr) -> Dim:
    known = run.scope.names.get(f"{owner}.shape[{axis}]")
    if isinstance(known, Int):
        return known.dim
    if not isinstance(target, ast.Name) or target.id == "_":
        return Dim.unknown()
    group = f"{run.scope.qualname}:{owner}:{_line_of(run, owner)}"
    origin = Origin("unpack", group, target.lineno, f"the unpacking of `{owner}.shape`")
    return Dim.size(Size(target.id, origin))


def _line_of(run: Run, owner: str) -> int:
    binding = run.scope.bindings.get(owner)
    return binding.line if binding is not None else 0


def _may_be_sparse(run: Run, owner: str) -> bool:
    """Where a function or file deals in sparse matrices, a thing with two axes need not be an array."""
    return run.scope.module.overview.mentions_other_arrays


def _store_attribute(run: Run, target: ast.Attribute, value: Value) -> None:
    owner = run.evaluate(target.value)
    key = reference(target)
    if key is not None:
        run.scope.forget_parts(key)
        run.scope.names.pop(key, None)
    if isinstance(owner, Instance) and target.attr == "__dict__":
        from shapeguard.inference.interpreter.reflection import forget_named

        forget_named(run, owner, "")
    elif isinstance(owner, Instance):
        note_parameter(run, target.attr, value, target)
        value = as_documented(run, owner, target, value)
        classes.store_attribute(run, owner, target, value)
        note_stored(run, owner, target, value)
        note_crossed_attribute(run, owner, target, value)
        if key is not None:
            run.scope.bindings[key] = Binding(target.lineno)
    elif target.attr == "columns" and tables.is_table(owner):
        bind_target(run, target.value, tables.with_columns(value) if owner == tables.FRAME else owner)
    elif target.attr == "shape" and isinstance(owner, Array):
        from shapeguard.inference.interpreter.changes import replace_everywhere
        from shapeguard.inference.interpreter.operations import settle

        outcome = numpy_api.call("ndarray.reshape", Arguments((value,), receiver=owner))
        replace_everywhere(run, owner, settle(run, target, outcome, {"self": (target.value, owner)}))


def _store_item(run: Run, target: ast.Subscript, value: Value, expression: ast.expr | None) -> None:
    from shapeguard.inference.interpreter.changes import replace_everywhere
    from shapeguard.inference.interpreter.expressions import index_of, subscript

    owner = run.evaluate(target.value)
    index = index_of(run, target.slice)
    key = reference(target)
    if key is not None:
        run.scope.names.pop(key, None)
        run.scope.forget_parts(key)
    if any(containers.is_container(option) for option in alternatives(owner)):
        if isinstance(owner, Dictionary):
            name = containers.key_of(index)
            note_parameter(run, str(name), value, target)
        after = [containers.stored(option, index, value) for option in alternatives(owner)]
        replace_everywhere(run, owner, join(*after))
    elif isinstance(owner, Unknown):
        if key is not None:
            run.scope.note(key, value)
    elif isinstance(owner, Known):
        from shapeguard.inference.interpreter import reflection

        if owner.name == reflection.NAMESPACE:
            reflection.store_item(run, target, owner, index, value)
    elif any(isinstance(option, Array) for option in alternatives(owner)):
        place = subscript(run, target, owner, index)
        if expression is not None:
            note_in_place(run, target, place, expression, value)


def note_in_place(run: Run, target: ast.expr, place: Value, expression: ast.expr, value: Value) -> None:
    """``target[...] = value``: the value is broadcast to the target, never the other way round."""
    if not isinstance(place, Array) or may_hold_anything(place):
        return
    found = []
    for option in alternatives(value):
        array = numpy_api.as_array(option) if not isinstance(option, Unknown) else None
        if array is None or array.shape.rank == 0:
            return
        found.append((Operand(expression, array, option is array), *_fits(place.shape, array.shape)))
    operand, outcome, fits = min(found, key=lambda item: item[2])
    record_in_place(run, target, (Operand(target, place), operand), outcome, fits)


def _fits(place: Shape, value: Shape) -> tuple[Broadcast, Verdict]:
    """How a value fits into its place. Leading axes of length 1 are dropped by an item store."""
    if not value.open and not place.open:
        while len(value.dims) > len(place.dims) and value.dims[0] == Dim.of(1):
            value = Shape(value.dims[1:])
    outcome = broadcast(place, value)
    return outcome, fit_of(place, outcome)


def fit_of(place: Shape, outcome: Broadcast) -> Verdict:
    """Whether the result of a broadcast has the shape of the place it goes to."""
    if outcome.verdict is not Verdict.EQUAL or place.open:
        return outcome.verdict if not place.open else Verdict.UNKNOWN
    if len(outcome.result.dims) != len(place.dims):
        return Verdict.DIFFER
    pairs = zip(place.dims, outcome.result.dims, strict=True)
    return max((_stretch_of_place(one, other) for one, other in pairs), default=Verdict.EQUAL)


def _stretch_of_place(place: Dim, result: Dim) -> Verdict:
    """A place of length 1 cannot grow to ``m``: it fails unless m is 1."""
    if place == Dim.of(1) and result.value is None:
        return Verdict.DIFFER if not result.is_unknown and result.sizes() else Verdict.UNKNOWN
    return relation(place, result)


def record_in_place(
    run: Run, node: ast.AST, operands: tuple[Operand, Operand], outcome: Broadcast, fits: Verdict
) -> None:
    """Tell of a value that is stretched in place, or does not fit."""
    stretched = any(stretch.promoted or stretch.length != Dim.of(1) for stretch in outcome.stretches)
    if not stretched and fits < Verdict.COINCIDE:
        return
    if fits is Verdict.COINCIDE and is_meant_square(operands):
        return
    run.emitter.record(
        InPlace(
            node=node,
            function=run.scope.qualname,
            target=operands[0],
            value=operands[1],
            outcome=outcome,
            fits=fits,
            reduced=last_axis_reduction(operands),
            trace=trace_of(run, operands),
            assumed=is_assumed(operands),
        )
    )
