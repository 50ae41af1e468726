"""Calls of the project's functions: arguments held to contracts, results by contract or by a look inside."""

from __future__ import annotations

import ast

from shapeguard.inference.contract_kinds import (
    ANYTHING,
    CallableContract,
    Contract,
    ListContract,
    NamedContract,
    has_arrays,
    promises_arrays,
)
from shapeguard.inference.contracts import Bindings, check
from shapeguard.inference.declared import Naming, symbolic
from shapeguard.inference.interpreter.arguments import Call, Written
from shapeguard.inference.interpreter.breaches import record_breach
from shapeguard.inference.interpreter.callees import look_inside
from shapeguard.inference.interpreter.changes import forget_instances, lose_arguments
from shapeguard.inference.interpreter.documented import note_crossed_arguments, note_documented
from shapeguard.inference.interpreter.fields import Nameless
from shapeguard.inference.interpreter.literals import constant
from shapeguard.inference.interpreter.parameters import instances
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import Signature, signature_of
from shapeguard.inference.joins import says_nothing
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Callback,
    Dictionary,
    Function,
    ListOf,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim, Origin, Size, Verdict
from shapeguard.shapes.frozen import replace


def call_function(run: Run, call: Call) -> Value:
    """What a call of a function of the project returns."""
    function = call.function
    if function is None:
        return UNKNOWN
    signature = signature_of(run, function)
    if not signature.is_transparent:
        from shapeguard.inference.interpreter.decorated import call_decorated

        answer = call_decorated(run, call, function)
        if answer is not None:
            return answer
    bound = _bind(run, function, signature, call.arguments)
    offset = 1 if function.bound is not None and not signature.is_static else 0
    if bound is not None:
        note_crossed_arguments(run, call, signature, bound, offset)
    if bound is None or not signature.is_transparent:
        arguments = call.arguments
        bound_to = () if function.bound is None else (function.bound,)
        forget_instances((*arguments.positional, *arguments.keywords.values(), *bound_to))
        lose_arguments(run, function, arguments)
        if arguments.exact or not signature.is_transparent or signature.is_generator:
            return UNKNOWN
        group = f"{run.scope.qualname}:call {call.node.lineno}:{call.node.col_offset}"
        return _by_contract(run, function, signature.returns, Bindings(group=group))
    bindings = Bindings(group=f"{run.scope.qualname}:call {call.node.lineno}:{call.node.col_offset}")
    breached = _check_arguments(run, call, signature, bound, bindings, offset)
    if breached or promises_arrays(signature.returns):
        lose_arguments(run, function, call.arguments)
    if signature.is_generator and (breached or has_arrays(signature.returns)):
        return UNKNOWN if breached else _walked_by_contract(run, function, signature.returns, bindings)
    if promises_arrays(signature.returns):
        forget_instances(bound.values(), only_set_by_methods=True)
        return _by_contract(run, function, signature.returns, bindings) if not breached else UNKNOWN
    if breached:
        return UNKNOWN
    found = look_inside(run, call, function, signature, bound)
    if not says_nothing(found):
        return found
    return _same_type(run, call, signature, bound) or _by_contract(run, function, signature.returns, bindings)


def _same_type(run: Run, call: Call, signature: Signature, bound: dict[str, Value]) -> Value | None:
    """What ``f(..., function: Callable[..., T]) -> T`` returns: the type of what the function given returns."""
    for parameter in signature.parameters:
        contract, given = parameter.contract, bound[parameter.name]
        if isinstance(contract, CallableContract) and _is_same_name(contract.returns, signature.returns):
            if isinstance(given, Callback):
                return given.answer({})
            if isinstance(given, Function):
                count = len(given.node.args.posonlyargs + given.node.args.args) - (given.bound is not None)
                with run.emitter.silence():
                    return call_function(run, Call(call.node, given, Written((UNKNOWN,) * count)))
    return None


