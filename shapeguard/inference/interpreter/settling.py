"""Whether a turn of a loop leaves everything as it was, so that what it told holds for every turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from shapeguard.inference.joins import widen_names
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import Array, Dictionary, Instance, ListOf, OneOf, Sequence, Value

Names = dict[str, Value]


def widened_head(head: Names, after: Names | None) -> tuple[Names, bool]:
    """The names at the head of a loop after one more turn, and whether they are those of before."""
    widened = widen_names(head, after) if after is not None else head
    settled = all(_is_settled(widened.get(name), value) for name, value in head.items())
    return {name: widened.get(name, value) for name, value in head.items() if name in widened}, settled


def _is_settled(now: Value | None, before: Value) -> bool:
    if now is before:
        return True
    if isinstance(now, Instance) and isinstance(before, Instance):
        return now.attributes.keys() == before.attributes.keys() and all(
            _is_settled(now.attributes[name], value) for name, value in before.attributes.items()
        )
    return type(now) is type(before) and now == before


def gives_other_shapes(before: Names, after: Names) -> bool:
    """Whether a turn leaves an array behind whose shape, known before and after, is another one."""
    return any(
        isinstance(value, Array)
        and isinstance(known := before.get(name), Array)
        and known.shape != value.shape
        and not (known.shape.open or value.shape.open)
        for name, value in after.items()
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a turn may change besides the names: objects, and the names of the functions around."""

    objects: tuple[tuple[dict[str, Value], dict[str, Value]], ...]

    @classmethod
    def of(cls, scope: Scope) -> Surroundings:
        """As they are now."""
        held = [instance.attributes for instance in _objects(scope.names.values(), set())]
        around = scope.parent
        while around is not None and around.function is not None:
            held.append(around.names)
            around = around.parent
        return cls(tuple((now, dict(now)) for now in held))

    @property
    def are_unchanged(self) -> bool:
        """Whether they still hold the very same."""
        return all(_holds_the_same(now, before) for now, before in self.objects)


def _holds_the_same(now: Mapping[str, Value], before: Mapping[str, Value]) -> bool:
    return now.keys() == before.keys() and all(now[name] is value for name, value in before.items())


def _objects(values: Iterable[Value], seen: set[int]) -> Iterator[Instance]:
    """The objects that stand among values, and in other objects."""
    for value in values:
        match value:
            case Instance(attributes=attributes) if id(value) not in seen:
                seen.add(id(value))
                yield value
                yield from _objects(attributes.values(), seen)
            case Sequence(items=items) | OneOf(options=items):
                yield from _objects(items, seen)
            case ListOf(item=item):
                yield from _objects((item,), seen)
            case Dictionary(items=entries, rest=rest):
                yield from _objects((*entries.values(), *(() if rest is None else (rest,))), seen)
