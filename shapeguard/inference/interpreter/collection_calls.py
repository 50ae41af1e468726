"""Containers of the standard library, ``deque``, ``defaultdict``, heaps, and ``random``, which draws from lists."""

from __future__ import annotations

from collections.abc import Callable

from shapeguard.inference.interpreter import containers, project_calls
from shapeguard.inference.interpreter.arguments import Call, Written, no_arguments
from shapeguard.inference.interpreter.changes import replace_everywhere
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives
from shapeguard.inference.values import (
    UNKNOWN,
    Constant,
    Dictionary,
    Function,
    Instance,
    Int,
    Kind,
    Known,
    ListOf,
    Scalar,
    Sequence,
    Value,
)
from shapeguard.shapes import Dim

HOLDING = ("collections.deque", "collections.defaultdict", "collections.Counter", "heapq.", "random.")
_FEW = 64
_MADE: dict[str, Callable[[], Value]] = {
    "builtins.list": lambda: Sequence((), True),
    "builtins.dict": lambda: Dictionary({}),
    "builtins.int": lambda: Int(Dim.unknown()),
    "builtins.float": lambda: Scalar(Kind.FLOAT),
    "collections.deque": lambda: Sequence((), True),
}


def held(run: Run, name: str, arguments: Written) -> Value:
    """The value of a call of one of these."""
    given = arguments.positional
    match name:
        case "collections.deque":
            return _deque(given, arguments.keywords)
        case "collections.defaultdict" if len(given) == 1 and not arguments.keywords:
            return Dictionary({}, _made(run, arguments))
        case "collections.Counter":
            return Dictionary({}, Int(Dim.unknown()))
        case "random.random" | "random.uniform" | "random.gauss" | "random.normalvariate":
            return Scalar(Kind.FLOAT)
        case "random.randint" | "random.randrange":
            return Int(Dim.unknown())
    return _of_list(run, name, given[0], arguments) if given else UNKNOWN


def _deque(given: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """A list with two ends; one that may be full forgets what came first."""
    most = keywords.get("maxlen", given[1] if len(given) > 1 else Constant(None))
    items = containers.walk(given[0]) if given else containers.walk(Sequence((), True))
    if items.items is None:
        return ListOf(items.item)
    limit = most.dim.value if isinstance(most, Int) else None
    is_open = most == Constant(None) or (limit is not None and limit >= max(_FEW, len(items.items)))
    return Sequence(items.items, True) if is_open else ListOf(items.item)


def _made(run: Run, arguments: Written) -> Value:
    """What a ``defaultdict`` gives for a key that it does not have."""
    factory = run.project.resolved(run, arguments.positional[0])
    if isinstance(factory, Function):
        made = project_calls.call_function(run, Call(arguments.nodes[0], factory, no_arguments()))
        return made if not isinstance(made, Instance) else UNKNOWN  # each key has an object of its own
    make = _MADE.get(factory.name) if isinstance(factory, Known) else None
    return make() if make is not None else UNKNOWN


def _of_list(run: Run, name: str, items: Value, arguments: Written) -> Value:
    """Functions that draw from a list, or change it."""
    walk = containers.walk(items)
    match name:
        case "random.choice":
            return walk.item
        case "random.sample":
            count = arguments.keywords.get("k", arguments.positional[-1])
            return ListOf(walk.item, count.dim if isinstance(count, Int) else Dim.unknown())
        case "random.choices":
            return ListOf(walk.item)
        case "heapq.nlargest" | "heapq.nsmallest" if len(arguments.positional) == 2:
            return ListOf(containers.walk(arguments.positional[1]).item)
        case "random.shuffle" | "heapq.heapify":
            _replace(run, items, lambda each: ListOf(walk.item, containers.walk(each).length))
            return Constant(None)
        case "heapq.heappush" if len(arguments.positional) == 2:
            pushed = arguments.positional[1]
            _replace(run, items, lambda each: _unordered(containers.changed(each, "append", (pushed,))))
            return Constant(None)
        case "heapq.heappop":
            _replace(run, items, lambda each: ListOf(walk.item))
            return walk.item
    _replace(run, items, lambda each: ListOf(UNKNOWN))
    return UNKNOWN


def _unordered(items: Value | None) -> Value:
    walk = containers.walk(items if items is not None else UNKNOWN)
    return ListOf(walk.item, walk.length)


def _replace(run: Run, items: Value, changed: Callable[[Value], Value]) -> None:
    for each in alternatives(items):
        if isinstance(each, (Sequence, ListOf)):
            replace_everywhere(run, each, changed(each))
