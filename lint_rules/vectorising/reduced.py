"""Reductions of one sample, ``np.sum(X[:, i])`` and ``X[:, i].max()``, become reductions along an axis."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lint_rules.vectorising.functions import REDUCTIONS, is_numpy, numpy_function, of_numpy
from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from shapeguard.inference.values import Value

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter

_METHODS = REDUCTIONS | {"argmax", "argmin"}
_FUNCTIONS = _METHODS | {
    "amax", "amin", "ptp", "median", "count_nonzero", "nansum", "nanmean", "nanmax", "nanmin", "nanstd", "nanvar",
}  # fmt: skip
_BUILTINS = frozenset({"sum", "max", "min", "any", "all"})
_ALONG_ONE_AXIS = frozenset({"argmax", "argmin"})


def lift_reduction(lifter: Lifter, node: ast.Call) -> Lifted | None:
    """Lift the reduction of a sample to a number; None for any other call.

    Raises
    ------
    NotVectorisable
        If the sample is no array, or is reduced along some of its axes only.
    """
    match node:
        case ast.Call(func=ast.Attribute(value=operand, attr=name) as method, args=[]) if name in _METHODS:
            if not lifter.depends(operand):
                return None
            sample = lifter.lift(operand)
            return _along_axes(ast.Attribute(sample.node, method.attr), [], sample, name, node.keywords)
        case ast.Call(func=function, args=[operand]):
            named = _name(function, lifter.environment)
            if named is None:
                return None
            sample = lifter.lift(operand)
            reduction = of_numpy(named, lifter.environment) if isinstance(function, ast.Name) else function
            if sample.axis is None:
                return Lifted(ast.Call(function, [sample.node], node.keywords))
            return _along_axes(reduction, [sample.node], sample, named, node.keywords)
    return None


def _name(function: ast.expr, environment: Mapping[str, Value]) -> str | None:
    match function:
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=module), attr="linalg"), attr="norm"):
            return "norm" if is_numpy(module, environment) else None
        case ast.Name(id=name) if name in _BUILTINS and name not in environment:
            return name
    of_library = numpy_function(function, environment)
    return of_library if of_library in _FUNCTIONS else None


def _along_axes(
    function: ast.expr, arguments: list[ast.expr], sample: Lifted, name: str, keywords: list[ast.keyword]
) -> Lifted:
    """The reduction along all axes but that of the samples."""
    if any(keyword.arg != "ddof" or not isinstance(keyword.value, ast.Constant) for keyword in keywords):
        raise NotVectorisable
    axes = [axis for axis in range(sample.rank) if axis != sample.axis]
    if sample.is_column or not axes or (len(axes) > 1 and name in _ALONG_ONE_AXIS):
        raise NotVectorisable
    numbers: list[ast.expr] = [ast.Constant(axis) for axis in axes]
    along = numbers[0] if len(numbers) == 1 else ast.Tuple(numbers, ast.Load())
    return Lifted(ast.Call(function, arguments, [ast.keyword("axis", along), *keywords]), 1, 0)
