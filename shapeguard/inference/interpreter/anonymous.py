"""What a function returned, as its caller has it: without the names that only the function knows."""

from __future__ import annotations

from shapeguard.inference.joins import join
from shapeguard.inference.values import UNKNOWN, Array, Dictionary, Int, ListOf, OneOf, Sequence, Value
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace


def anonymous(value: Value, qualname: str, foreign: bool, depth: int = 0) -> Value:
    """A result without the names that only the callee knows, nor nodes of another file."""
    if depth > 4:
        return UNKNOWN
    match value:
        case Array(shape=shape, history=history):
            if foreign:
                history = replace(history, created=None, dropped=None)
            return replace(value, shape=_without_local(shape, qualname, foreign), history=history)
        case Int(dim=dim):
            return Int(_without_local(Shape((dim,)), qualname, foreign).dims[0])
        case Sequence(items=items):
            return replace(value, items=tuple(anonymous(item, qualname, foreign, depth + 1) for item in items))
        case ListOf(item=item):
            return ListOf(anonymous(item, qualname, foreign, depth + 1), value.length)
        case Dictionary(items=entries, rest=rest):
            cleaned = {key: anonymous(item, qualname, foreign, depth + 1) for key, item in entries.items()}
            return Dictionary(cleaned, None if rest is None else anonymous(rest, qualname, foreign, depth + 1))
        case OneOf(options=options):
            return join(*(anonymous(option, qualname, foreign, depth + 1) for option in options))
    return value


def _without_local(shape: Shape, qualname: str, foreign: bool) -> Shape:
    """Without the lengths that the function named, in another file also by its docstring."""
    documented = f"docstring of {qualname.rpartition('.')[2]}:"
    local = {
        size: Dim.unknown()
        for size in shape.sizes()
        if size.origin.group.startswith(f"{qualname}:") or (foreign and documented in size.origin.group)
    }
    return shape.substitute(local) if local else shape
