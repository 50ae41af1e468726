"""Python's own functions, as far as shapes flow through them."""

from __future__ import annotations

import ast
from collections.abc import Callable

from shapeguard.inference import numpy_api
from shapeguard.inference.budget import LARGEST_LITERAL, LONGEST_UNROLLING
from shapeguard.inference.interpreter import applying, arithmetic, containers
from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.attributes import named_length
from shapeguard.inference.interpreter.changes import replace_everywhere
from shapeguard.inference.interpreter.loop_facts import note_mapped
from shapeguard.inference.interpreter.named_tuples import as_tuple
from shapeguard.inference.interpreter.reflection import reflected
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, join, kind_of, widen
from shapeguard.inference.scope import owner_of, reference
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Dictionary,
    Function,
    Int,
    Kind,
    Known,
    ListOf,
    Scalar,
    Sequence,
    Slice,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim
from shapeguard.shapes.frozen import replace

Arguments = tuple[Value, ...]
_LARGEST = 1e15


def call(run: Run, node: ast.Call, name: str, arguments: Written) -> Value:
    """The value of a call of a builtin."""
    given = arguments.positional
    if not arguments.exact:
        return _transposed(run, node) if name == "zip" and len(node.args) == 1 else UNKNOWN
    if name == "len" and len(given) == 1:
        return _len(run, node, given[0])
    if name == "map" and len(given) > 1:
        note_mapped(run, node, node.args[1:])
    if name == "map" and len(given) > 1 and isinstance(given[0], Function):
        return applying.mapped(run, node, given[0], given[1:])
    if name == "filter" and len(given) == 2:
        return ListOf(containers.walk(given[1]).item)
    if name == "map" and len(given) == 2 and isinstance(given[0], Known):
        return _mapped(given[0], containers.walk(given[1]))
    if name in ("zip", "reversed", "sorted", "enumerate", "list", "tuple") and any(
        isinstance(value, Unknown) for value in given
    ):
        return _of_unknown(name, given)
    found = reflected(run, node, name, arguments)
    if found is not None:
        return found
    if name == "dict" and arguments.keywords:
        return _dict(given[0] if given else Dictionary({}), arguments.keywords)
    if name in _EMPTY and not given:
        return replace(_EMPTY[name])
    if name == "next" and given:
        _shorten(run, given[0])
    handler = _HANDLERS.get(name)
    return handler(*given) if handler is not None and 1 <= len(given) <= _MOST.get(name, 1) else UNKNOWN


def _shorten(run: Run, iterator: Value) -> None:
    """``next`` takes an item off its iterator: how many are left is not known any more."""
    for each in alternatives(iterator):
        if isinstance(each, (Sequence, ListOf)):
            replace_everywhere(run, each, ListOf(containers.walk(each).item))


def _mapped(function: Known, walk: containers.Walk) -> Value:
    """``map(np.array, rows)``, ``map(int, words)``: few known items are taken one by one."""
    if function in _CONVERTED or not function.name.startswith("numpy."):
        return ListOf(_CONVERTED.get(function, UNKNOWN), walk.length)
    items = walk.items if walk.items is not None else (walk.item,)
    made = [numpy_api.call(function.name, Written((item,)).for_rules(None)).value for item in items]
    return Sequence(tuple(made), True) if walk.items is not None else ListOf(made[0], walk.length)


def _dict(base: Value, keywords: dict[str, Value]) -> Value:
    """``dict(base, key=value)``."""
    if not isinstance(base, Dictionary):
        return UNKNOWN
    items = dict(base.items)
    items.update(keywords)
    return Dictionary(items, base.rest)


def _of_pairs(value: Value) -> Value:
    """``dict(zip(names, arrays))``, where every name is known."""
    pairs = [item.items for item in value.items if isinstance(item, Sequence)] if isinstance(value, Sequence) else []
    keys = [containers.key_of(pair[0]) if len(pair) == 2 else None for pair in pairs]
    if not isinstance(value, Sequence) or len(pairs) < len(value.items):
        return UNKNOWN
    known = {key: pair[1] for key, pair in zip(keys, pairs, strict=True) if key is not None}
    return Dictionary(known) if None not in keys else UNKNOWN


def _of_unknown(name: str, given: Arguments) -> Value:
    if name == "zip":
        return ListOf(Sequence(tuple(containers.walk(value).item for value in given)))
    if name == "enumerate":
        return ListOf(Sequence((Int(Dim.unknown()), UNKNOWN)))
    return UNKNOWN


