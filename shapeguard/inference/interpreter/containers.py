"""Tuples, lists and dicts: items read, items stored, methods that change them, and what a loop over them meets."""

from __future__ import annotations

from collections.abc import Iterable

from shapeguard.inference import numpy_api
from shapeguard.inference.budget import LARGEST_LITERAL, LONGEST_UNROLLING
from shapeguard.inference.interpreter.named_tuples import as_tuple
from shapeguard.inference.joins import alternatives, join, widen
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Dictionary,
    Int,
    ListOf,
    OneOf,
    Scalar,
    Sequence,
    Slice,
    Value,
)
from shapeguard.shapes import Dim
from shapeguard.shapes.frozen import frozen, replace


def is_container(value: Value) -> bool:
    """Whether it is a list, a tuple or a dict."""
    return isinstance(value, (Sequence, ListOf, Dictionary))


def contents(owner: Value) -> tuple[Value, ...]:
    """What a container holds, keys excepted."""
    match owner:
        case Sequence(items=items):
            return items
        case ListOf(item=item):
            return (item,)
        case Dictionary(items=entries, rest=rest):
            return (*entries.values(), *(() if rest is None else (rest,)))
    return ()


def copied(owner: Value) -> Value:
    """Another container with the same items: what changes one leaves the other as it is."""
    return replace(owner) if isinstance(owner, (Sequence, ListOf, Dictionary)) else owner


def key_of(value: Value) -> str | int | None:
    """A constant key of a dict."""
    if isinstance(value, Constant) and isinstance(value.value, str):
        return value.value
    return value.dim.value if isinstance(value, Int) else None


def item(owner: Value, index: Value) -> Value | None:
    """``owner[index]`` of a container; None where it is none."""
    owner = as_tuple(owner)
    if isinstance(owner, Sequence):
        return _item_of_sequence(owner, index)
    if isinstance(owner, ListOf):
        if isinstance(index, Slice):
            return ListOf(owner.item)
        return owner.item
    if isinstance(owner, Dictionary):
        return _item_of_dict(owner, index)
    return UNKNOWN if isinstance(owner, (Constant, Scalar, Int)) else None


def _item_of_sequence(owner: Sequence, index: Value) -> Value:
    if isinstance(index, Int):
        position = index.dim.value
        if position is None:
            return _any_of(owner.items)
        return owner.items[position] if -len(owner.items) <= position < len(owner.items) else UNKNOWN
    if isinstance(index, Slice):
        bounds = [_bound(part) for part in (index.start, index.stop, index.step)]
        if any(bound == "unknown" for bound in bounds):
            return ListOf(_any_of(owner.items))
        start, stop, step = (bound if isinstance(bound, int) else None for bound in bounds)
        return UNKNOWN if step == 0 else Sequence(owner.items[start:stop:step], owner.is_list)
    return _any_of(owner.items)


def _bound(part: Value | None) -> int | str | None:
    if part is None or (isinstance(part, Constant) and part.value is None):
        return None
    if isinstance(part, Int) and part.dim.value is not None:
        return part.dim.value
    return "unknown"


def _any_of(items: tuple[Value, ...]) -> Value:
    if items and all(isinstance(value, Int) for value in items):
        return items[0] if len(set(items)) == 1 else Int(Dim.unknown())
    return join(*items) if items else UNKNOWN


def _item_of_dict(owner: Dictionary, index: Value) -> Value:
    key = key_of(index)
    if key is not None:
        found = owner.items.get(key)
        return found if found is not None else owner.rest or UNKNOWN
    values = tuple(owner.items.values())
    return join(*values, owner.rest) if owner.rest is not None else (_any_of(values) if values else UNKNOWN)


def stored(owner: Value, index: Value, value: Value) -> Value:
    """The container after ``owner[index] = value``."""
    if isinstance(owner, Dictionary):
        key = key_of(index)
        if key is not None and len(owner.items) < LARGEST_LITERAL:
            return Dictionary({**owner.items, key: value}, owner.rest)
        return Dictionary({}, join(value, *owner.items.values(), *(() if owner.rest is None else (owner.rest,))))
    if isinstance(owner, Sequence) and owner.is_list:
        position = index.dim.value if isinstance(index, Int) else None
        if position is not None and -len(owner.items) <= position < len(owner.items):
            items = list(owner.items)
            items[position] = value
            return Sequence(tuple(items), True)
        if isinstance(index, Slice):
            return ListOf(UNKNOWN)
        return Sequence(tuple(join(item, value) for item in owner.items), True)
    return ListOf(join(owner.item, value), owner.length) if isinstance(owner, ListOf) else owner


