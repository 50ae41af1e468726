"""Functions of Python's own modules that shapes flow through: ``reduce``, ``dataclasses.replace``, itertools, math."""

from __future__ import annotations

import ast
from collections.abc import Callable
from itertools import combinations, pairwise

from shapeguard.inference.budget import LARGEST_LITERAL, LONGEST_UNROLLING
from shapeguard.inference.interpreter import containers, project_calls
from shapeguard.inference.interpreter.arguments import Call, Written
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, join, widen
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Class,
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
_PRODUCTS = {"numpy.dot": "@", "numpy.matmul": "@", "numpy.add": "+", "numpy.multiply": "*"}
_RULES = (
    *("functools.", "itertools.", "operator.", "math.", "copy.", "dataclasses.", "namedtuple."),
    *("typing.cast", "asyncio.run", "types.SimpleNamespace"),
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
    if module == "operator" and function in _OPERATORS and len(given) == 2:
        left, right = arguments.nodes[0], arguments.nodes[1]
        return binary(run, node, _OPERATORS[function], (left, given[0]), (right, given[1]))
    if name == "functools.reduce" and len(given) in (2, 3):
        return _reduce(run, node, given, binary)
    if name in _COPIES and len(given) == 1 and isinstance(given[0], Array):
        return given[0]
    if name in _COPIES and len(given) == 1 and _is_flat(given[0]):
        return containers.copied(given[0])
    if name in ("dataclasses.replace", "copy.copy", "copy.replace", "namedtuple._replace") and len(given) == 1:
        return _replaced(given[0], arguments.keywords)
    if name in ("dataclasses.asdict", "namedtuple._asdict") and len(given) == 1 and isinstance(given[0], Instance):
        return Dictionary(dict(given[0].attributes.items()))
    if name == "typing.cast" and len(given) == 2:
        return given[1]
    if name == "asyncio.run" and len(given) == 1:
        return given[0]
    if name == "types.SimpleNamespace" and not given:
        return _namespace(run, node, arguments.keywords)
    if name == "itertools.product":
        return _product(given, arguments.keywords.get("repeat", Int(Dim.of(1))))
    if module == "itertools" and not arguments.keywords:
        return _of_itertools(function, given)
    return UNKNOWN


def _is_flat(value: Value) -> bool:
    """A container of arrays and numbers: what changes a copy of it leaves the original as it is."""
    return containers.is_container(value) and all(
        isinstance(item, Array | Int | Scalar | Constant) for item in containers.contents(value)
    )


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
    if isinstance(given[1], Sequence) and given[1].items:
        return _reduce_few(run, node, function, (*given[2:], *given[1].items), binary)
    start = given[2] if len(given) == 3 else item
    with run.emitter.silence():
        return widen(start, _turned(run, node, function, start, item, binary))


def _reduce_few(run: Run, node: ast.Call, function: Value, items: tuple[Value, ...], binary: Binary) -> Value:
    """Every turn for itself, over a list whose items are known."""
    so_far, *others = items
    for item in others[:LONGEST_UNROLLING]:
        so_far = _turned(run, node, function, so_far, item, binary)
    return so_far if len(others) <= LONGEST_UNROLLING else UNKNOWN


def _turned(run: Run, node: ast.Call, function: Value, so_far: Value, item: Value, binary: Binary) -> Value:
    """One turn of a reduction; the operands of a library's function stand nowhere in the source to be told of."""
    if isinstance(function, Function):
        return applied(run, node, function, (so_far, item))
    if not isinstance(function, Known):
        return UNKNOWN
    operator = _OPERATORS.get(function.name.removeprefix("operator."), _PRODUCTS.get(function.name))
    with run.emitter.silence():
        return binary(run, node, operator, (node, so_far), (node, item)) if operator is not None else UNKNOWN


def applied(run: Run, node: ast.Call, function: Function, values: tuple[Value, ...]) -> Value:
    """A function of the project, called by ``reduce`` or ``map``."""
    written = Written(values, nodes=dict.fromkeys(range(len(values)), node))
    return project_calls.call_function(run, Call(node, function, written))


def mapped(run: Run, node: ast.Call, function: Function, iterables: tuple[Value, ...]) -> Value:
    """``map(function, *iterables)``: few known items are taken one by one."""
    walks = [containers.walk(value) for value in iterables]
    few = [walk.items for walk in walks if walk.items is not None]
    if len(few) == len(walks):
        return Sequence(tuple(applied(run, node, function, items) for items in zip(*few, strict=False)), True)
    item = applied(run, node, function, tuple(walk.item for walk in walks))
    return ListOf(item, walks[0].length if len(walks) == 1 else Dim.unknown())


def _namespace(run: Run, node: ast.Call, attributes: dict[str, Value]) -> Value:
    """``SimpleNamespace(W=W)``: an object of a class that has nothing of its own."""
    made = run.made_classes.get(id(node))
    if made is None:
        made = ast.ClassDef("SimpleNamespace", [], [], [ast.Pass()], [], lineno=node.lineno, col_offset=0)
        run.made_classes[id(node)] = made
    return Instance(Class(made, run.scope), dict(attributes))


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
    walks = [containers.walk(value) for value in given[: 1 if function == "combinations" else None]]
    match function, walks:
        case ("pairwise", [containers.Walk(items=(_, *_) as items)]):
            return Sequence(tuple(Sequence(pair) for pair in pairwise(items)), True)
        case ("combinations", [containers.Walk(items=(_, *_) as items)]) if given[1:] == (Int(Dim.of(2)),):
            return Sequence(tuple(Sequence(pair) for pair in combinations(items, 2)), True)
        case ("combinations", [only]) if given[1:] == (Int(Dim.of(2)),):
            return ListOf(Sequence((only.item, only.item)))
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
