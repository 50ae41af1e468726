"""Values that disagree with a contract written as code."""

from __future__ import annotations

import ast

from shapeguard.inference.contract_kinds import ArrayContract, Contract, has_arrays
from shapeguard.inference.contracts import Bindings, Breach, check
from shapeguard.inference.declared import declared_shape
from shapeguard.inference.facts import ContractBreach, ContractRole, Operand
from shapeguard.inference.interpreter.arguments import Call
from shapeguard.inference.interpreter.rank_one import note_rank_one
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import reader
from shapeguard.inference.interpreter.tracing import is_assumed, trace_of
from shapeguard.inference.values import (
    Array,
    Class,
    Value,
)
from shapeguard.shapes import Dim, Origin, Size, Verdict


def record_breach(run: Run, breach: Breach, role: ContractRole, name: str, bindings: Bindings) -> None:
    """Tell of a value that disagrees with its contract."""
    operand = Operand(breach.node, breach.actual)
    wanted = {size.name for size in breach.declared.sizes()} | {
        axis.name for axis in (breach.contract.spec.axes if breach.contract.spec else ()) if axis.name is not None
    }
    run.emitter.record(
        ContractBreach(
            node=breach.node,
            function=run.scope.qualname,
            role=role,
            name=name,
            notation=breach.contract.notation,
            declared=breach.declared,
            actual=operand,
            verdict=breach.verdict,
            axis=breach.axis,
            bindings=bindings.described(wanted),
            trace=trace_of(run, (operand,), (breach.declared,)),
            assumed=is_assumed((operand,), (breach.declared,)),
        )
    )
    cause = breach.actual.history.created or breach.actual.history.dropped
    if len(breach.declared.dims) == 2 and cause is not None and cause is not breach.node:
        note_rank_one(run, breach.actual, "contract", breach.node, breach.declared)


def swapped_axes(contract: Contract, value: Value, bindings: Bindings, node: ast.expr) -> Breach | None:
    """A value that fits only because a name is free: ``(b, t, h, d)`` where ``b h t d`` is declared.

    An axis has the length that the contract knows of another one, which in turn has a different length.
    """
    spec = contract.spec if isinstance(contract, ArrayContract) else None
    if spec is None or not isinstance(contract, ArrayContract) or not isinstance(value, Array) or value.shape.open:
        return None
    names, dims = [axis.name or "" for axis in spec.axes], value.shape.dims
    if len(names) != len(dims) or spec.variadic is not None or any(dim.is_unknown for dim in dims):
        return None
    called = [dim.atom.name if isinstance(dim.atom, Size) else "" for dim in dims]
    for here, name in enumerate(names):
        for there, other in enumerate(names):
            is_there = called[there] == name and name in bindings.lengths and other != name
            if name and is_there and called[here] != name and bindings.lengths[name] == dims[there]:
                declared = declared_shape(spec, lambda each: Dim.size(Size(each, Origin("annotation", "declared"))))
                return Breach(contract, declared, value, Verdict.COINCIDE, there, node)
    return None


def check_fields(
    run: Run, call: Call, cls: Class, fields: dict[str, ast.expr | None], values: dict[str, Value]
) -> None:
    """Hold the arguments of a dataclass against the annotations of its fields."""
    read = reader(run, cls.scope)
    bindings = Bindings(group=f"call {call.node.lineno}:{call.node.col_offset}")
    for index, (name, annotation) in enumerate(fields.items()):
        contract = read.read(annotation)
        if name in values and has_arrays(contract):
            node = call.arguments.nodes.get(name) or call.arguments.nodes.get(index) or call.node
            breach = check(contract, values[name], bindings, node, name)
            if breach is not None:
                record_breach(run, breach, "argument", name, bindings)
