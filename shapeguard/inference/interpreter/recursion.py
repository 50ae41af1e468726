"""Functions that call themselves: what they return in the base case, if one more round through the rest holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, join, widen
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import UNKNOWN, Array, Dictionary, Instance, Int, ListOf, Sequence, Unknown, Value
from shapeguard.shapes import Dim

_MOST_ROUNDS = 4
_DEEPEST = 2
"""Nodes of a tree that are told apart: a node, and its children."""

Names = dict[str, Value]
Round = Callable[[Mapping[str, Value]], tuple[Value, Scope]]


@dataclass(slots=True)
class Recursion:
    """What is assumed of a function while its body is followed.

    Attributes
    ----------
    given
        Arguments that stand for those of every call.
    result
        What each of the calls returns.
    """

    given: Names
    result: Value


def returned_again(run: Run, key: int, bound: Names, follow: Round) -> Value:
    """What a call returns of a function that is being looked into; ``follow`` interprets its body once.

    The first round tells what the ways return that do not call it again. That holds for all calls where a round that
    assumes it comes to nothing else, whatever the guess rests on.
    """
    assumed = run.recursions.get(key)
    if assumed is not None:
        assumed.given = _widened(assumed.given, bound)
        return assumed.result
    assumed = run.recursions[key] = Recursion(_widened(run.arguments.get(key, bound), bound), UNKNOWN)
    run.branching += 1
    try:
        with run.emitter.silence():
            return _held(assumed, follow)
    finally:
        run.branching -= 1
        del run.recursions[key]


def _held(assumed: Recursion, follow: Round) -> Value:
    for number in range(_MOST_ROUNDS):
        given = dict(assumed.given)
        value, scope = follow(given)
        if number == 0:
            value = _of_base_cases(scope)
        value = _shallow(value)
        if isinstance(value, Unknown):
            return UNKNOWN
        is_held = all(_alike(assumed.given[name], each) for name, each in given.items())
        if number and is_held and _alike(assumed.result, value):
            return value
        assumed.result = value if number == 0 else _shallow(widen(assumed.result, value))
    return UNKNOWN


def _of_base_cases(scope: Scope) -> Value:
    known = [each for each in scope.returns if not isinstance(each, Unknown)]
    if scope.function is not None and scope.module.glance(scope.function).is_generator:
        return ListOf(join(*known)) if known else UNKNOWN
    return join(*known) if known else UNKNOWN


def _widened(given: Mapping[str, Value], bound: Mapping[str, Value]) -> Names:
    return {name: widen(value, bound.get(name, UNKNOWN)) for name, value in given.items()}


def _shallow(value: Value, depth: int = 0) -> Value:
    """A value whose containers and objects are known down to a depth, so that trees come to an end."""
    if depth > _DEEPEST and isinstance(value, (Sequence, ListOf, Dictionary, Instance)):
        return UNKNOWN
    match value:
        case Sequence(items=items, is_list=is_list):
            return Sequence(tuple(_shallow(item, depth + 1) for item in items), is_list)
        case ListOf(item=item, length=length):
            return ListOf(_shallow(item, depth + 1), length)
        case Dictionary(items=items, rest=rest):
            held = {key: _shallow(item, depth + 1) for key, item in items.items()}
            return Dictionary(held, None if rest is None else _shallow(rest, depth + 1), value.key)
        case Instance(attributes=attributes):
            return Instance(value.cls, {name: _shallow(item, depth + 1) for name, item in attributes.items()})
    if len(alternatives(value)) > 1:
        return join(*(_shallow(option, depth) for option in alternatives(value)))
    return value


def _alike(one: Value, other: Value) -> bool:
    """Whether two values are equal; objects are where what they hold is."""
    match one, other:
        case Instance(attributes=held), Instance(attributes=others):
            is_one_class = one.cls.node is other.cls.node
            return one is other or (
                is_one_class
                and held.keys() == others.keys()
                and all(_alike(value, others[name]) for name, value in held.items())
            )
        case Sequence(items=items), Sequence(items=others):
            return len(items) == len(others) and all(_alike(a, b) for a, b in zip(items, others, strict=True))
        case ListOf(item=item, length=length), ListOf(item=another, length=more):
            return _is_same_length(length, more) and _alike(item, another)
        case Int(dim=dim), Int(dim=more):
            return _is_same_length(dim, more)
        case Array(shape=shape, kind=kind), Array(shape=another, kind=other_kind) if shape.rank is not None:
            pairs = zip(shape.dims, another.dims, strict=False)
            return (shape.rank, kind) == (another.rank, other_kind) and all(_is_same_length(*pair) for pair in pairs)
        case Dictionary(items=items, rest=rest), Dictionary(items=others, rest=more):
            is_same_rest = rest is more or (rest is not None and more is not None and _alike(rest, more))
            return (
                is_same_rest and items.keys() == others.keys() and all(_alike(v, others[k]) for k, v in items.items())
            )
    options, others = alternatives(one), alternatives(other)
    if len(options) > 1 and len(options) == len(others):
        return all(any(_alike(option, another) for another in others) for option in options)
    return one == other


def _is_same_length(one: Dim, other: Dim) -> bool:
    return one == other or (one.is_unknown and other.is_unknown)
