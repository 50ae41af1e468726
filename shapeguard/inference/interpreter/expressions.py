"""Expressions: from a node to a value, facts on the way."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable

from shapeguard.inference import numpy_api, tables
from shapeguard.inference.facts import Operand, Transposed
from shapeguard.inference.interpreter import (
    attributes,
    calls,
    comprehensions,
    containers,
    half_known,
    literals,
    operators,
    overloads,
    reflection,
)
from shapeguard.inference.interpreter.narrowing import narrowed_branches
from shapeguard.inference.interpreter.operations import ask
from shapeguard.inference.interpreter.rank_one import note_rank_one
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.joins import alternatives, join, join_names, present
from shapeguard.inference.modules import ModuleSource
from shapeguard.inference.scope import reference
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Dictionary,
    Function,
    Hint,
    Instance,
    Known,
    ListOf,
    Module,
    OneOf,
    Sequence,
    Slice,
    Unknown,
    Value,
)
from shapeguard.inference.walking import children_of

_HOLDING = (Instance, Sequence, ListOf, Dictionary, OneOf)
_HINTING = ("builtins.", "typing.", "collections.", "jaxtyping.", "shapeguard.", "numpy.typing.")
"""Where the names come from that are written with an index as types."""


def _name(run: Run, node: ast.Name) -> Value:
    value = run.scope.lookup(node.id)
    if isinstance(value, Known) and isinstance(node.ctx, ast.Load):
        return run.project.resolved(run, value)
    if isinstance(value, _HOLDING) and run.is_foreign and _is_of_module(run.scope.module, node.id, value):
        return run.own(value)
    return value if value is not None else attributes.builtin_or_starred(run, node.id)


def _is_of_module(module: ModuleSource, name: str, value: Value) -> bool:
    """Whether a value is that of a module's name, and the module read."""
    return module.is_done and module.scope is not None and module.scope.names.get(name) is value


def _attribute(run: Run, node: ast.Attribute) -> Value:
    owner = run.evaluate(node.value)
    if isinstance(owner, Module):
        return attributes.member(run, owner, node.attr)
    known = _remembered(run, node)
    if known is not None:
        return known
    value = attributes.attribute(run, node, owner)
    if node.attr == "T" and isinstance(owner, Array) and owner.shape.rank == 1:
        operand = Operand(node.value, owner)
        trace = trace_of(run, [operand])
        run.emitter.record(
            Transposed(node=node, function=run.scope.qualname, operand=operand, matters=False, trace=trace)
        )
        note_rank_one(run, owner, "transpose", node)
    return value


def _remembered(run: Run, node: ast.expr) -> Value | None:
    """What a check or an unpacking has told of a place such as ``X.shape[0]`` or ``batch['x']``."""
    key = reference(node) if run.scope.parted else None
    return run.scope.names.get(key) if key is not None else None


def _subscript(run: Run, node: ast.Subscript) -> Value:
    owner = run.evaluate(node.value)
    if isinstance(owner, Known) and owner.name.startswith(_HINTING):
        return Hint(node, run.scope)
    index = _index(run, node.slice)
    known = _remembered(run, node)
    if known is not None:
        return known
    return subscript(run, node, owner, index)


def subscript(run: Run, node: ast.Subscript, owner: Value, index: Value) -> Value:
    """``owner[index]``."""
    owner = present(owner)
    results = [containers.item(option, index) for option in alternatives(owner)]
    if all(result is not None for result in results):
        return join(*(result for result in results if result is not None))
    if overloads.takes_part(owner):
        return overloads.item(run, node, owner, (node.slice, index))
    if isinstance(owner, Unknown):
        return attributes.length_of_unknown(run, node)
    if isinstance(owner, Known) and owner.name == reflection.NAMESPACE:
        return reflection.item(owner, index)
    if isinstance(owner, Known) and owner.name.startswith("pandas."):
        return tables.item(owner, index)
    index = half_known.mask_of_rows(run, node, owner, index)
    return ask(run, node, (owner, index), numpy_api.subscript, {"self": (node.value, owner), 0: (node.slice, index)})


