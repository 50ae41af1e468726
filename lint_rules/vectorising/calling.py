"""Calls: of ufuncs, of NumPy's reductions, of functions of the project."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from lint_rules.vectorising import functions
from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from lint_rules.vectorising.products import multiplied
from shapeguard.inference.values import Function

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter


def lift_call(lifter: Lifter, node: ast.Call, axis: int | None) -> Lifted:
    """Lift a call without keywords.

    Raises
    ------
    NotVectorisable
        If it is not known to do to all samples, one by one, what it does to one.
    """
    name = functions.elementwise_name(node.func, len(node.args), lifter.environment)
    if name is not None:
        ufunc = functions.of_numpy(name, lifter.environment)
        return lifter.elementwise(lambda *parts: ast.Call(ufunc, list(parts), []), node.args, axis)
    if functions.is_dot(node.func, lifter.environment) and len(node.args) == 2:
        return multiplied(lifter, node, *node.args)
    reduction = functions.reduction_name(node.func, lifter.environment)
    if reduction is not None and len(node.args) == 1:
        return _reduced(node, lifter.lift(node.args[0]))
    function = lifter.environment.get(node.func.id) if isinstance(node.func, ast.Name) else None
    if not isinstance(function, Function) or not _is_elementwise(lifter, function, len(node.args)):
        raise NotVectorisable
    return lifter.elementwise(lambda *parts: ast.Call(node.func, list(parts), []), node.args, axis)


def _reduced(node: ast.Call, sample: Lifted) -> Lifted:
    """``np.sum(X[:, i])`` is ``np.sum(X, axis=0)``."""
    if sample.axis is None:
        return Lifted(ast.Call(node.func, [sample.node], []))
    if sample.rank != 2:
        raise NotVectorisable
    keyword = ast.keyword("axis", ast.Constant(1 - sample.axis))
    return Lifted(ast.Call(node.func, [sample.node], [keyword]), 1, 0)


def _is_elementwise(lifter: Lifter, function: Function, arguments: int) -> bool:
    """Whether a function of the project does to an array, element by element, what it does to a number."""
    read = functions.single_return(function)
    if read is None or len(read[0]) != arguments:
        return False
    names, value = read
    if any(isinstance(n, ast.Name) and n.id in {"math", "max", "min"} for n in ast.walk(value)):
        return False
    inner = lifter.about({name: Lifted(ast.Name(name, ast.Load()), 1, 0) for name in names})
    try:
        return inner.lift(value).axis == 0 and inner.proven
    except NotVectorisable:
        return False
