"""``map(f, a)`` and ``np.vectorize(f)(a)``: the calls of ``f`` for all elements."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.walking import Walk, read_walk
from shapeguard.inference.values import Function, Known, Sequence, Value
from shapeguard.shapes import Dim


def lift_map(node: ast.Call, count: Dim, environment: Mapping[str, Value]) -> tuple[Lifter, Lifted]:
    """What ``map(f, a, b)`` hands out, as one array.

    Raises
    ------
    NotVectorisable
        If the function is not known to be a map of numbers.
    """
    match node:
        case ast.Call(args=[function, *arrays], keywords=[]) if arrays:
            names, element = _applied(function, len(arrays))
        case _:
            raise NotVectorisable
    target: ast.expr = names[0] if len(names) == 1 else ast.Tuple([*names], ast.Store())
    iterable = arrays[0] if len(arrays) == 1 else ast.Call(ast.Name("zip", ast.Load()), arrays, [])
    lifter = Lifter(read_walk(target, iterable, count, environment), environment)
    return lifter, lifter.lift(element, axis=0)


def lift_vectorised(
    node: ast.Call, arrays: Collection[ast.expr], environment: Mapping[str, Value]
) -> tuple[Lifter, Lifted]:
    """What ``np.vectorize(f)(a, b)`` computes, without a call for every element; ``arrays`` are known to be some.

    Raises
    ------
    NotVectorisable
        If the function is not known to be a map of numbers.
    """
    names, element = _applied(_vectorised(node.func, environment), len(node.args))
    elements = {name.id: Lifted(given, 1, 0) for name, given in zip(names, node.args, strict=True)}
    lifter = Lifter(Walk(None, 0, None, Dim.unknown(), elements), environment)
    if any(not isinstance(given, ast.Constant) and given not in arrays for given in node.args) or node.keywords:
        lifter.assume()
    lifted = lifter.lift(element)
    parts = [ast.dump(part) for part in ast.walk(lifted.node)]
    for given in node.args:
        times = parts.count(ast.dump(given))
        if not times or (times > 1 and not isinstance(given, (ast.Name, ast.Constant))):
            raise NotVectorisable
    return lifter, lifted


def _applied(function: ast.expr, count: int) -> tuple[list[ast.Name], ast.expr]:
    """Names for the elements, and the call of the function with them."""
    if isinstance(function, ast.Lambda):
        given = function.args
        if len(given.args) != count or len([part for part in ast.walk(given) if isinstance(part, ast.arg)]) != count:
            raise NotVectorisable
        return [ast.Name(argument.arg, ast.Store()) for argument in given.args], function.body
    names = [ast.Name(f"_{place}", ast.Load()) for place in range(count)]
    return names, ast.Call(function, [*names], [])


def _vectorised(function: ast.expr, environment: Mapping[str, Value]) -> ast.expr:
    """The function inside ``np.vectorize(...)``; ``function`` is that call, or a name for what it made."""
    match function:
        case ast.Call(args=[inner], keywords=[]):
            return inner
        case ast.Name(id=name):
            made = environment.get(name)
            items = made.receiver.items if isinstance(made, Known) and isinstance(made.receiver, Sequence) else ()
            inside = items[0] if len(items) == 1 else None
            if isinstance(inside, Function) and not isinstance(inside.node, ast.Lambda):
                if environment.get(inside.node.name) == inside:
                    return ast.Name(inside.node.name, ast.Load())
            elif isinstance(inside, Function) and isinstance(inside.node, ast.Lambda) and _is_closed(inside.node):
                return inside.node
    raise NotVectorisable


def _is_closed(function: ast.AST) -> bool:
    """Whether a function reads nothing but its parameters, which may have changed since."""
    parameters = {part.arg for part in ast.walk(function) if isinstance(part, ast.arg)}
    return parameters >= {part.id for part in ast.walk(function) if isinstance(part, ast.Name)}