def _transposed(run: Run, node: ast.Call) -> Value:
    """``zip(*pairs)``: all that stands first in the pairs, then all that stands second."""
    with run.emitter.silence():
        value = run.evaluate(node.args[0].value) if isinstance(node.args[0], ast.Starred) else UNKNOWN
    lists = [option for option in alternatives(value) if option != _EMPTY["list"]]
    rows = [as_tuple(row) for each in lists if isinstance(each, ListOf) for row in alternatives(each.item)]
    known = [row.items for row in rows if isinstance(row, Sequence)]
    if not all(isinstance(each, ListOf) for each in lists) or len(known) < len(rows) or len({*map(len, known)}) != 1:
        return UNKNOWN
    lengths = {each.length for each in lists if isinstance(each, ListOf)}
    length = lengths.pop() if len(lengths) == 1 else Dim.unknown()
    return Sequence(tuple(ListOf(join(*column), length) for column in zip(*known, strict=True)))


def _len(run: Run, node: ast.Call, value: Value) -> Value:
    if isinstance(value, Unknown) and node.args:
        key = reference(node.args[0])
        if key is None or owner_of(key) not in run.scope.names:
            return UNKNOWN
        length = run.scope.names.get(f"{key}.shape[0]")
        return length if length is not None else named_length(run, f"{key}.shape[0]", key, f"len({key})", node.lineno)
    lengths = [_length(option) for option in alternatives(value)]
    return Int(lengths[0]) if len(set(lengths)) == 1 and lengths[0] is not None else Int(Dim.unknown())


def _length(value: Value) -> Dim | None:
    if isinstance(value, Array) and value.shape.rank:
        return value.shape.dims[0]
    if isinstance(value, Sequence):
        return Dim.of(len(value.items))
    if isinstance(value, Dictionary) and value.rest is None:
        return Dim.of(len(value.items))
    if isinstance(value, ListOf):
        return value.length
    if isinstance(value, Constant) and isinstance(value.value, str):
        return Dim.of(len(value.value))
    return None


def _range(*bounds: Value) -> Value:
    dims = [bound.dim for bound in bounds if isinstance(bound, Int)]
    if len(dims) != len(bounds):
        return ListOf(Int(Dim.unknown()))
    start = dims[0] if len(dims) > 1 else Dim.of(0)
    stop = dims[0] if len(dims) == 1 else dims[1]
    step = dims[2] if len(dims) == 3 else Dim.of(1)
    constants = (start.value, stop.value, step.value)
    if None not in constants and step.value:
        numbers = range(start.value or 0, stop.value or 0, step.value)
        if len(numbers) <= LONGEST_UNROLLING:
            return Sequence(tuple(Int(Dim.of(number)) for number in numbers), is_list=True)
        return ListOf(Int(Dim.unknown()), Dim.of(len(numbers)))
    return ListOf(Int(Dim.unknown()), stop - start if step.value == 1 else Dim.unknown())


def _zip(*values: Value) -> Value:
    walks = [containers.walk(value) for value in values]
    few = [walk.items for walk in walks if walk.items is not None]
    if len(few) == len(walks):
        return Sequence(tuple(Sequence(items) for items in zip(*few, strict=False)), True)
    lengths = {walk.length for walk in walks}
    return ListOf(Sequence(tuple(w.item for w in walks)), lengths.pop() if len(lengths) == 1 else Dim.unknown())


def _enumerate(value: Value, start: Value | None = None) -> Value:
    walk = containers.walk(value)
    first = start.dim.value if isinstance(start, Int) else 0 if start is None else None
    if walk.items is not None and first is not None:
        pairs = [Sequence((Int(Dim.of(first + index)), item)) for index, item in enumerate(walk.items)]
        return Sequence(tuple(pairs), True)
    return ListOf(Sequence((Int(Dim.unknown()), walk.item)), walk.length)


def _sequence(is_list: bool) -> Callable[..., Value]:
    def convert(value: Value) -> Value:
        walk = containers.walk(value)
        if isinstance(value, Sequence):
            return Sequence(value.items, is_list)
        count = walk.length.value
        if isinstance(value, Array) and count is not None and count <= LARGEST_LITERAL:
            return Sequence((walk.item,) * count, is_list)
        if walk.items is not None:
            return Sequence(walk.items, is_list)
        return ListOf(walk.item, walk.length)

    return convert


def _sorted(value: Value) -> Value:
    walk = containers.walk(value)
    return ListOf(walk.item, walk.length)


def _reversed(value: Value) -> Value:
    if isinstance(value, Sequence):
        return Sequence(value.items[::-1], value.is_list)
    walk = containers.walk(value)
    return ListOf(walk.item, walk.length)


