"""Two lengths that turn out to be one: the less trusted name gives way wherever it stands."""

from __future__ import annotations

from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import join
from shapeguard.inference.values import (
    Array,
    Dictionary,
    Instance,
    Int,
    OneOf,
    Sequence,
    Value,
)
from shapeguard.shapes import Dim, Size, Verdict, relation
from shapeguard.shapes.frozen import replace

_TRUST = {"annotation": 0, "assert": 1, "unpack": 2, "call": 3, "parameter": 4, "docstring": 5, "comment": 6}


def unify(run: Run, left: Dim, right: Dim) -> bool:
    """Two lengths are one from here on; whether that is possible."""
    if left == right:
        return True
    if relation(left, right) is Verdict.DIFFER:
        return False
    pair = _replaceable(left, right)
    if pair is not None:
        substitute(run, {pair[0]: pair[1]})
    return True


def _replaceable(left: Dim, right: Dim) -> tuple[Size, Dim] | None:
    """The name that gives way: the less trusted of two, and never one that stands in its own replacement."""
    candidates = []
    for one, other in ((left, right), (right, left)):
        size = next(iter(one.sizes()), None)
        if size is not None and one == Dim.size(size) and size not in other.sizes():
            candidates.append((_TRUST.get(size.origin.kind, 7), size, other))
    if not candidates:
        return None
    _, size, other = max(candidates, key=lambda candidate: candidate[0])
    return size, other


def substitute(run: Run, lengths: dict[Size, Dim]) -> None:
    """Replace names of lengths wherever they stand."""
    names = run.scope.names
    for name, value in list(names.items()):
        changed = _substituted(value, lengths, 0)
        if changed is not value:
            names[name] = changed
        if isinstance(value, Instance):
            for key, held in _of_attributes(name, value, lengths).items():
                if key not in names:
                    run.scope.note(key, held)


def _substituted(value: Value, lengths: dict[Size, Dim], depth: int) -> Value:
    match value:
        case Array(shape=shape) if not shape.sizes().isdisjoint(lengths):
            return replace(value, shape=shape.substitute(lengths))
        case Int(dim=dim) if not dim.sizes().isdisjoint(lengths):
            return Int(dim.substitute(lengths))
        case Sequence(items=items) if depth < 3:
            changed = tuple(_substituted(item, lengths, depth + 1) for item in items)
            same = all(one is other for one, other in zip(items, changed, strict=True))
            return value if same else replace(value, items=changed)
        case Dictionary(items=entries, rest=rest) if depth < 3:
            new = {key: _substituted(item, lengths, depth + 1) for key, item in entries.items()}
            same = all(new[key] is entries[key] for key in entries)
            return value if same else Dictionary(new, rest)
        case OneOf(options=options):
            changed = tuple(_substituted(option, lengths, depth) for option in options)
            return value if changed == options else join(*changed)
    return value


def _of_attributes(owner: str, instance: Instance, lengths: dict[Size, Dim]) -> dict[str, Value]:
    """What is known here of an object's attributes, which the object itself does not know elsewhere."""
    changed = {name: _substituted(value, lengths, 0) for name, value in instance.attributes.items()}
    return {f"{owner}.{name}": value for name, value in changed.items() if value is not instance.attributes[name]}
