"""Functions that do to an array, element by element, what they do to a number."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from shapeguard.inference.values import Function, Known, Module, Value

_UFUNCS = """
    exp exp2 expm1 log log2 log10 log1p sqrt cbrt square abs absolute fabs sign sin cos tan arcsin arccos arctan arctan2
    sinh cosh tanh arcsinh arccosh arctanh floor ceil rint trunc maximum minimum fmax fmin power float_power add
    subtract multiply divide true_divide mod remainder hypot logaddexp isnan isinf isfinite logical_and logical_or
    logical_not logical_xor greater less equal not_equal greater_equal less_equal negative reciprocal where clip
    heaviside deg2rad rad2deg copysign sinc round around
"""
_ELEMENTWISE = frozenset(_UFUNCS.split())
_FROM_MATH = {"pow": "power", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "atan2": "arctan2"}
_NOT_AS_IN_MATH = frozenset({"where", "clip", "floor", "ceil", "trunc"})  # math.floor gives an int
_FROM_BUILTINS = {"abs": "abs", "max": "maximum", "min": "minimum", "pow": "power", "round": "round"}
REDUCTIONS = frozenset({"sum", "mean", "max", "min", "prod", "any", "all", "std", "var"})


def numpy_name(environment: Mapping[str, Value]) -> str:
    """What the file calls NumPy."""
    return next((name for name, value in environment.items() if value == Module("numpy")), "np")


def of_numpy(name: str, environment: Mapping[str, Value]) -> ast.expr:
    """``np.name``."""
    return ast.Attribute(ast.Name(numpy_name(environment), ast.Load()), name, ast.Load())


def elementwise_name(function: ast.expr, arguments: int, environment: Mapping[str, Value]) -> str | None:
    """The ufunc of NumPy that does the same for all elements; None where there is none."""
    ufunc = numpy_function(function, environment)
    if ufunc is not None:
        return ufunc if ufunc in _ELEMENTWISE else None
    match function:
        case ast.Attribute(value=ast.Name(id="math"), attr=name):
            name = _FROM_MATH.get(name, name)
            return name if name in _ELEMENTWISE and name not in _NOT_AS_IN_MATH else None
        case ast.Name(id=name) if name in _FROM_BUILTINS and name not in environment:
            return _FROM_BUILTINS[name] if arguments == (1 if name == "abs" else 2) else None  # round(x) gives an int
    return None


def is_exact(function: ast.expr, environment: Mapping[str, Value]) -> bool:
    """Whether a function gives what its ufunc gives: ``math.sqrt(-1)`` is an error, ``max(0, nan)`` is 0."""
    return numpy_function(function, environment) is not None or getattr(function, "id", "") in ("abs", "pow")


def reduction_name(function: ast.expr, environment: Mapping[str, Value]) -> str | None:
    """``sum`` of ``np.sum``: a reduction of one sample, which becomes one along its axis."""
    name = numpy_function(function, environment)
    return name if name in REDUCTIONS else None


def is_dot(function: ast.expr, environment: Mapping[str, Value]) -> bool:
    """Whether ``np.dot``, ``np.matmul`` or ``np.inner`` is called."""
    return numpy_function(function, environment) in ("dot", "matmul", "inner")


def is_condition(node: ast.expr) -> bool:
    """Whether an expression is true or false for every element."""
    match node:
        case ast.Compare():
            return True
        case ast.BoolOp(values=values):
            return all(is_condition(value) for value in values)
        case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr(), right=right):
            return is_condition(left) and is_condition(right)
        case ast.UnaryOp(op=ast.Invert() | ast.Not(), operand=operand):
            return is_condition(operand)
    return False


def joining(op: ast.boolop) -> Callable[..., ast.expr]:
    """``a & b & c`` for ``a and b and c``."""
    bitwise = ast.BitAnd() if isinstance(op, ast.And) else ast.BitOr()
    return lambda *conditions: reduce(lambda left, right: ast.BinOp(left, bitwise, right), conditions)


def unchained(node: ast.Compare) -> ast.BoolOp:
    """``0 < x and x < 1`` for ``0 < x < 1``."""
    sides = [node.left, *node.comparators]
    pairs: list[ast.expr] = [ast.Compare(sides[i], [op], [sides[i + 1]]) for i, op in enumerate(node.ops)]
    return ast.BoolOp(ast.And(), pairs)


def counted(element: ast.expr) -> ast.expr:
    """The condition that ``int(x > 0)`` and ``1 if x > 0 else 0`` count; what is neither stays as it is."""
    match element:
        case ast.Call(func=ast.Name(id="int" | "bool"), args=[condition], keywords=[]) if is_condition(condition):
            return condition
        case ast.IfExp(test=condition, body=ast.Constant(value=1), orelse=ast.Constant(value=0)):
            return condition if is_condition(condition) else element
    return element


def numpy_function(function: ast.expr, environment: Mapping[str, Value]) -> str | None:
    """``exp`` for ``np.exp``, and for ``exp`` after ``from numpy import exp``; None for what is not NumPy's."""
    match function:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if is_numpy(module, environment):
            return name
        case ast.Name(id=name):
            value = environment.get(name)
            if isinstance(value, Known) and value.receiver is None and value.name.startswith("numpy."):
                return value.name.removeprefix("numpy.")
    return None


def is_numpy(name: str, environment: Mapping[str, Value]) -> bool:
    """Whether a name stands for NumPy."""
    value = environment.get(name)
    return value == Module("numpy") or (value is None and name in {"np", "numpy"})


def single_return(function: Function) -> tuple[list[str], ast.expr] | None:
    """Parameters and returned expression of ``def sigmoid(z): return 1 / (1 + np.exp(-z))``; None for any other.

    Variables are written out, and branches that return become one expression: ``z if z > 0 else 0``.
    """
    node = function.node
    names = [argument.arg for argument in node.args.args]
    if len(names) != len([part for part in ast.walk(node.args) if isinstance(part, ast.arg)]):
        return None
    if isinstance(node, ast.Lambda):
        return names, node.body
    value = None if node.decorator_list else _returned(node.body, frozenset(names))
    return None if value is None else (names, value)


def _returned(body: Sequence[ast.stmt], taken: frozenset[str]) -> ast.expr | None:
    """What a block returns, as one expression; ``taken`` are the names that it must not rebind."""
    match body:
        case [ast.Expr(value=ast.Constant()), *rest]:
            return _returned(rest, taken)
        case [ast.Return(value=ast.expr() as value), *_]:
            return value
        case [ast.Assign(targets=[ast.Name(id=name)], value=value), *rest] if name not in taken:
            result = _returned(rest, taken | {name})
            return None if result is None else substituted(result, {name: value})
        case [ast.If(test=test, body=chosen, orelse=orelse), *rest]:
            first, second = _returned(chosen, taken), _returned(orelse or rest, taken)
            return None if first is None or second is None else ast.IfExp(test, first, second)
    return None


def substituted(expression: ast.expr, values: Mapping[str, ast.expr]) -> ast.expr:
    """The expression with other expressions in the place of names."""

    class Substitution(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return values.get(node.id, node)

    copied = ast.parse(ast.unparse(ast.fix_missing_locations(expression)), mode="eval").body
    result: ast.expr = Substitution().visit(copied)
    return result
