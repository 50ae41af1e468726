"""Python's integers grow and refuse to be divided by 0, those of ``np.arange`` overflow and give infinity."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from shapeguard.inference.values import Array, Value

_POWERS = frozenset({"power", "float_power"})
_DIVISIONS = frozenset({"divide", "true_divide", "mod", "remainder"})
_LARGEST = 2**63 - 1


def limits(nodes: Iterable[ast.AST], environment: Mapping[str, Value]) -> tuple[bool, bool]:
    """Whether lines are known to stay in the range of an int64, and whether NumPy rounds and divides as Python does."""
    counters: set[str] = set()
    fits, is_exact = True, True
    for node in nodes:
        for left, op, right in _operations(node):
            if _is_counter(right, counters) or _is_counter(left, counters):
                is_pure = not _is_of_numpy(left, environment) and not _is_of_numpy(right, environment)
                is_exact &= is_pure  # a Python integer leaves a float32 a float32, those of np.arange do not
                if isinstance(op, ast.LShift):
                    fits &= not is_pure
                elif isinstance(op, ast.Pow):
                    fits &= not is_pure or _is_float(left) or _is_float(right) or _is_small(right)
                    is_exact &= _is_small(right)
            if isinstance(op, ast.Div | ast.FloorDiv | ast.Mod) and _is_counter(right, counters):
                is_exact &= _is_of_numpy(left, environment) or _is_positive(right)
        fits &= not any(_is_product(part, counters) or _is_too_large(part) for part in ast.walk(node))
        if isinstance(node, ast.Assign) and _is_counter(node.value, counters):
            counters |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return fits, is_exact


def _operations(root: ast.AST) -> Iterator[tuple[ast.expr, ast.operator, ast.expr]]:
    for node in ast.walk(root):
        match node:
            case ast.BinOp(left=left, op=op, right=right):
                yield left, op, right
            case ast.Call(func=ast.Attribute(attr=name), args=[left, right]) if name in _POWERS:
                yield left, ast.Pow(), right
            case ast.Call(func=ast.Attribute(attr=name), args=[left, right]) if name in _DIVISIONS:
                yield left, ast.Div(), right


def _is_counter(node: ast.expr, counters: set[str]) -> bool:
    """Whether an expression is made of ``np.arange(m)`` and numbers, where the loop had a Python integer."""
    match node:
        case ast.Call(func=ast.Attribute(attr="arange")):
            return True
        case ast.Name(id=name):
            return name in counters
        case ast.BinOp(left=left, op=op, right=right) if not isinstance(op, ast.Div):
            return _is_counter(left, counters) or _is_counter(right, counters)
        case ast.UnaryOp(operand=inner) | ast.Subscript(value=inner):
            return _is_counter(inner, counters)
    return False


def _is_too_large(node: ast.AST) -> bool:
    """Whether a whole number does not fit: NumPy would refuse it, or make an array of objects for it."""
    return isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value > _LARGEST


def _is_product(node: ast.AST, counters: set[str]) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="prod" | "cumprod"), args=[factors]):
            return _is_counter(factors, counters)
    return False


def _is_of_numpy(node: ast.expr, environment: Mapping[str, Value]) -> bool:
    """Whether an array takes part: then the loop computed with NumPy's numbers, too."""
    match node:
        case ast.Name(id=name):
            return isinstance(environment.get(name), Array)
        case ast.Call(func=ast.Attribute(attr="arange") | ast.Name(id="len")) | ast.Attribute(attr="shape"):
            return False
    parts = (part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))
    return any(_is_of_numpy(part, environment) for part in parts)


def _is_float(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Constant) and isinstance(part.value, float) for part in ast.walk(node))


def _is_small(node: ast.expr) -> bool:
    """Whether an exponent keeps every counter in range: only squares do."""
    return isinstance(node, ast.Constant) and node.value in (0, 1, 2)


def _is_positive(node: ast.expr) -> bool:
    """``np.arange(1, m)`` and ``np.arange(m) + 1``."""
    match node:
        case ast.Call(args=[ast.Constant(value=int(start)), _]):
            return start > 0
        case ast.BinOp(left=ast.Call(args=[_]), op=ast.Add(), right=ast.Constant(value=int(more))):
            return more > 0
    return False
