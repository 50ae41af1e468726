"""Where the memory of an array comes from: fresh, or that of another name, or who knows."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from lint_rules.vectorising.fresh import VIEWERS, is_fresh, is_fresh_of_method, path_of_numpy
from lint_rules.vectorising.functions import is_numpy
from shapeguard.inference.values import Array, Constant, Function, Int, Module, Scalar, Value
from shapeguard.inference.values import Sequence as Items

Environment: TypeAlias = Mapping[str, Value]
GIVEN, UNTOLD = "<parameter>", "<unknown>"
_HOLDING_NOTHING = (Int, Scalar, Constant, Module, Function)
_JOINING = frozenset({"r_", "c_", "mgrid", "ogrid"})
_WALKERS = frozenset({"zip", "enumerate", "reversed", "list", "tuple", "iter", "next"})
_NUMBERS = frozenset({"range", "len", "int", "float", "abs", "round"})


def origins(
    name: str, values: Mapping[str, Sequence[ast.AST]], environment: Environment, *, guess: bool = False
) -> set[str]:
    """The name and the names whose memory it looks at.

    With ``guess`` also those at which it may look, GIVEN for a parameter, and UNTOLD where nothing tells.
    """
    found, waiting = {name}, [name]
    while waiting:
        current = waiting.pop()
        bound = values.get(current)
        seen = {UNTOLD} if bound is None else {one for value in bound for one in viewed(value, environment, guess)}
        for other in seen - found:
            if other in (GIVEN, UNTOLD):
                found |= {other} if guess else set()
                continue
            is_array = isinstance(environment.get(other), Array)
            if is_array or (guess and other in values):
                found.add(other)
                waiting.append(other)
            if guess and not is_array and not isinstance(environment.get(other), _HOLDING_NOTHING):
                found.add(UNTOLD)  # what a container holds may change
    return found


def viewed(value: ast.AST, environment: Environment, guess: bool) -> set[str]:
    """The names whose memory an expression looks at: ``a`` of ``a[1:]``, ``a.T``, ``np.ravel(a)``."""
    match value:
        case ast.arg():
            return {GIVEN}
        case ast.Name(id=name):
            return {name}
        case ast.Subscript(value=inner, slice=index):
            return _indexed(inner, index, environment, guess)
        case ast.Attribute(value=inner, attr="T" | "real" | "imag" | "flat" | "mT") | ast.Starred(value=inner):
            return viewed(inner, environment, guess)
        case ast.Call():
            return _returned(value, environment, guess)
        case ast.BinOp(left=left, right=right):
            held = [side for side in (left, right) if guess and _is_container(side, environment)]
            return _all_viewed(held, environment, guess)
        case ast.UnaryOp() | ast.Compare() | ast.Constant() | ast.JoinedStr():
            return set()
        case ast.IfExp() | ast.BoolOp() | ast.NamedExpr() | ast.Tuple() | ast.List() | ast.Dict():
            parts = [part for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr)]
            return _all_viewed(parts, environment, guess)
        case ast.ListComp(elt=inner) | ast.SetComp(elt=inner) | ast.GeneratorExp(elt=inner) if guess:
            return {UNTOLD} | viewed(inner, environment, guess)
        case ast.Attribute(value=inner) if guess:
            return {UNTOLD} | viewed(inner, environment, guess)
    return {UNTOLD}


def _all_viewed(parts: Sequence[ast.expr], environment: Environment, guess: bool) -> set[str]:
    return set().union(*(viewed(part, environment, guess) for part in parts))


def _is_container(node: ast.expr, environment: Environment) -> bool:
    """Whether ``[a] + rest`` puts lists together, and computes nothing."""
    if isinstance(node, ast.Name):
        return isinstance(environment.get(node.id), Items)
    return isinstance(node, (ast.List, ast.Tuple, ast.ListComp))


def _indexed(inner: ast.expr, index: ast.expr, environment: Environment, guess: bool) -> set[str]:
    match inner:
        case ast.Attribute(value=ast.Name(id=module), attr=name) if is_numpy(module, environment):
            return set() if name in _JOINING else viewed(index, environment, guess)  # np.s_[a] is a
        case ast.Call(func=ast.Attribute(value=copied, attr="copy")) if guess:
            is_array = isinstance(copied, ast.Name) and isinstance(environment.get(copied.id), Array)
            return set() if is_array else {UNTOLD} | viewed(copied, environment, guess)  # a list's copy holds the same
    return viewed(inner, environment, guess)


def _returned(call: ast.Call, environment: Environment, guess: bool) -> set[str]:
    """The names whose memory a call may give back: those of its arguments, unless it is known to make its own."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    path = path_of_numpy(call.func, environment)
    if path is not None:
        if path.rpartition(".")[2] in VIEWERS:
            return _all_viewed(given if guess else given[:1], environment, guess)
        return set() if not guess or is_fresh(call, path) else {UNTOLD} | _all_viewed(given, environment, guess)
    match call.func:
        case ast.Name(id=function) if function not in environment and function in _WALKERS | _NUMBERS:
            return _all_viewed(given, environment, guess) if function in _WALKERS else set()
        case ast.Name(id=function) if function in VIEWERS:
            return _all_viewed(given[:1], environment, guess)
        case ast.Attribute(value=receiver, attr=function):
            if function in VIEWERS:
                return _all_viewed([receiver, *given[:1]], environment, guess)
            if is_fresh_of_method(call, function):
                return set()
            given = [receiver, *given]
    return {UNTOLD} | _all_viewed(given, environment, guess) if guess else set()
