"""Functions that do to an array, element by element, what they do to a number."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from shapeguard.inference.values import Function, Module, Value

_UFUNCS = """
    exp exp2 expm1 log log2 log10 log1p sqrt cbrt square abs absolute fabs sign sin cos tan arcsin arccos arctan arctan2
    sinh cosh tanh arcsinh arccosh arctanh floor ceil rint trunc maximum minimum fmax fmin power float_power add
    subtract multiply divide true_divide mod remainder hypot logaddexp isnan isinf isfinite logical_and logical_or
    logical_not logical_xor greater less equal not_equal greater_equal less_equal negative reciprocal where clip
    heaviside deg2rad rad2deg copysign sinc
"""
_ELEMENTWISE = frozenset(_UFUNCS.split())
_FROM_MATH = {"pow": "power", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "atan2": "arctan2"}
_FROM_BUILTINS = {"abs": "abs", "max": "maximum", "min": "minimum"}
_REDUCTIONS = frozenset({"sum", "mean", "max", "min", "prod", "any", "all", "std", "var"})


def numpy_name(environment: Mapping[str, Value]) -> str:
    """What the file calls NumPy."""
    return next((name for name, value in environment.items() if value == Module("numpy")), "np")


def of_numpy(name: str, environment: Mapping[str, Value]) -> ast.expr:
    """``np.name``."""
    return ast.Attribute(ast.Name(numpy_name(environment), ast.Load()), name, ast.Load())


def elementwise_name(function: ast.expr, arguments: int, environment: Mapping[str, Value]) -> str | None:
    """The ufunc of NumPy that does the same for all elements; None where there is none."""
    match function:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if is_numpy(module, environment):
            return name if name in _ELEMENTWISE else None
        case ast.Attribute(value=ast.Name(id="math"), attr=name):
            name = _FROM_MATH.get(name, name)
            return name if name in _ELEMENTWISE and name not in {"where", "clip"} else None
        case ast.Name(id=name) if name in _FROM_BUILTINS and name not in environment:
            return _FROM_BUILTINS[name] if arguments == (1 if name == "abs" else 2) else None
    return None


def reduction_name(function: ast.expr, environment: Mapping[str, Value]) -> str | None:
    """``sum`` of ``np.sum``: a reduction of one sample, which becomes one along its axis."""
    match function:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if is_numpy(module, environment):
            return name if name in _REDUCTIONS else None
    return None


def is_dot(function: ast.expr, environment: Mapping[str, Value]) -> bool:
    """Whether ``np.dot``, ``np.matmul`` or ``np.inner`` is called."""
    match function:
        case ast.Attribute(value=ast.Name(id=module), attr="dot" | "matmul" | "inner"):
            return is_numpy(module, environment)
    return False


def is_numpy(name: str, environment: Mapping[str, Value]) -> bool:
    """Whether a name stands for NumPy."""
    value = environment.get(name)
    return value == Module("numpy") or (value is None and name in {"np", "numpy"})


def single_return(function: Function) -> tuple[list[str], ast.expr] | None:
    """Parameters and returned expression of ``def sigmoid(z): return 1 / (1 + np.exp(-z))``; None for any other."""
    node = function.node
    names = [argument.arg for argument in node.args.args]
    if isinstance(node, ast.Lambda):
        return names, node.body
    body = [statement for statement in node.body if not _is_docstring(statement)]
    local: dict[str, ast.expr] = {}
    for statement in body[:-1]:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name not in names and name not in local:
                local[name] = value
            case _:
                return None
    match body[-1] if body else None:
        case ast.Return(value=ast.expr() as value) if not node.decorator_list:
            return names, _inlined(value, local)
    return None


def _inlined(value: ast.expr, local: Mapping[str, ast.expr]) -> ast.expr:
    while isinstance(value, ast.Name) and value.id in local:
        value = local[value.id]
    if not local:
        return value

    class Inliner(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return _inlined(local[node.id], local) if node.id in local else node

    result: ast.expr = Inliner().visit(ast.parse(ast.unparse(value), mode="eval").body)
    return result


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