def less(owner: Value, index: Value) -> Value:
    """The container after ``del owner[index]``."""
    key = key_of(index)
    if isinstance(owner, Dictionary) and key is not None and owner.rest is None:
        return replace(owner, items={name: held for name, held in owner.items.items() if name != key})
    if isinstance(owner, Sequence) and isinstance(key, int) and -len(owner.items) <= key < len(owner.items):
        place = key % len(owner.items)
        return Sequence(owner.items[:place] + owner.items[place + 1 :], owner.is_list)
    return UNKNOWN


_ADDING_ALL = frozenset({"extend", "extendleft"})
_ADDING = frozenset({"append", "insert", "add", "appendleft"}) | _ADDING_ALL
_TAKING_AWAY = frozenset({"pop", "popleft", "remove", "discard", "clear", "sort", "reverse"})


def changed(owner: Value, method: str, arguments: tuple[Value, ...]) -> Value | None:
    """The container after a method that changes it; None for a method that does not."""
    if isinstance(owner, Dictionary):
        if method == "pop" and arguments and key_of(arguments[0]) in owner.items:
            return less(owner, arguments[0])
        if method == "setdefault" and len(arguments) == 2 and owner.rest is None:
            return stored(owner, arguments[0], _got(owner, arguments))
        if method == "update" and len(arguments) == 1 and isinstance(arguments[0], Dictionary):
            return Dictionary({**owner.items, **arguments[0].items}, arguments[0].rest or owner.rest)
        return Dictionary({}, UNKNOWN) if method in {"update", "pop", "popitem", "clear", "setdefault"} else None
    if isinstance(owner, Sequence) and owner.is_list:
        if method == "append" and len(arguments) == 1 and len(owner.items) < LARGEST_LITERAL:
            return Sequence((*owner.items, arguments[0]), True)
        if method == "extend" and len(arguments) == 1 and isinstance(arguments[0], Sequence):
            return Sequence(owner.items + arguments[0].items, True)
        if method == "insert" and len(arguments) == 2 and (place := _place(owner, arguments[0])) is not None:
            return Sequence((*owner.items[:place], arguments[1], *owner.items[place:]), True)
        if method == "reverse":
            return Sequence(owner.items[::-1], True)
    if isinstance(owner, (ListOf, Sequence)) and method in _ADDING and len(arguments) in (1, 2):
        held = (owner.item,) if isinstance(owner, ListOf) else owner.items
        return ListOf(join(*held, walk(arguments[-1]).item if method in _ADDING_ALL else arguments[-1]))
    if method in _TAKING_AWAY and isinstance(owner, (ListOf, Sequence)):
        return owner if isinstance(owner, ListOf) else ListOf(_any_of(owner.items)) if owner.is_list else None
    return ListOf(UNKNOWN) if method in _ADDING else None


def _place(owner: Sequence, index: Value) -> int | None:
    """Where ``insert`` puts an item: a number that the list has."""
    number = index.dim.value if isinstance(index, Int) else None
    return number if number is not None and 0 <= number <= len(owner.items) < LARGEST_LITERAL else None


def with_part(holder: Value, part: Value, changed: Value) -> Value:
    """A container after one of the containers in it changed; where that one stands for many, one of them did."""
    if not any(is_container(option) for option in alternatives(part)):
        return holder
    return _with_part(holder, part, changed)


