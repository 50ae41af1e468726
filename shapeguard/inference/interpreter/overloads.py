"""Operators that classes of the project define: ``__add__`` and its like."""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter import classes, project_calls
from shapeguard.inference.interpreter.arguments import Call, Written, no_arguments
from shapeguard.inference.interpreter.named_tuples import is_named_tuple
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.numpy_api.outcome import Argument
from shapeguard.inference.values import UNKNOWN, Constant, Function, Instance, Int, ListOf, Scalar, Value

_METHODS = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "truediv",
    "//": "floordiv",
    "%": "mod",
    "**": "pow",
    "@": "matmul",
    "&": "and",
    "|": "or",
    "^": "xor",
}
_UNARY = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}


def takes_part(*operands: Value) -> bool:
    """Whether an operand is an object of a class of the project."""
    return any(isinstance(option, Instance) for operand in operands for option in alternatives(operand))


def binary(
    run: Run, node: ast.expr, operator: str, left: tuple[ast.expr, Value], right: tuple[ast.expr, Value]
) -> Value:
    """``left operator right``, where one of them is an object of a class of the project."""
    results = [_of_instance(run, node, operator, option, right) for option in alternatives(left[1])]
    if all(result is not None for result in results):
        return join(*(result for result in results if result is not None))
    if all(isinstance(option, (Int, Scalar, Constant)) for option in alternatives(left[1])):
        results = [_of_instance(run, node, operator, option, left, "r") for option in alternatives(right[1])]
        return join(*(result if result is not None else UNKNOWN for result in results))
    return UNKNOWN


def _of_instance(
    run: Run, node: ast.expr, operator: str, owner: Value, other: tuple[ast.expr, Value], side: str = ""
) -> Value | None:
    """What the method of one operand answers; None where it is no object or has no such method."""
    name = _METHODS.get(operator)
    if name is None or not isinstance(owner, Instance):
        return None
    return _answer(run, node, owner, f"__{side}{name}__", Written((other[1],), nodes={0: other[0]}))


def _answer(run: Run, node: ast.expr, owner: Instance, name: str, arguments: Written) -> Value | None:
    found = classes.find_method(run, owner.cls, name)
    if found is None:
        return None
    cls, method = found
    return project_calls.call_function(run, Call(node, Function(method, cls.scope, owner), arguments))


def item(run: Run, node: ast.expr, owner: Value, index: tuple[ast.expr, Value]) -> Value:
    """``owner[index]``."""
    return join(*(_answered(run, node, option, "__getitem__", index) for option in alternatives(owner)))


def walked(run: Run, node: ast.expr, owner: Value) -> Value:
    """What a loop over a value runs along: of an object, what its ``__iter__`` makes."""
    if not takes_part(owner) or any(is_named_tuple(o.cls.node) for o in alternatives(owner) if isinstance(o, Instance)):
        return owner
    iterators = join(*(_answered(run, node, option, "__iter__") for option in alternatives(owner)))
    return following(run, node, iterators)


def following(run: Run, node: ast.expr, iterator: Value) -> Value:
    """What an iterator hands out: of an object, what its ``__next__`` returns turn by turn."""
    if not isinstance(iterator, Instance):
        return iterator
    run.branching += 1
    try:
        return ListOf(_answered(run, node, iterator, "__next__"))
    finally:
        run.branching -= 1


def _answered(run: Run, node: ast.expr, owner: Value, name: str, *given: tuple[ast.expr, Value]) -> Value:
    if not isinstance(owner, Instance):
        return UNKNOWN
    nodes: dict[Argument, ast.expr] = {place: written for place, (written, _) in enumerate(given)}
    answer = _answer(run, node, owner, name, Written(tuple(value for _, value in given), nodes=nodes))
    return answer if answer is not None else UNKNOWN


def unary(run: Run, node: ast.expr, operator: str, operand: Value) -> Value:
    """``operator operand``."""
    name = _UNARY[operator]
    answers = [
        _answer(run, node, option, name, no_arguments()) if isinstance(option, Instance) else None
        for option in alternatives(operand)
    ]
    return join(*(answer if answer is not None else UNKNOWN for answer in answers))