def _is_same_name(one: Contract, other: Contract) -> bool:
    return (
        isinstance(one, NamedContract)
        and isinstance(other, NamedContract)
        and isinstance(one.node, ast.Name)
        and isinstance(other.node, ast.Name)
        and one.node.id == other.node.id
    )


def _bind(run: Run, function: Function, signature: Signature, arguments: Written) -> dict[str, Value] | None:
    """Parameters with their values; None where the call cannot be read."""
    if not arguments.exact:
        return None
    names = [parameter.name for parameter in signature.parameters[: signature.positional]]
    given = arguments.positional
    if function.bound is not None and not signature.is_static:
        given = (function.bound, *given)
    bound = dict(zip(names, given, strict=False))
    if len(given) > len(names):
        if signature.variadic is None:
            return None
        bound[signature.variadic] = Sequence(given[len(names) :])
    elif signature.variadic is not None:
        bound[signature.variadic] = Sequence(())
    extra: dict[str | int, Value] = {}
    for name, value in arguments.keywords.items():
        if signature.by_name(name) is not None and name not in bound:
            bound[name] = value
        elif signature.keywords is not None:
            extra[name] = value
        else:
            return None
    if signature.keywords is not None:
        bound[signature.keywords] = Dictionary(extra)
    for parameter in signature.parameters:
        if parameter.name not in bound:
            bound[parameter.name] = _default(run, function, parameter.default)
    return bound


def _default(run: Run, function: Function, node: ast.expr | None) -> Value:
    if node is None:
        return UNKNOWN
    if isinstance(node, ast.Constant):
        run.budget.spend()
        return constant(run, node)  # the same in whatever scope
    with run.inside(function.scope), run.emitter.silence():
        return run.evaluate(node)


def _check_arguments(
    run: Run, call: Call, signature: Signature, bound: dict[str, Value], bindings: Bindings, offset: int
) -> bool:
    """Hold the arguments against the contracts; whether one of them does not fit."""
    note_documented(run, call, signature, bound, offset)
    for index in signature.shaped:
        parameter = signature.parameters[index]
        nodes = call.arguments.nodes
        node = nodes.get(parameter.name) or nodes.get(index - offset) or call.node
        value = bound[parameter.name]
        breach = check(parameter.contract, value, bindings, node, parameter.name)
        if breach is not None:
            record_breach(run, breach, "argument", parameter.name, bindings)
            if breach.verdict is Verdict.DIFFER:
                return True
        elif isinstance(value, Array):
            bound[parameter.name] = replace(value, history=replace(value.history, declared=True))
    return False


def _walked_by_contract(run: Run, function: Function, contract: Contract, bindings: Bindings) -> Value:
    """What a generator hands out: each item has lengths of its own."""
    if not isinstance(contract, ListContract) or not isinstance(function.node, ast.FunctionDef):
        return UNKNOWN
    item = symbolic(contract.item, Nameless(bindings.lengths), instances(run, function, ""))
    return ListOf(item) if not isinstance(item, Unknown) else UNKNOWN


def _by_contract(run: Run, function: Function, contract: Contract, bindings: Bindings) -> Value:
    """What a contract promises; lengths that the call makes get a name where no loop repeats it."""
    if contract is ANYTHING:
        return UNKNOWN
    once = run.scope.loop is None and not run.in_comprehension
    return symbolic(contract, _Returned(bindings, once), instances(run, function, bindings.group if once else ""))


class _Returned(Naming):
    """The lengths of what a call returns: those that its arguments bind, and names of their own for the others."""

    def __init__(self, bindings: Bindings, once: bool) -> None:
        super().__init__("")
        self._bindings = bindings
        self._once = once

    def length(self, name: str) -> Dim:
        """The length of a name."""
        lengths = self._bindings.lengths
        if name not in lengths:
            origin = Origin("call", f"{self._bindings.group} {name}", 0, "the annotation of what is returned")
            lengths[name] = Dim.size(Size(name, origin)) if self._once else Dim.unknown()
        return lengths[name]
