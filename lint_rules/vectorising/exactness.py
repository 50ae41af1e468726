"""What is safe, as a short list: lines that no data and no caller can tell from the loop.

Whatever is not on the list is unsafe: powers, ``exp`` and their like round otherwise on a whole array, sums are added
up in another order, ``np.where`` computes both branches, and small dtypes hold less than Python's numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from lint_rules.vectorising.contents import arrays_in, called, calls, is_slice, is_small, is_where
from lint_rules.vectorising.elements import ANY_SHAPE, NUMBERS, kind
from lint_rules.vectorising.kept import keeps_elements
from lint_rules.vectorising.unguarded import is_total
from shapeguard.inference.values import Array, Int, Kind, Value

_IN_HALF_PRECISION = 2048
"""Whole numbers up to this one are the same in half precision."""
_CHANGED = frozenset({"where", "astype"})
_SUMS = frozenset({"sum", "dot", "mean", "prod", "matmul", "outer", "cumsum", "cumprod", "std", "var"})

_EXTREMA = frozenset({"max", "min", "maximum", "minimum", "argmax", "argmin"})


def are_exact(statements: Sequence[ast.stmt], environment: Mapping[str, Value]) -> bool:
    """Whether every statement leaves what the loop left, to the last digit and in its dtype."""
    known = dict(environment)
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found = kind(value, known)
                if found is None:
                    return False
                known[name] = Array(ANY_SHAPE, found)
            case _:
                if not _is_exact(statement, known):
                    return False
    return True


def are_of_numpy(node: ast.expr, known: Mapping[str, Value]) -> bool:
    """Whether a list of the elements is that of the loop: NumPy's numbers, of their own dtypes."""
    return bool(arrays_in(node, known)) and keeps_elements(node) and not calls(node, _CHANGED)


def risk(nodes: Sequence[ast.AST]) -> str:
    """In which respect lines that are not exact may give something else."""
    names = {name for node in nodes for name in called(node)}
    parts = [part for node in nodes for part in ast.walk(node)]
    if {"extend", "sliding_window_view"} <= names:
        return "keeps windows that are read-only"
    if "where" in names:
        return "computes both branches"
    if names & _SUMS or any(isinstance(part, ast.MatMult) for part in parts):
        return "adds in another order"
    if names & _EXTREMA:
        return "may treat NaN otherwise"
    if any(isinstance(part, ast.Pow) for part in parts) or names:
        return "may round otherwise"
    return "computes in the array's dtype"


def _is_exact(statement: ast.stmt, known: Mapping[str, Value]) -> bool:
    match statement:
        case ast.Assign(targets=[ast.Subscript(value=array, slice=place)], value=value):
            return _is_place(place, known) and _is_kept(array, value, known)
        case ast.AugAssign(target=ast.Subscript(value=array, slice=place), op=op, value=value):
            return _is_place(place, known) and _is_changed(array, op, value, known)
        case ast.AugAssign(
            target=ast.Name(id=name),
            op=ast.Add(),
            value=ast.Call(func=ast.Name(id="int"), args=[ast.Call(args=[test])]),
        ):
            is_asked = kind(test, known) is Kind.BOOL and is_total(test, known)
            return isinstance(known.get(name), Int) and is_asked  # a count: no other number becomes an int
        case ast.AugAssign(target=ast.Name() as array, op=op, value=value):
            return _is_changed(array, op, value, known)
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="extend"), args=[value])):
            return kind(value, known) is not None and are_of_numpy(value, known)
    return False


def _is_kept(array: ast.expr, value: ast.expr, known: Mapping[str, Value]) -> bool:
    """Whether an array holds every value as it is: a loop refuses what an int8 does not hold, NumPy cuts it off."""
    target = kind(array, known)
    if isinstance(value, ast.Call) and is_where(value, known):
        return target is Kind.FLOAT and _is_choice(value, known)
    given = kind(value, known)
    if target is Kind.INT:
        is_own = set(arrays_in(value, known)) == set(arrays_in(array, known)) and not calls(value, {"arange"})
        return given is Kind.INT and (is_small(value) or is_own)
    return given is not None and (target is Kind.FLOAT or target is given is Kind.BOOL)


def _is_changed(array: ast.expr, op: ast.operator, value: ast.expr, known: Mapping[str, Value]) -> bool:
    target = kind(array, known)
    if not arrays_in(array, known) or not isinstance(op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        return False
    if target is Kind.INT:
        return is_small(value) and not isinstance(op, ast.Div)
    return target is Kind.FLOAT and kind(value, known) in NUMBERS


def _is_choice(node: ast.expr, known: Mapping[str, Value], *, inside: bool = False) -> bool:
    """Whether ``np.where`` chooses among what no common dtype changes: floats that are there, small whole numbers."""
    if isinstance(node, ast.Call) and is_where(node, known):
        test, *choices = node.args
        is_test = kind(test, known) is not None and is_total(test, known)
        return is_test and all(_is_choice(choice, known, inside=True) for choice in choices)
    number = node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else node
    match number:
        case ast.Constant(value=int() | float() as value):
            return inside and value == value // 1 and abs(value) <= _IN_HALF_PRECISION
    return bool(arrays_in(node, known)) and is_total(node, known) and kind(node, known) is Kind.FLOAT


def _is_place(index: ast.expr, known: Mapping[str, Value]) -> bool:
    return is_slice(index) or (kind(index, known) is Kind.BOOL and is_total(index, known))