def _index(run: Run, node: ast.expr) -> Value:
    if isinstance(node, ast.Slice):
        parts = [None if part is None else run.evaluate(part) for part in (node.lower, node.upper, node.step)]
        return Slice(*parts)
    if isinstance(node, ast.Tuple):
        return Sequence(tuple(_index(run, element) for element in node.elts))
    return run.evaluate(node)


index_of = _index


def _bool(run: Run, node: ast.BoolOp) -> Value:
    first, *rest = node.values
    values = [run.evaluate(first)]
    before = dict(run.scope.names)
    run.emitter.undecided += 1
    for operand, previous in zip(rest, node.values, strict=False):
        truth = isinstance(node.op, ast.And)
        narrowed = narrowed_branches(run, previous)
        run.scope.names = (narrowed.true if truth else narrowed.false) or dict(run.scope.names)
        with run.emitter.silence(when=(narrowed.true if truth else narrowed.false) is None):
            values.append(run.evaluate(operand))
    run.emitter.undecided -= 1
    run.scope.names = {**before, **{n: v for n, v in run.scope.names.items() if n not in before and n.isidentifier()}}
    if isinstance(node.op, ast.Or):
        values = [value for value in values[:-1] if value != Constant(None)] + values[-1:]
    return join(*values)


def _conditional(run: Run, node: ast.IfExp) -> Value:
    run.evaluate(node.test)
    branches = narrowed_branches(run, node.test)
    undecided = branches.true is not None and branches.false is not None
    run.emitter.undecided += undecided
    values, states = [], []
    for names, expression in ((branches.true, node.body), (branches.false, node.orelse)):
        if names is not None:
            run.scope.names = names
            values.append(run.evaluate(expression))
            states.append(run.scope.names)
    run.emitter.undecided -= undecided
    run.scope.names = join_names(states)
    return join(*values)


def _lambda(run: Run, node: ast.Lambda) -> Value:
    return Function(node, run.scope)


def _named(run: Run, node: ast.NamedExpr) -> Value:
    value = run.evaluate(node.value)
    run.scope.bind(node.target.id, value, node.lineno, node.value)
    return value


def _starred(run: Run, node: ast.Starred) -> Value:
    run.evaluate(node.value)
    return UNKNOWN


def _await(run: Run, node: ast.Await) -> Value:
    """A coroutine stands for what it returns in the end."""
    return run.evaluate(node.value)


def _ignored(run: Run, node: ast.expr) -> Value:
    for child in children_of(node):
        if isinstance(child, ast.expr):
            run.evaluate(child)
    return UNKNOWN


def _yield(run: Run, node: ast.Yield) -> Value:
    run.scope.returns.append(run.evaluate(node.value) if node.value is not None else Constant(None))
    return UNKNOWN


def _yield_from(run: Run, node: ast.YieldFrom) -> Value:
    run.scope.returns.append(containers.walk(run.evaluate(node.value)).item)
    return UNKNOWN


def _slice(run: Run, node: ast.Slice) -> Value:
    return _index(run, node)


HANDLERS: dict[type[ast.expr], Callable[..., Value]] = {
    ast.Constant: literals.constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.BinOp: operators.binary_chain,
    ast.UnaryOp: operators.signed,
    ast.Compare: operators.compared,
    ast.BoolOp: _bool,
    ast.IfExp: _conditional,
    ast.Tuple: literals.sequence_literal,
    ast.List: literals.sequence_literal,
    ast.Set: _ignored,
    ast.Dict: literals.dict_literal,
    ast.JoinedStr: literals.joined_string,
    ast.Lambda: _lambda,
    ast.NamedExpr: _named,
    ast.Starred: _starred,
    ast.Call: calls.call,
    ast.Slice: _slice,
    ast.ListComp: comprehensions.list_comprehension,
    ast.GeneratorExp: comprehensions.list_comprehension,
    ast.SetComp: comprehensions.list_comprehension,
    ast.DictComp: comprehensions.dict_comprehension,
    ast.Await: _await,
    ast.Yield: _yield,
    ast.YieldFrom: _yield_from,
}
if sys.version_info >= (3, 14):
    HANDLERS[ast.TemplateStr] = literals.template_string