def _int(value: Value) -> Value:
    if isinstance(value, Int):
        return value
    if isinstance(value, Constant) and isinstance(value.value, float) and abs(value.value) < _LARGEST:
        return Int(Dim.of(int(value.value)))
    return Int(Dim.unknown())


def _str(value: Value) -> Value:
    text = arithmetic.text_of(value)
    return Constant(text) if text is not None else Unknown("str")


def _abs(value: Value) -> Value:
    if isinstance(value, Array):
        return numpy_api.call("numpy.abs", Written((value,)).for_rules(None)).value
    if isinstance(value, Int) and value.dim.value is not None:
        return Int(Dim.of(abs(value.dim.value)))
    return value if isinstance(value, Scalar) else UNKNOWN


def _sum(value: Value, start: Value | None = None) -> Value:
    walk = containers.walk(value)
    if start is not None:
        return widen(start, arithmetic.outcome("+", start, walk.item).value)
    items = walk.items if walk.items is not None else (walk.item,)
    if items and all(isinstance(item, Int) for item in items) and walk.items is not None:
        total = Dim.of(0)
        for item in items:
            total = total + (item.dim if isinstance(item, Int) else 0)
        return Int(total)
    if all(arithmetic.is_number(item) for item in items) and items:
        return _one_kind(*items)
    return walk.item if isinstance(walk.item, Array) else UNKNOWN


def _one_kind(*numbers: Value) -> Scalar:
    kinds = {kind_of(number) for number in numbers}
    return Scalar(kinds.pop() if len(kinds) == 1 else Kind.UNKNOWN)


def _slice(*bounds: Value) -> Value:
    return Slice(None, bounds[0]) if len(bounds) == 1 else Slice(*bounds)


def _extreme(name: str) -> Callable[..., Value]:
    def extreme(*values: Value) -> Value:
        if len(values) == 1:
            walk = containers.walk(values[0])
            values = walk.items if walk.items else (walk.item,)
            if walk.items is None and isinstance(walk.item, Int):
                return Int(Dim.unknown())
        dims = [value.dim for value in values if isinstance(value, Int)]
        if len(dims) != len(values):
            if all(arithmetic.is_number(value) for value in values):
                return _one_kind(*values)
            return join(*values) if all(isinstance(value, Array) for value in values) else UNKNOWN
        if len(set(dims)) == 1:
            return Int(dims[0])
        constants = [dim.value for dim in dims if dim.value is not None]
        if len(constants) == len(dims):
            return Int(Dim.of(min(constants) if name == "min" else max(constants)))
        return Int(Dim.opaque(name, *dims))

    return extreme


_HANDLERS: dict[str, Callable[..., Value]] = {
    "range": _range,
    "zip": _zip,
    "enumerate": _enumerate,
    "list": _sequence(True),
    "tuple": _sequence(False),
    "sorted": _sorted,
    "reversed": _reversed,
    "iter": _sorted,
    "int": _int,
    "str": _str,
    "abs": _abs,
    "sum": _sum,
    "min": _extreme("min"),
    "max": _extreme("max"),
    "float": lambda value: Scalar(Kind.FLOAT),
    "bool": lambda value: Scalar(Kind.BOOL),
    "isinstance": lambda *values: Scalar(Kind.BOOL),
    "all": lambda value: Scalar(Kind.BOOL),
    "any": lambda value: Scalar(Kind.BOOL),
    "print": lambda *values: Constant(None),
    "round": lambda *values: Int(Dim.unknown()) if len(values) == 1 else UNKNOWN,
    "next": lambda value, *other: join(containers.walk(value).item, *other),
    "slice": _slice,
    "dict": lambda value: containers.copied(value) if isinstance(value, Dictionary) else _of_pairs(value),
}
_EMPTY: dict[str, Sequence | Dictionary] = {"list": Sequence((), True), "tuple": Sequence(()), "dict": Dictionary({})}
_CONVERTED: dict[Value, Value] = {
    Known("builtins.str"): Unknown("str"),
    Known("builtins.int"): Int(Dim.unknown()),
    Known("builtins.float"): Scalar(Kind.FLOAT),
    Known("builtins.bool"): Scalar(Kind.BOOL),
}
_MOST = {
    "range": 3,
    "zip": 16,
    "enumerate": 2,
    "min": 8,
    "max": 8,
    "isinstance": 2,
    "print": 64,
    "round": 2,
    "slice": 3,
    "sum": 2,
    "next": 2,
}
