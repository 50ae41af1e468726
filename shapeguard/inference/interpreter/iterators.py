"""Iterators, those of ``itertools`` among them: what a loop over one meets, and what is left of it."""

from __future__ import annotations

import ast
from itertools import combinations, pairwise

from shapeguard.inference.budget import LARGEST_LITERAL
from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.containers import Walk, walk
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import join
from shapeguard.inference.values import UNKNOWN, Constant, Function, Int, Known, ListOf, OneOf, Sequence, Value
from shapeguard.inference.walking import walk as walk_tree
from shapeguard.shapes import Dim

_MOST_CHOSEN = 8
_ITERATORS = frozenset(f"builtins.{name}" for name in ("zip", "map", "filter", "enumerate", "iter", "reversed"))
_TWO = Int(Dim.of(2))


def iterated(function: str, arguments: Written) -> Value:
    """The iterator that a call of ``itertools.function`` makes."""
    given, keywords = arguments.positional, arguments.keywords
    if function == "product":
        return _product(given, keywords.get("repeat", Int(Dim.of(1))))
    if function == "zip_longest":
        return _zip_longest([walk(value) for value in given], keywords.get("fillvalue", Constant(None)))
    if function == "groupby" and given:
        return ListOf(Sequence((UNKNOWN, ListOf(walk(given[0]).item))))
    return UNKNOWN if keywords else _over(function, given)


def is_iterator(run: Run, node: ast.expr, value: Value) -> bool:
    """Whether an expression, of this value, makes something that is used up by walking over it."""
    if isinstance(node, ast.GeneratorExp):
        return True
    if not isinstance(node, ast.Call) or not isinstance(value, (ListOf, Sequence, OneOf)):
        return False
    callee = run.evaluate(node.func)
    if isinstance(callee, Function):
        return callee.scope.module.glance(callee.node).is_generator
    return isinstance(callee, Known) and (callee.name in _ITERATORS or callee.name.startswith("itertools."))


def as_kept(run: Run, name: str, value: Value) -> Value:
    """An iterator under a name that is read more than once: how much of it is left, nobody knows."""
    around = run.scope.function or run.scope.module.tree
    reads = sum(
        isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load) for node in walk_tree(around)
    )
    return value if reads < 2 else ListOf(walk(value).item)


def _over(function: str, given: tuple[Value, ...]) -> Value:
    """Those that take nothing but their operands."""
    numbered = ("combinations", "combinations_with_replacement", "permutations", "tee")
    walks = [walk(value) for value in given[: 1 if function in numbered else None]]
    match function, walks:
        case ("pairwise", [Walk(items=items)]) if items:
            return Sequence(tuple(Sequence(pair) for pair in pairwise(items)), True)
        case ("pairwise", [only]):
            return ListOf(Sequence((only.item, only.item)), only.length - 1)
        case ("combinations", [Walk(items=items)]) if items and given[1:] == (_TWO,):
            return Sequence(tuple(Sequence(pair) for pair in combinations(items, 2)), True)
        case ("combinations" | "combinations_with_replacement" | "permutations", [only]):
            return _chosen(only, given[1:])
        case ("chain", [_, *_]):
            return ListOf(join(*(each.item for each in walks)))
        case ("chain.from_iterable", [only]):
            return ListOf(walk(only.item).item)
        case ("tee", [only]):
            count = _number(given[1]) if len(given) == 2 else 2
            return Sequence((ListOf(only.item),) * count) if 0 < count <= _MOST_CHOSEN else UNKNOWN
        case ("repeat", [_, *_]):
            return ListOf(given[0], given[1].dim if len(given) == 2 and isinstance(given[1], Int) else Dim.unknown())
        case ("takewhile" | "dropwhile" | "filterfalse", [_, items]) | ("islice" | "cycle", [items, *_]):
            return ListOf(items.item)
        case ("count", _):
            return ListOf(Int(Dim.unknown()) if all(isinstance(value, Int) for value in given) else UNKNOWN)
    return UNKNOWN


def _number(value: Value) -> int:
    return (value.dim.value or 0) if isinstance(value, Int) else 0


def _chosen(items: Walk, given: tuple[Value, ...]) -> Value:
    """Tuples of as many items as the call says."""
    count = _number(given[0]) if len(given) == 1 else 0
    return ListOf(Sequence((items.item,) * count)) if 0 < count <= _MOST_CHOSEN else UNKNOWN


def _product(given: tuple[Value, ...], repeat: Value) -> Value:
    """Tuples with one item of each operand, all of it ``repeat`` times."""
    times = _number(repeat)
    if not 0 < times * len(given) <= LARGEST_LITERAL:
        return UNKNOWN
    return ListOf(Sequence(tuple(walk(value).item for value in given) * times))


def _zip_longest(walks: list[Walk], filling: Value) -> Value:
    """Tuples with one item of each operand; the shorter ones are filled up."""
    lengths = {each.length for each in walks}
    if len(lengths) == 1 and not any(length.is_unknown for length in lengths):
        return ListOf(Sequence(tuple(each.item for each in walks)), lengths.pop())
    return ListOf(Sequence(tuple(join(each.item, filling) for each in walks)))
