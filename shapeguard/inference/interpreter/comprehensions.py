"""Comprehensions: over few known items each is built, over many one stands for all."""

from __future__ import annotations

import ast

from shapeguard.inference.budget import LARGEST_LITERAL
from shapeguard.inference.interpreter import containers
from shapeguard.inference.interpreter.loop_facts import note_loop
from shapeguard.inference.interpreter.narrowing import narrowed_branches
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.stores import bind_target
from shapeguard.inference.joins import join
from shapeguard.inference.values import UNKNOWN, Dictionary, ListOf, Sequence, Value
from shapeguard.inference.walking import walk
from shapeguard.shapes import Dim

Comprehension = ast.ListComp | ast.GeneratorExp | ast.SetComp
_CONTAINERS = (Sequence, ListOf, Dictionary)


def list_comprehension(run: Run, node: Comprehension) -> Value:
    """``[element for target in iterable]``."""
    before = dict(run.scope.names)
    bindings = dict(run.scope.bindings)
    outer, run.in_comprehension = run.in_comprehension, True
    try:
        return _generated(run, node)
    finally:
        run.in_comprehension = outer
        run.scope.names = before | _changed(run, node, before) | _kept(run, node, before)
        run.scope.bindings = bindings


def _changed(run: Run, node: Comprehension | ast.DictComp, before: dict[str, Value]) -> dict[str, Value]:
    """Lists and dicts that the comprehension itself has changed, ``[found.append(x) for x in X]``: unknown behind."""
    now = run.scope.names
    return {
        name: UNKNOWN
        for name, value in before.items()
        if isinstance(value, _CONTAINERS) and now.get(name, value) is not value and not _is_own(node, name)
    }


def _is_own(node: Comprehension | ast.DictComp, name: str) -> bool:
    """Whether a comprehension binds a name for itself."""
    targets = (part for generator in node.generators for part in ast.walk(generator.target))
    return any(isinstance(part, ast.Name) and part.id == name for part in targets)


def _kept(run: Run, node: Comprehension, before: dict[str, Value]) -> dict[str, Value]:
    """What ``:=`` in a comprehension binds outlives it, where it ran at all."""
    kept = {}
    for inner in walk(node):
        if isinstance(inner, ast.NamedExpr) and inner.target.id in run.scope.names:
            name = inner.target.id
            now = run.scope.names[name]
            kept[name] = join(before[name], now) if name in before else now
    return kept


def _generated(run: Run, node: Comprehension) -> Value:
    first, *others = node.generators
    met = containers.walk(run.evaluate(first.iter))
    if not others:
        note_loop(run, node, first, met, [node.elt, *first.ifs])
    if met.items is not None and not isinstance(node, ast.SetComp):
        items = _one_by_one(run, node.elt, node.generators, met.items)
        if items is not None:
            return Sequence(tuple(items), True)
    bind_target(run, first.target, met.item, first.iter)
    length = met.length if not first.ifs and not others else Dim.unknown()
    _enter(run, first, others)
    return ListOf(run.evaluate(node.elt), length)


def _one_by_one(
    run: Run, element: ast.expr, generators: list[ast.comprehension], met: tuple[Value, ...]
) -> list[Value] | None:
    """Every element for itself; None where a condition is open, or an inner loop too long."""
    first, *others = generators
    found: list[Value] = []
    for item in met:
        bind_target(run, first.target, item, first.iter)
        is_met = _meets(run, first.ifs)
        if is_met is None or len(found) > LARGEST_LITERAL:
            return None
        if is_met and others:
            inner = containers.walk(run.evaluate(others[0].iter)).items
            parts = _one_by_one(run, element, others, inner) if inner is not None else None
            if parts is None:
                return None
            found += parts
        elif is_met:
            found.append(run.evaluate(element))
    return found


def _meets(run: Run, tests: list[ast.expr]) -> bool | None:
    """Whether what is bound meets the conditions; None where that is open."""
    for test in tests:
        run.evaluate(test)
        branches = narrowed_branches(run, test)
        if branches.true is None:
            return False
        if branches.false is not None:
            return None
        run.scope.names = branches.true
    return True


def _enter(run: Run, first: ast.comprehension, others: list[ast.comprehension]) -> None:
    """Bind the targets of the further generators, with the conditions."""
    for test in first.ifs:
        run.evaluate(test)
        run.scope.names = narrowed_branches(run, test).true or run.scope.names
    for generator in others:
        bind_target(run, generator.target, containers.walk(run.evaluate(generator.iter)).item, generator.iter)
        for test in generator.ifs:
            run.evaluate(test)


def dict_comprehension(run: Run, node: ast.DictComp) -> Value:
    """``{key: value for target in iterable}``."""
    before = dict(run.scope.names)
    outer, run.in_comprehension = run.in_comprehension, True
    try:
        first, *others = node.generators
        met = containers.walk(run.evaluate(first.iter))
        if met.items is not None and not others and not first.ifs:
            items: dict[str | int, Value] = {}
            for item in met.items:
                bind_target(run, first.target, item, first.iter)
                key = containers.key_of(run.evaluate(node.key))
                value = run.evaluate(node.value)
                if key is None:
                    return Dictionary({}, UNKNOWN)
                items[key] = value
            return Dictionary(items)
        bind_target(run, first.target, met.item, first.iter)
        _enter(run, first, others)
        run.evaluate(node.key)
        return Dictionary({}, run.evaluate(node.value))
    finally:
        run.in_comprehension = outer
        run.scope.names = before | _changed(run, node, before)
