"""State across methods: what one method stores on ``self`` is what the next one finds there.

A method that is read for itself starts with an object of which other methods set the attributes. Once every place in
the class that stores an attribute was read, the others find what was stored: arrays, and lengths that go with them. A
place that stored something unknown, or an attribute that the method itself compares with None, leaves it unknown. What
the object holds is assumed, so that a mismatch with it is a warning.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from shapeguard.inference.docstring_shapes import Wording
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.values import UNKNOWN, Array, Class, History, Instance, Int, Value
from shapeguard.inference.walking import walk
from shapeguard.shapes import Dim, Shape, Size
from shapeguard.shapes.frozen import replace

Place = tuple[int, int]
Method = ast.FunctionDef | ast.AsyncFunctionDef

_OF_THE_CALL = ("n_samples", "n_train", "n_queries")


def note_stored(run: Run, instance: Instance, target: ast.Attribute, value: Value) -> None:
    """Remember what a method, read for itself, stores on its object."""
    emitter = run.emitter
    if not emitter.is_direct or emitter.is_silent or emitter.first_turn is not None:
        return
    if isinstance(target.value, ast.Name) and target.value.id == "self":
        stored = run.stored.setdefault((id(instance.cls.node), target.attr), {})
        stored[target.lineno, target.col_offset] = value


def found_by(run: Run, cls: Class, method: Method) -> Iterator[tuple[str, Value]]:
    """The attributes that a method finds, as the other methods of the class left them."""
    asked: frozenset[str] | None = None
    for name, places in _places(run, cls).items():
        stored = run.stored.get((id(cls.node), name))
        if stored is None or not places <= stored.keys():
            continue
        asked = _asked_for(method) if asked is None else asked
        if name in asked:
            continue
        value = join(*(_for_another(stored[place], method) for place in places))
        if all(isinstance(option, (Array, Int)) for option in alternatives(value)):
            yield name, value


def _places(run: Run, cls: Class) -> dict[str, set[Place]]:
    """Where the class stores each attribute; what ``__init__`` gives a value other than None is left to it."""
    known = run.places_stored.get(id(cls.node))
    if known is not None:
        return known
    found = run.places_stored[id(cls.node)] = {}
    given: set[str] = set()
    for method in cls.node.body:
        if not isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        empty = set(_set_to_none(method)) if method.name == "__init__" else set()
        for inner in walk(method):
            match inner:
                case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store() | ast.Del()):
                    if method.name == "__init__":
                        given |= {name} - empty
                    else:
                        found.setdefault(name, set()).add((inner.lineno, inner.col_offset))
    for name in given:
        found.pop(name, None)
    return found


def _set_to_none(method: Method) -> Iterator[str]:
    for inner in walk(method):
        match inner:
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=ast.Constant(value=None)):
                yield name


def _asked_for(method: Method) -> frozenset[str]:
    """The attributes that the method compares, perhaps with None, or of which it asks if they are there."""
    found: set[str] = set()
    for inner in walk(method):
        match inner:
            case ast.Compare(left=ast.Attribute(value=ast.Name(id="self"), attr=name)):
                found.add(name)
            case ast.Call(func=ast.Name(id="hasattr" | "getattr"), args=[_, ast.Constant(value=str(name)), *_]):
                found.add(name)
    return frozenset(found)


def _for_another(value: Value, method: Method) -> Value:
    """The value in the words of another method: what its docstring names alike is the same length there."""
    wording = Wording(method.name, method.lineno)

    def renamed(shape: Shape) -> Shape:
        return shape.substitute({size: _as_found(size, wording) for size in shape.sizes()})

    match value:
        case Array(shape=shape):
            return replace(value, shape=renamed(shape), history=History(assumed=True))
        case Int(dim=dim) if dim.value is None:
            return Int(renamed(Shape((dim,))).dims[0])
    if len(alternatives(value)) > 1:
        return join(*(_for_another(option, method) for option in alternatives(value)))
    return UNKNOWN


def _as_found(size: Size, wording: Wording) -> Dim:
    if size.origin.kind != "docstring":
        return Dim.size(size)
    return Dim.unknown() if size.name.startswith(_OF_THE_CALL) else wording.symbol(size.name)
