"""Functions of the project that NumPy calls: for every element (``np.vectorize``), for every row along an axis."""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter.applying import applied
from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.loop_facts import note_mapped
from shapeguard.inference.interpreter.operations import ask
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, kind_of
from shapeguard.inference.numpy_api import as_array
from shapeguard.inference.numpy_api.elementwise import elementwise
from shapeguard.inference.numpy_api.outcome import Argument, Outcome
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Function,
    Int,
    Kind,
    Known,
    Scalar,
    Sequence,
    Value,
)
from shapeguard.shapes import Shape
from shapeguard.shapes.frozen import replace

_ELEMENT = Array(Shape(()))
_HARMLESS = frozenset({"otypes", "doc", "cache"})


def vectorize(arguments: Written) -> Value:
    """``np.vectorize(function)``; one with a signature of its own makes what only that tells."""
    if not arguments.exact or not arguments.positional or not _HARMLESS.issuperset(arguments.keywords):
        return UNKNOWN
    function, *types = arguments.positional
    types += [arguments.keywords[name] for name in ("otypes",) if name in arguments.keywords]
    return Known("numpy.vectorize.applied", Sequence((function, *types)))


def vectorized(run: Run, node: ast.Call, callee: Known, arguments: Written) -> Value:
    """A call of what ``np.vectorize`` made: the arguments are broadcast, each element goes through the function."""
    note_mapped(run, node, node.args)
    values = arguments.positional
    if not isinstance(callee.receiver, Sequence) or not values or arguments.keywords or not arguments.exact:
        return UNKNOWN
    function, *types = callee.receiver.items
    results = _of_elements(run, node, function, len(values))
    if len(results) != 1 and types and not (isinstance(types[0], Sequence) and len(types[0].items) == len(results)):
        return UNKNOWN  # a tuple in each place of one array of objects

    def door(*choice: Value) -> Outcome:
        arrays = [as_array(value) for value in choice]
        known = [array for array in arrays if array is not None]
        if len(known) < len(arrays):
            return Outcome()
        return elementwise("vectorize", known, range(len(known)), Kind.UNKNOWN)

    places: dict[Argument, tuple[ast.expr, Value]] = {
        index: (place, values[index]) for index, place in arguments.nodes.items() if isinstance(index, int)
    }
    spread = ask(run, node, values, door, places)
    if not isinstance(spread, Array) or not results:
        return UNKNOWN
    made = tuple(replace(spread, kind=kind) for kind in results)
    return made[0] if len(made) == 1 else Sequence(made)


def _of_elements(run: Run, node: ast.Call, function: Value, count: int) -> tuple[Kind, ...]:
    """The kinds of what the function makes of elements, one for each result; none where they are not known."""
    function = run.project.resolved(run, function)
    if isinstance(function, Known) and function.name.startswith(("math.", "builtins.")):
        return (Kind.UNKNOWN,) if function.name not in ("math.frexp", "math.modf", "builtins.divmod") else ()
    if not isinstance(function, Function):
        return ()
    with run.emitter.silence():
        made = applied(run, node, function, (_ELEMENT,) * count)
    if isinstance(made, Sequence) and not made.is_list:
        return tuple(kind_of(item) for item in made.items) if all(_is_element(item) for item in made.items) else ()
    return (kind_of(made),) if _is_element(made) else ()


def _is_element(value: Value) -> bool:
    return all(
        isinstance(each, (Int, Scalar, Constant)) or (isinstance(each, Array) and each.shape.rank == 0)
        for each in alternatives(value)
    )


def rows_applied(run: Run, node: ast.Call, arguments: Written) -> Written:
    """The arguments of ``apply_along_axis``, what a function of the project makes of a row in the place of it."""
    given = arguments.positional
    function = run.project.resolved(run, given[0]) if len(given) > 2 and arguments.exact else UNKNOWN
    if not isinstance(function, Function) or arguments.keywords:
        return arguments
    axis, array = given[1], as_array(given[2])
    position = axis.dim.value if isinstance(axis, Int) else None
    rank = array.shape.rank if array is not None else None
    if array is None or rank is None or position is None or not -rank <= position < rank:
        return arguments
    made = applied(run, node, function, (Array(Shape((array.shape.dims[position],)), array.kind), *given[3:]))
    row = as_array(made) if made != Constant(None) else None
    nodes = {key: node for key, node in arguments.nodes.items() if not isinstance(key, int) or key < 3}
    return replace(arguments, positional=(row or UNKNOWN, *given[1:3]), nodes=nodes)