def _with_part(holder: Value, part: Value, changed: Value) -> Value:
    if isinstance(holder, OneOf):
        options = [changed if option is part else _with_part(option, part, changed) for option in holder.options]
        return holder if _same(options, holder.options) else join(*options)
    if isinstance(holder, Sequence) and any(is_container(item) for item in holder.items):
        items = tuple(changed if item is part else _with_part(item, part, changed) for item in holder.items)
        return holder if _same(items, holder.items) else Sequence(items, holder.is_list)
    if isinstance(holder, ListOf):
        held = widen(part, changed) if holder.item is part else _with_part(holder.item, part, changed)
        return holder if held is holder.item else ListOf(held, holder.length)
    if isinstance(holder, Dictionary):
        values = {
            key: changed if value is part else _with_part(value, part, changed) for key, value in holder.items.items()
        }
        rest = holder.rest
        if rest is not None:
            rest = widen(part, changed) if rest is part else _with_part(rest, part, changed)
        unchanged = rest is holder.rest and _same(values.values(), holder.items.values())
        return holder if unchanged else Dictionary(values, rest, holder.key)
    return holder


def _same(now: Iterable[Value], before: Iterable[Value]) -> bool:
    return all(one is other for one, other in zip(now, before, strict=True))


@frozen
class Walk:
    """What a loop over a value meets: an item that stands for each, how many, and all of them where they are few."""

    item: Value
    length: Dim
    items: tuple[Value, ...] | None = None


def walk(value: Value) -> Walk:
    """What a loop over a value meets; in an empty list it meets nothing."""
    options = [_walk(as_tuple(option)) for option in alternatives(value)]
    if len(options) == 1:
        return options[0]
    filled = [option for option in options if option.items != ()] or options
    return Walk(join(*(option.item for option in filled)), Dim.unknown())


def _walk(value: Value) -> Walk:
    if isinstance(value, Array) and value.shape.rank != 0:
        row = numpy_api.subscript(value, Int(Dim.unknown())).value
        length = value.shape.dims[0] if value.shape.rank else Dim.unknown()
        return Walk(row, length)
    if isinstance(value, Sequence):
        few = value.items if len(value.items) <= LONGEST_UNROLLING else None
        return Walk(_any_of(value.items), Dim.of(len(value.items)), few)
    if isinstance(value, ListOf):
        return Walk(value.item, value.length)
    if isinstance(value, Dictionary) and value.rest is None:
        keys = tuple(Constant(key) if isinstance(key, str) else Int(Dim.of(key)) for key in value.items)
        return Walk(UNKNOWN, Dim.of(len(keys)), keys if len(keys) <= LONGEST_UNROLLING else None)
    if isinstance(value, Dictionary):
        return Walk(value.key, Dim.unknown())
    return Walk(UNKNOWN, Dim.unknown())


def read(owner: Value, method: str, arguments: tuple[Value, ...]) -> Value:
    """What a method returns that changes nothing."""
    if method == "copy":
        return copied(owner)
    if not isinstance(owner, Dictionary):
        return Int(Dim.unknown()) if method in ("index", "count") else UNKNOWN
    if method == "get" and arguments:
        return _got(owner, arguments)
    keys = [Constant(key) if isinstance(key, str) else Int(Dim.of(key)) for key in owner.items]
    columns: dict[str, tuple[list[Value], Value | None]] = {
        "keys": (list(keys), owner.key),
        "values": (list(owner.items.values()), owner.rest),
        "items": (
            [Sequence(pair) for pair in zip(keys, owner.items.values(), strict=True)],
            Sequence((owner.key, owner.rest or UNKNOWN)),
        ),
    }
    if method not in columns:
        return UNKNOWN
    listed, other = columns[method]
    if owner.rest is None:
        return Sequence(tuple(listed), True)
    return ListOf(other if not listed and other is not None else UNKNOWN)


def _got(owner: Dictionary, arguments: tuple[Value, ...]) -> Value:
    """``owner.get(key, default)``."""
    key = key_of(arguments[0])
    if key is not None and key in owner.items:
        return owner.items[key]
    default = arguments[1] if len(arguments) > 1 else Constant(None)
    if owner.rest is None:
        return default if key is not None else join(*owner.items.values(), default)
    return join(owner.rest, default, *(() if key is not None else owner.items.values()))


def unpacked(value: Value, count: int) -> list[Value] | None:
    """The items that an unpacking into ``count`` names binds; None where they are not known."""
    value = as_tuple(value)
    if isinstance(value, Sequence):
        return list(value.items) if len(value.items) == count else None
    if isinstance(value, ListOf):
        return [value.item] * count
    if isinstance(value, Array) and not value.shape.open and value.shape.dims:
        return [_walk(value).item] * count if value.shape.dims[0].value in (None, count) else None
    return None
