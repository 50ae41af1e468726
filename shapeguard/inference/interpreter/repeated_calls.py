"""Calls that are alike: what a look inside a function gave for one of them, the next one gets without another look."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeguard.inference.interpreter.circumstances import Circumstances, Mood, mood_of
from shapeguard.inference.values import (
    Array,
    Callback,
    Class,
    Constant,
    Dictionary,
    Function,
    Hint,
    Instance,
    Int,
    Known,
    ListOf,
    OneOf,
    Sequence,
    Slice,
    Unknown,
    Value,
)
from shapeguard.shapes import Shape
from shapeguard.shapes.frozen import frozen, replace

if TYPE_CHECKING:
    from shapeguard.inference.interpreter.run import Run

_MOST_PARTS = 300
_MOST_REMEMBERED = 4_000


class _NotAlikeError(Exception):
    """The arguments cannot be compared with those of another call."""


@frozen
class Given:
    """What a look inside gave.

    Attributes
    ----------
    value
        What the function returned, about objects of its own.
    objects
        The objects among the arguments, in the order in which they were met, as the call left them.
    steps
        What the look took of the budget.
    circumstances
        What else it rested on.
    consulted
        The files that it rests on.
    """

    value: Value
    objects: tuple[Instance, ...]
    steps: int
    circumstances: Circumstances
    consulted: Mapping[str, bool]


Memory = dict[Hashable, dict[Hashable, Given]]


@dataclass(slots=True)
class Likeness:
    """What two calls must have in common, and the objects in which they differ.

    A call about nothing but constants, and about code of other files, is like those that any file makes.
    """

    key: Hashable
    mood: Mood
    objects: tuple[Instance, ...]
    memory: Memory

    def recall(self) -> Given | None:
        """What an earlier call gave."""
        given = self.memory.get(self.key)
        if given is None:
            return None
        heeded = None, self.mood.is_quick, self.mood
        return next((given[each] for each in heeded if each in given), None)

    def replay(self, given: Given) -> Value:
        """Do to the objects of this call what the earlier one did to its own; what it returned."""
        copies: dict[int, Value] = {id(old): new for old, new in zip(given.objects, self.objects, strict=True)}
        for old, new in zip(given.objects, self.objects, strict=True):
            after = {name: copied(value, copies) for name, value in old.attributes.items()}
            new.attributes.clear()
            new.attributes.update(after)
        return copied(given.value, copies)

    def remember(self, value: Value, steps: int, circumstances: Circumstances, consulted: Mapping[str, bool]) -> None:
        """Keep what a call gave, for the next."""
        if len(self.memory) >= _MOST_REMEMBERED:
            self.memory.clear()
        copies: dict[int, Value] = {}
        objects = tuple(_copy_of(instance, copies) for instance in self.objects)
        given = Given(copied(value, copies), objects, steps, circumstances, dict(consulted))
        self.memory.setdefault(self.key, {})[circumstances.heeded(self.mood)] = given


def likeness_of(run: Run, function: Function, bound: Mapping[str, Value]) -> Likeness | None:
    """What a call has to have in common with another one; None where it is like no other."""
    if _is_closure(function):
        return None
    reader = _Reader(run)
    try:
        values = tuple((name, reader.read(value)) for name, value in bound.items())
    except _NotAlikeError:
        return None
    is_own = reader.is_local or function.scope.module is run.subject
    stands = run.branching > 0, min(run.unrolling, 2), run.in_comprehension
    key = function.node, stands, values
    return Likeness(key, mood_of(run), tuple(reader.objects), run.memory if is_own else run.project.memory)


def _is_closure(function: Function) -> bool:
    scope = function.scope
    while scope.function is None and scope.parent is not None:
        scope = scope.parent
    return scope.function is not None


@dataclass(slots=True)
class _Reader:
    """Reads arguments: what they are, without where they come from."""

    run: Run
    objects: list[Instance] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    parts: int = 0
    is_local: bool = False

    def read(self, value: Value | None) -> Hashable:
        """The value, comparable and hashable.

        Raises
        ------
        _NotAlikeError
            If it is too large, or made in a way that only this call knows.
        """
        self.parts += 1
        if self.parts > _MOST_PARTS:
            raise _NotAlikeError
        match value:
            case Array(shape=shape, kind=kind, history=history):
                self._note_sizes(shape)
                return Array, shape, kind, history.elsewhere
            case Int(dim=dim):
                self._note_sizes(Shape((dim,)))
                return value
            case Constant(value=constant):
                return Constant, type(constant), constant
            case Unknown(type=kind_of_thing):
                return Unknown, kind_of_thing
            case Sequence(items=items, is_list=is_list):
                return Sequence, is_list, tuple(self.read(item) for item in items)
            case ListOf(item=item, length=length):
                self._note_sizes(Shape((length,)))
                return ListOf, self.read(item), length
            case Dictionary(items=items, rest=rest, key=key):
                held = tuple((name, self.read(item)) for name, item in items.items())
                return Dictionary, held, self.read(rest), self.read(key)
            case OneOf(options=options):
                return OneOf, tuple(self.read(option) for option in options)
            case Known(name=name, receiver=receiver):
                return Known, name, self.read(receiver)
            case Function(node=node, scope=scope, bound=bound):
                if _is_closure(value):
                    raise _NotAlikeError
                self.is_local |= scope.module is self.run.subject
                return Function, node, self.read(bound)
            case Class(node=class_node, scope=scope):
                self.is_local |= scope.module is self.run.subject
                return Class, class_node
            case Instance():
                return self._read_object(value)
            case Callback() | Hint() | Slice():
                raise _NotAlikeError
        return value

    def _read_object(self, instance: Instance) -> Hashable:
        place = self.places.get(id(instance))
        if place is not None:
            return Instance, place
        self.places[id(instance)] = len(self.objects)
        self.objects.append(instance)
        self.is_local |= instance.cls.scope.module is self.run.subject
        held = tuple((name, self.read(instance.attributes[name])) for name in sorted(instance.attributes))
        return Instance, instance.cls.node, held

    def _note_sizes(self, shape: Shape) -> None:
        """A length with a name says in which line it got it."""
        self.is_local = self.is_local or bool(shape.sizes())


def copied(value: Value, copies: dict[int, Value]) -> Value:
    """The value with objects and containers of its own; ``copies`` has those that are done."""
    known = copies.get(id(value))
    if known is not None:
        return known
    match value:
        case Instance():
            return _copy_of(value, copies)
        case Sequence(items=items, is_list=is_list):
            copy: Value = Sequence(tuple(copied(item, copies) for item in items), is_list)
        case ListOf(item=item, length=length):
            copy = ListOf(copied(item, copies), length)
        case Dictionary(items=entries, rest=rest, key=key):
            held = {name: copied(item, copies) for name, item in entries.items()}
            copy = Dictionary(held, None if rest is None else copied(rest, copies), copied(key, copies))
        case OneOf(options=options):
            copy = OneOf(tuple(copied(option, copies) for option in options))
        case Known(receiver=receiver) | Function(bound=receiver) if receiver is not None:
            other = copied(receiver, copies)
            copy = replace(value, receiver=other) if isinstance(value, Known) else replace(value, bound=other)
        case _:
            return value
    copies[id(value)] = copy
    return copy


def _copy_of(instance: Instance, copies: dict[int, Value]) -> Instance:
    known = copies.get(id(instance))
    if isinstance(known, Instance):
        return known
    copy = Instance(instance.cls)
    copies[id(instance)] = copy
    copy.attributes.update((name, copied(value, copies)) for name, value in instance.attributes.items())
    return copy
