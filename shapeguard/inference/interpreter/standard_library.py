"""Functions of Python's own modules that shapes flow through: ``reduce``, ``dataclasses.replace``, itertools, math."""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter import containers
from shapeguard.inference.interpreter.applying import OPERATORS, Binary, accumulated, reduced, starmapped
from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.collection_calls import HOLDING, held
from shapeguard.inference.interpreter.iterators import iterated
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Class,
    Constant,
    Dictionary,
    Instance,
    Int,
    Kind,
    Scalar,
    Value,
)
from shapeguard.shapes import Dim

_RULES = (
    *("functools.", "itertools.", "operator.", "math.", "copy.", "dataclasses.", "namedtuple."),
    *("typing.cast", "asyncio.run", "types.SimpleNamespace", "tqdm.", "rich.progress.track", *HOLDING),
)
_COPIES = frozenset({"copy.copy", "copy.deepcopy"})
_TRUTHS = frozenset({"isfinite", "isinf", "isnan", "isclose"})
_WHOLE = frozenset({"ceil", "floor", "trunc", "isqrt", "gcd", "lcm", "factorial", "comb", "perm"})
_NOT_ONE_FLOAT = frozenset({"prod", "frexp", "modf", "sumprod"})


def has_rule(name: str) -> bool:
    """Whether a name may be one of these functions."""
    return name.startswith(_RULES)


def call(run: Run, node: ast.Call, name: str, arguments: Written, binary: Binary) -> Value:
    """The value of a call."""
    module, _, function = name.partition(".")
    if module == "math":
        return _of_math(function)
    if not arguments.exact:
        return UNKNOWN
    given = arguments.positional
    if module == "operator" and function in OPERATORS and len(given) == 2:
        left, right = arguments.nodes[0], arguments.nodes[1]
        return binary(run, node, OPERATORS[function], (left, given[0]), (right, given[1]))
    if name == "functools.reduce" and len(given) in (2, 3):
        return reduced(run, node, given, binary)
    if name == "itertools.accumulate" and given:
        return accumulated(run, node, arguments, binary)
    if name == "itertools.starmap" and len(given) == 2:
        return starmapped(run, node, given)
    if name in _COPIES and len(given) == 1 and isinstance(given[0], Array):
        return given[0]
    is_shallow = name == "copy.copy" and len(given) == 1 and containers.is_container(given[0])
    if is_shallow or (name in _COPIES and len(given) == 1 and _is_flat(given[0])):
        return containers.copied(given[0])
    if name in ("dataclasses.replace", "copy.copy", "copy.replace", "namedtuple._replace") and len(given) == 1:
        return _replaced(given[0], arguments.keywords)
    if name in ("dataclasses.asdict", "namedtuple._asdict") and len(given) == 1 and isinstance(given[0], Instance):
        return Dictionary(dict(given[0].attributes.items()))
    if ((module == "tqdm" and function.endswith("tqdm")) or name == "rich.progress.track") and given:
        return containers.copied(given[0])
    if name == "typing.cast" and len(given) == 2:
        return given[1]
    if name == "asyncio.run" and len(given) == 1:
        return given[0]
    if name == "types.SimpleNamespace" and not given:
        return _namespace(run, node, arguments.keywords)
    if module == "itertools":
        return iterated(function, arguments)
    if module in ("collections", "heapq", "random"):
        return held(run, name, arguments)
    return UNKNOWN


def _is_flat(value: Value) -> bool:
    """A container of arrays and numbers: what changes a copy of it leaves the original as it is."""
    return containers.is_container(value) and all(
        isinstance(item, (Array, Int, Scalar, Constant)) for item in containers.contents(value)
    )


def _of_math(function: str) -> Value:
    if function in _TRUTHS:
        return Scalar(Kind.BOOL)
    if function in _WHOLE:
        return Int(Dim.unknown())
    return UNKNOWN if function in _NOT_ONE_FLOAT else Scalar(Kind.FLOAT)


def _namespace(run: Run, node: ast.Call, attributes: dict[str, Value]) -> Value:
    """``SimpleNamespace(W=W)``: an object of a class that has nothing of its own."""
    if id(node) not in run.made_classes:
        made = ast.parse("class SimpleNamespace: pass").body[0]  # parsed, as what a class consists of depends on Python
        assert isinstance(made, ast.ClassDef)
        ast.copy_location(made, node)
        run.made_classes[id(node)] = made
    return Instance(Class(run.made_classes[id(node)], run.scope), dict(attributes))


def _replaced(value: Value, changes: dict[str, Value]) -> Value:
    """A copy of an object with other values for some of its fields."""
    copies = [
        Instance(option.cls, {**option.attributes, **changes}) if isinstance(option, Instance) else UNKNOWN
        for option in alternatives(value)
    ]
    return join(*copies)
