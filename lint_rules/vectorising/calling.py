"""Calls: of ufuncs, of NumPy's reductions, of functions of the project."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lint_rules.vectorising import columns, functions
from lint_rules.vectorising.dtypes import kind_of
from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from lint_rules.vectorising.products import multiplied
from lint_rules.vectorising.reduced import lift_reduction
from shapeguard.inference.values import Function, Kind, Module, Unknown, Value

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter

_LARGEST_WRITTEN_OUT = 60  # nodes of the syntax tree: some two lines


def lift_call(lifter: Lifter, node: ast.Call, axis: int | None) -> Lifted:
    """Lift a call.

    Raises
    ------
    NotVectorisable
        If it is not known to do to all samples, one by one, what it does to one.
    """
    reduced = lift_reduction(lifter, node)
    if reduced is not None:
        return reduced
    if node.keywords:
        raise NotVectorisable
    if isinstance(node.func, ast.Attribute) and node.func.attr == "item" and not node.args:
        return _only_number(lifter.lift(node.func.value))
    if isinstance(node.func, ast.Attribute) and node.func.attr == "reshape" and columns.is_to_column(node.args):
        return columns.of_samples(lifter.lift(node.func.value))
    if functions.counted(node) is not node:
        counted = lifter.lift(functions.counted(node), axis=axis)
        return counted.written(_as_integers(counted.node))
    name = functions.elementwise_name(node.func, len(node.args), lifter.environment)
    if name is not None:
        lifter.exact &= functions.is_exact(node.func, lifter.environment)
        if _is_of_math(node.func) and any(_is_whole(lifter, part) for part in node.args):
            lifter.assume("NumPy computes small integers in half precision")
        ufunc = functions.of_numpy(name, lifter.environment)
        return lifter.elementwise(lambda *parts: ast.Call(ufunc, list(parts), []), node.args, axis)
    if functions.is_dot(node.func, lifter.environment) and len(node.args) == 2:
        return multiplied(lifter, node, *node.args)
    function = lifter.environment.get(node.func.id) if isinstance(node.func, ast.Name) else None
    if not isinstance(function, Function):
        raise NotVectorisable
    return lift_applied(lifter, node, function, axis)


def _is_whole(lifter: Lifter, argument: ast.expr) -> bool:
    arrays = [part for part in ast.walk(lifter.lift(argument).node) if isinstance(part, ast.Name)]
    kinds = {kind_of(lifter, array) for array in arrays}
    return bool(kinds & {Kind.INT, Kind.BOOL}) and Kind.FLOAT not in kinds


def lift_applied(lifter: Lifter, node: ast.Call, function: Function, axis: int | None) -> Lifted:
    """Lift the call of a function of the project: as it stands where it takes arrays, else what it returns."""
    read = functions.single_return(function)
    is_recursive = any(function.node is outer for outer in lifter.inside)
    if read is None or len(read[0]) != len(node.args) or function.bound is not None or is_recursive:
        raise NotVectorisable
    names, value = read
    if isinstance(node.func, ast.Name) and _takes_arrays(lifter, function, names, value):
        return lifter.elementwise(lambda *parts: ast.Call(node.func, list(parts), []), node.args, axis)
    if len(list(ast.walk(value))) > _LARGEST_WRITTEN_OUT:
        raise NotVectorisable
    lifter.inside.append(function.node)
    try:
        return lifter.lift(_written_out(lifter, function, names, value, node.args), axis=axis)
    finally:
        lifter.inside.pop()


def _takes_arrays(lifter: Lifter, function: Function, names: list[str], value: ast.expr) -> bool:
    """Whether a function of the project does to an array, element by element, what it does to a number."""
    inner = lifter.about({name: Lifted(ast.Name(name, ast.Load()), 1, 0) for name in names}, _home(function))
    inner.inside.append(function.node)
    try:
        lifted = inner.lift(value)
    except NotVectorisable:
        return False
    return lifted.axis == 0 and inner.proven and ast.unparse(lifted.node) == ast.unparse(value)


def _written_out(
    lifter: Lifter, function: Function, names: list[str], value: ast.expr, arguments: list[ast.expr]
) -> ast.expr:
    """What a function returns, in the names of its caller."""
    here, home = lifter.environment, _home(function)
    mentioned = [part.id for part in ast.walk(value) if isinstance(part, ast.Name)]
    for name in set(mentioned) - set(names):
        if name in lifter.bound or name in lifter.walk.names or here.get(name) != home.get(name):
            raise NotVectorisable
        if isinstance(here.get(name), Unknown):
            lifter.assume()
    for name, argument in zip(names, arguments, strict=True):
        if mentioned.count(name) > 1 and not isinstance(argument, (ast.Name, ast.Constant, ast.Subscript)):
            raise NotVectorisable
    return functions.substituted(value, dict(zip(names, arguments, strict=True)))


def _home(function: Function) -> Mapping[str, Value]:
    """The names that a function reads; inside another function only the modules, for they stay what they are."""
    names = function.scope.visible()
    if function.scope.function is None:
        return names
    return {name: value for name, value in names.items() if isinstance(value, Module)}


def _as_integers(condition: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(condition, "astype", ast.Load()), [ast.Name("int", ast.Load())], [])


def _only_number(sample: Lifted) -> Lifted:
    """``z.item()`` where one sample is an array of one number."""
    if sample.rank != 2 or sample.axis is None:
        raise NotVectorisable
    index: ast.expr = ast.Constant(0)
    if sample.axis == 0:
        index = ast.Tuple([ast.Slice(), index], ast.Load())
    return Lifted(ast.Subscript(sample.node, index, ast.Load()), 1, 0)


def _is_of_math(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "math"
