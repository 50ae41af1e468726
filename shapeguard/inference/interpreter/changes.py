"""Lists, dicts and objects that change: every name that stands for one changes with it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from shapeguard.inference.interpreter import containers
from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.declared_types import as_declared
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.set_attributes import set_by_methods
from shapeguard.inference.joins import alternatives, join, widen
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import (
    UNKNOWN,
    Constant,
    Dictionary,
    Function,
    Instance,
    Known,
    ListOf,
    OneOf,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.inference.walking import walk

_OF_SETS = "isdisjoint issubset issuperset union intersection difference symmetric_difference"
_OF_ALL = "copy index count get keys values items most_common elements total __len__ __contains__ __iter__ __getitem__"
_READING = frozenset(f"{_OF_SETS} {_OF_ALL}".split())
"""The methods of containers that change nothing; any other that is not known may."""
_HOLDING = frozenset({Sequence, ListOf, Dictionary, OneOf})


def replace_everywhere(run: Run, old: Value, new: Value) -> None:
    """One object changed: every name and attribute that stands for it here changes with it."""
    scope = run.scope
    seen: set[int] = set()
    may_be_held = any(containers.is_container(option) for option in alternatives(old))
    while True:
        for name, value in scope.names.items():
            if value is old:
                scope.names[name] = as_declared(run, name, new) if scope is run.scope else new
            elif type(value) is Instance:
                _replace_held(run, value, old, new, seen)
            elif may_be_held and type(value) in _HOLDING:
                scope.names[name] = containers.with_part(value, old, new)
        if scope.parent is None:
            return
        scope = scope.parent


def _replace_held(run: Run, holder: Instance, old: Value, new: Value, seen: set[int]) -> None:
    """In an object, which is one and the same in all branches and turns of a loop: there, both may hold."""
    if id(holder) in seen:
        return
    seen.add(id(holder))
    for attribute, held in holder.attributes.items():
        if isinstance(held, Instance):
            _replace_held(run, held, old, new, seen)
        elif held is old:
            holder.attributes[attribute] = widen(old, new) if run.branching else new
        else:
            holder.attributes[attribute] = containers.with_part(held, old, widen(old, new) if run.branching else new)


def container_method(run: Run, callee: Known, arguments: Written) -> Value:
    """``owner.append(x)``, ``owner.get(key)``."""
    owner, method = callee.receiver, callee.name.removeprefix("container.")
    if owner is None:
        return UNKNOWN
    options = [option for option in alternatives(owner) if containers.is_container(option)]
    changed = [containers.changed(option, method, arguments.positional) for option in options]
    if all(option is None for option in changed):
        if method not in _READING:
            _lose(run, Written((owner,)))
        return join(*(containers.read(option, method, arguments.positional) for option in options))
    if isinstance(owner, OneOf):
        kept = [option for option in owner.options if not containers.is_container(option)]
        replace_everywhere(run, owner, join(*(option or UNKNOWN for option in changed), *kept))
        return UNKNOWN
    (after,) = changed
    return _changing(run, owner, after or UNKNOWN, method, arguments)


def _changing(run: Run, owner: Value, after: Value, method: str, arguments: Written) -> Value:
    """What a method returns that changes its container."""
    popped = containers.item(owner, arguments.positional[0]) if method == "pop" and arguments.positional else None
    replace_everywhere(run, owner, after)
    if method in ("pop", "popleft") and not arguments.positional:
        return _last_of(run, owner, after, first=method == "popleft")
    if method == "setdefault" and isinstance(owner, Dictionary) and len(arguments.positional) == 2:
        return containers.read(owner, "get", arguments.positional)
    return popped if popped is not None else (Constant(None) if method != "setdefault" else UNKNOWN)


def _last_of(run: Run, owner: Value, changed: Value, *, first: bool) -> Value:
    """What ``pop`` takes off the end of a list, which is shorter from here on."""
    if isinstance(owner, Sequence) and owner.items and not first:
        replace_everywhere(run, changed, Sequence(owner.items[:-1], True))
        return owner.items[-1]
    return containers.walk(owner).item


def escape(run: Run, arguments: Written) -> None:
    """Lists, dicts and objects handed to code that nobody looks into are no longer known."""
    forget_instances((*arguments.positional, *arguments.keywords.values()))
    _lose(run, arguments)


def lose_arguments(run: Run, function: Function, arguments: Written) -> None:
    """Lists and dicts handed to a function of the project that changes some, and was not looked into."""
    if function.scope.module.glance(function.node).stores_items:
        _lose(run, arguments)


def lose_receivers(run: Run, values: Iterable[Value]) -> None:
    """Containers of which a method is kept, ``add = rows.append``: nobody knows how often it is called, and when."""
    for value in values:
        if isinstance(value, Known) and value.receiver is not None and value.name.startswith("container."):
            if value.name.removeprefix("container.") not in _READING:
                _lose(run, Written((value.receiver,)))
        elif isinstance(value, Sequence):
            lose_receivers(run, (item for item in value.items if isinstance(item, Known)))


def lose_alternatives(run: Run, function: ast.expr) -> None:
    """``(rows or []).append(row)``: one of several containers changes."""
    match function:
        case ast.Attribute(value=ast.BoolOp() | ast.IfExp() as owner, attr=method) if method not in _READING:
            with run.emitter.silence():
                _lose(run, Written(tuple(run.evaluate(node) for node in walk(owner) if isinstance(node, ast.Name))))


def _lose(run: Run, arguments: Written) -> None:
    for value in (*arguments.positional, *arguments.keywords.values()):
        if isinstance(value, (Dictionary, ListOf)) or (isinstance(value, Sequence) and value.is_list):
            replace_everywhere(run, value, _forgotten(value))
        elif isinstance(value, OneOf):
            for option in value.options:
                if containers.is_container(option):
                    replace_everywhere(run, option, UNKNOWN)


def forget_instances(values: Iterable[Value], *, only_set_by_methods: bool = False) -> None:
    """What is known of objects that went through code nobody looked into."""
    for value in values:
        if isinstance(value, Instance):
            changed: Iterable[str] = set_by_methods(value.cls) if only_set_by_methods else set(value.attributes)
            value.attributes.update(dict.fromkeys(changed, UNKNOWN))


def changes_in_call(scope: Scope, bound: Mapping[str, Value]) -> Iterator[tuple[Value, Value]]:
    """The containers among the arguments of a call that was looked into, as they were and as they are behind it."""
    for name, before in bound.items():
        if not any(type(option) in _HOLDING for option in alternatives(before)):
            continue
        ends = [names.get(name, UNKNOWN) for names in scope.exits]
        if scope.function is not None and scope.module.times_bound(name, scope.function):
            ends = [before if after is before else UNKNOWN for after in ends]
        if any(after is not before for after in ends):
            yield from _changed_parts(before, join(*ends))


def _changed_parts(before: Value, after: Value) -> Iterator[tuple[Value, Value]]:
    """A tuple stays what it is; the lists in it may change."""
    if not isinstance(before, Sequence) or before.is_list:
        if after is not before:
            yield before, _forgotten(before) if isinstance(after, Unknown) else after
    elif isinstance(after, Sequence) and len(after.items) == len(before.items):
        for one, other in zip(before.items, after.items, strict=True):
            yield from _changed_parts(one, other)
    else:
        yield from ((item, _forgotten(item)) for item in before.items if type(item) in _HOLDING)


def _forgotten(value: Value) -> Value:
    """A container of which others hold a reference: what is in it may be replaced by its like."""
    if isinstance(value, (Sequence, ListOf)):
        return ListOf(UNKNOWN)
    return Dictionary({}, UNKNOWN) if isinstance(value, Dictionary) else UNKNOWN
