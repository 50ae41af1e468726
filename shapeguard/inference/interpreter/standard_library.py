"""Functions of Python's own modules that shapes flow through: ``reduce``, ``dataclasses.replace``, itertools, math."""

from __future__ import annotations

import ast
from collections.abc import Callable

from shapeguard.inference.budget import LARGEST_LITERAL, LONGEST_UNROLLING
from shapeguard.inference.interpreter import containers, project_calls
from shapeguard.inference.interpreter.arguments import Call, Written
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, join, widen
from shapeguard.inference.values import (
    UNKNOWN,
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

Binary = Callable[[Run, ast.expr, str, tuple[ast.expr, Value], tuple[ast.expr, Value]], Value]

_OPERATORS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "matmul": "@",
    "mod": "%",
    "pow": "**",
}
_OPERATORS |= {"iadd": "+", "or_": "|", "and_": "&", "xor": "^", "concat": "+"}
_MODULES = ("functools.", "itertools.", "operator.", "math.", "copy.", "dataclasses.")
_TRUTHS = frozenset({"isfinite", "isinf", "isnan", "isclose"})
_WHOLE = frozenset({"ceil", "floor", "trunc", "isqrt", "gcd", "lcm", "factorial", "comb", "perm"})
_NOT_ONE_FLOAT = frozenset({"prod", "frexp", "modf", "sumprod"})


def has_rule(name: str) -> bool:
    """Whether a name may be one of these functions."""
    return name.startswith(_MODULES)


def call(run: Run, node: ast.Call, name: str, arguments: Written, binary: Binary) -> Value:
    """The value of a call."""
    module, _, function = name.partition(".")
    if module == "math":
        return _of_math(function)
    if not arguments.exact:
        return UNKNOWN
    given = arguments.positional
    if module == "operator" and function in _OPERATORS and len(given) == 2:
        left, right = arguments.nodes[0], arguments.nodes[1]
        return binary(run, node, _OPERATORS[function], (left, given[0]), (right, given[1]))
    if name == "functools.reduce" and len(given) in (2, 3):
        return _reduce(run, node, given, binary)
    if name in ("dataclasses.replace", "copy.copy", "copy.replace") and len(given) == 1:
        return _replaced(given[0], arguments.keywords)
    if name == "itertools.product":
        return _product(given, arguments.keywords.get("repeat", Int(Dim.of(1))))
    if module == "itertools" and not arguments.keywords:
        return _of_itertools(function, given)
    return UNKNOWN


def _of_math(function: str) -> Value:
    if function in _TRUTHS:
        return Scalar(Kind.BOOL)
    if function in _WHOLE:
        return Int(Dim.unknown())
    return UNKNOWN if function in _NOT_ONE_FLOAT else Scalar(Kind.FLOAT)


def _reduce(run: Run, node: ast.Call, given: tuple[Value, ...], binary: Binary) -> Value:
    """``reduce(function, items)``: what one turn makes of an item, widened for all that follow."""
    function = run.project.resolved(run, given[0])
    item = containers.walk(given[1]).item
    if isinstance(function, Function) and isinstance(given[1], Sequence) and len(given) == 2 and given[1].items:
        return _reduce_few(run, node, function, given[1].items)
    start = given[2] if len(given) == 3 else item
    operator = _OPERATORS.get(function.name.removeprefix("operator.")) if isinstance(function, Known) else None
    with run.emitter.silence():
        if operator is not None:
            turned = binary(run, node, operator, (node, start), (node, item))
        elif isinstance(function, Function):
            turned = project_calls.call_function(
                run, Call(node, function, Written((start, item), nodes={0: node, 1: node}))
            )
        else:
            return UNKNOWN
    return widen(start, turned)


def _reduce_few(run: Run, node: ast.Call, function: Function, items: tuple[Value, ...]) -> Value:
    """Every turn for itself, over a list whose items are known."""
    so_far, *others = items
    for item in others[:LONGEST_UNROLLING]:
        written = Written((so_far, item), nodes={0: node, 1: node})
        so_far = project_calls.call_function(run, Call(node, function, written))
    return so_far if len(others) <= LONGEST_UNROLLING else UNKNOWN


def _replaced(value: Value, changes: dict[str, Value]) -> Value:
    """A copy of an object with other values for some of its fields."""
    copies = [
        Instance(option.cls, {**option.attributes, **changes}) if isinstance(option, Instance) else UNKNOWN
        for option in alternatives(value)
    ]
    return join(*copies)


def _product(given: tuple[Value, ...], repeat: Value) -> Value:
    """Tuples with one item of each operand, all of it ``repeat`` times."""
    times = repeat.dim.value if isinstance(repeat, Int) else None
    if times is None or not 0 < times * len(given) <= LARGEST_LITERAL:
        return UNKNOWN
    return ListOf(Sequence(tuple(containers.walk(value).item for value in given) * times))


def _of_itertools(function: str, given: tuple[Value, ...]) -> Value:
    """Iterators: what each of their items is."""
    walks = [containers.walk(value) for value in given]
    match function, walks:
        case ("chain", [_, *_]):
            return ListOf(join(*(walk.item for walk in walks)))
        case ("chain.from_iterable", [only]):
            return ListOf(containers.walk(only.item).item)
        case ("pairwise", [only]):
            return ListOf(Sequence((only.item, only.item)), only.length - 1)
        case ("repeat", [_, *_]):
            return ListOf(given[0], given[1].dim if len(given) == 2 and isinstance(given[1], Int) else Dim.unknown())
        case ("islice" | "takewhile" | "dropwhile" | "filterfalse" | "cycle", [_, *_]):
            return ListOf(walks[function in ("takewhile", "dropwhile", "filterfalse")].item)
        case ("count", _):
            return ListOf(Int(Dim.unknown()) if all(isinstance(value, Int) for value in given) else UNKNOWN)
    return UNKNOWN
