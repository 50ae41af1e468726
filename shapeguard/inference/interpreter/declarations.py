"""Annotated assignments and returns: values held to what was declared of them."""

from __future__ import annotations

import ast

from shapeguard.inference.contract_kinds import Contract, has_arrays
from shapeguard.inference.contracts import Bindings, check
from shapeguard.inference.declared import Naming
from shapeguard.inference.interpreter.breaches import record_breach, swapped_axes
from shapeguard.inference.interpreter.declared_types import promised_by_annotation, remember
from shapeguard.inference.interpreter.documented import note_return
from shapeguard.inference.interpreter.misnamed import note_misnamed
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import reader
from shapeguard.inference.interpreter.stores import bind_target
from shapeguard.inference.joins import says_nothing
from shapeguard.inference.values import UNKNOWN, Array, Int, Unknown, Value
from shapeguard.shapes.frozen import replace


def declare(run: Run, node: ast.AnnAssign) -> bool:
    """Follow ``name: annotation = value``."""
    contract = reader(run, run.scope).read(node.annotation)
    if isinstance(node.target, ast.Name):
        remember(run, node.target.id, contract)
    if node.value is None:
        if run.emitter.keeps_values:
            run.emitter.reveal(
                node.target, promised_by_annotation(run, contract, Naming(f"{run.scope.qualname} fields"))
            )
        return True
    before, run.target_is_declared = run.target_is_declared, has_arrays(contract)
    value = run.evaluate(node.value)
    run.target_is_declared = before
    note_misnamed(run, node.target, node.value)
    if has_arrays(contract) and not run.scope.is_class:
        bindings = _local_bindings(run)
        name = ast.unparse(node.target)
        breach = check(contract, value, bindings, node.value, name)
        if breach is not None:
            record_breach(run, breach, "local", name, bindings)
        value = _declared_value(run, contract, value, bindings)
    elif says_nothing(value):
        value = promised_by_annotation(run, contract, Naming(f"{run.scope.qualname} fields"))
    bind_target(run, node.target, value, node.value)
    return True


def _local_bindings(run: Run) -> Bindings:
    """The names of the enclosing signature, which a local annotation shares."""
    lengths = {
        name: held.dim for name in run.scope.lengths if isinstance(held := run.scope.names.get(f"<{name}>"), Int)
    }
    lengths = {**run.scope.lengths, **lengths}
    return Bindings(lengths, dict.fromkeys(lengths, "the signature"), run.scope.qualname)


def _declared_value(run: Run, contract: Contract, value: Value, bindings: Bindings) -> Value:
    """The annotation speaks where the code does not."""
    run.scope.lengths = {**run.scope.lengths, **bindings.lengths}
    naming = Naming(f"{run.scope.qualname}:local")
    naming.adopt(bindings.lengths)
    declared = promised_by_annotation(run, contract, naming)
    run.scope.lengths = {**run.scope.lengths, **naming.names()}
    if isinstance(value, Unknown) or (isinstance(value, Array) and not value.shape.is_exact):
        return declared
    if isinstance(value, Array):
        return replace(value, history=replace(value.history, declared=True))
    return value


def follow_return(run: Run, node: ast.Return) -> bool:
    """Follow ``return value``."""
    value = run.evaluate(node.value) if node.value is not None else UNKNOWN
    scope = run.scope
    if node.value is not None and scope.contract is not None and has_arrays(scope.contract) and scope.function:
        bindings = _local_bindings(run)
        told = Bindings(dict(bindings.lengths))
        breach = check(scope.contract, value, bindings, node.value, "the return value")
        breach = breach or swapped_axes(scope.contract, value, told, node.value)
        if breach is not None:
            record_breach(run, breach, "return", getattr(scope.function, "name", "<lambda>"), bindings)
    elif node.value is not None:
        note_return(run, node.value, value)
    if scope.function is None or not scope.module.glance(scope.function).is_generator:
        scope.returns.append(value)
    scope.exits.append(scope.names)
    return False
