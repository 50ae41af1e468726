"""Where the memory of an array comes from: fresh, or that of another name, or who knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from lint_rules.vectorising.functions import is_numpy, numpy_function
from shapeguard.inference.values import Array, Constant, Function, Int, Module, Scalar, Value

GIVEN, UNTOLD = "<parameter>", "<unknown>"
_VIEWED_BY = """
    array_split asanyarray asarray asarray_chkfinite ascontiguousarray asfortranarray atleast_1d atleast_2d atleast_3d
    broadcast_arrays broadcast_to diag diagonal dsplit expand_dims flip fliplr flipud hsplit imag matrix_transpose
    moveaxis nan_to_num permute_dims ravel real real_if_close require reshape rollaxis rot90 split squeeze swapaxes
    transpose trim_zeros unstack view vsplit as_strided sliding_window_view
"""
_MADE_BY = """
    copy astype dot sum mean max min std var prod cumsum cumprod round clip repeat flatten
    rand randn randint random standard_normal normal uniform integers permutation
"""
_VIEWERS, _MAKERS = frozenset(_VIEWED_BY.split()), frozenset(_MADE_BY.split())
_WALKERS = frozenset({"zip", "enumerate", "reversed", "list", "tuple", "iter", "next"})
_NUMBERS = frozenset({"range", "len", "int", "float", "abs", "round"})


@lru_cache(maxsize=8)
def values_of(around: ast.AST) -> dict[str, list[ast.AST]]:
    """What every name is bound to in a function or module; a parameter stands for itself."""
    values: dict[str, list[ast.AST]] = {}
    for node in ast.walk(around):
        for name, value in _bound(node):
            values.setdefault(name, []).append(value)
    return values


def origins(
    name: str, values: Mapping[str, Sequence[ast.AST]], environment: Mapping[str, Value], *, guess: bool = False
) -> set[str]:
    """The name and the names whose memory it looks at.

    With ``guess`` also those at which it may look, GIVEN for a parameter, and UNTOLD where nothing tells.
    """
    found, waiting = {name}, [name]
    while waiting:
        current = waiting.pop()
        bound = values.get(current)
        seen = {UNTOLD} if bound is None else {one for value in bound for one in _viewed(value, environment, guess)}
        for other in seen - found:
            if other in (GIVEN, UNTOLD):
                found |= {other} if guess else set()
            elif isinstance(environment.get(other), Array) or (guess and other in values):
                found.add(other)
                waiting.append(other)
            elif guess and not isinstance(environment.get(other), Int | Scalar | Constant | Module | Function):
                found.add(UNTOLD)
    return found


def _bound(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            first = next((target for target in targets if isinstance(target, ast.Name)), None)
            for target in targets:
                yield from _pairs(target, value if first is None or target is first else first)
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
            yield from _pairs(target, value)
        case ast.For(target=target, iter=value) | ast.AsyncFor(target=target, iter=value):
            yield from _pairs(target, value)
        case ast.comprehension(target=target, iter=value):
            yield from _pairs(target, value)
        case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
            yield from _pairs(target, value)
        case ast.arg(arg=name):
            yield name, node


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    """The names that an assignment binds, each with the value it gets, or that it gets a part of."""
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ((ast.Starred(value=inner) | ast.Attribute(value=inner)), _):
            yield from _pairs(inner, value)
        case ast.Tuple(elts=names) | ast.List(elts=names), ast.Tuple(elts=parts) | ast.List(elts=parts) if len(
            names
        ) == len(parts) and not any(isinstance(part, ast.Starred) for part in (*names, *parts)):
            for inner, part in zip(names, parts, strict=True):
                yield from _pairs(inner, part)
        case ast.Tuple(elts=names) | ast.List(elts=names), _:
            for inner in names:
                yield from _pairs(inner, value)


def _viewed(value: ast.AST, environment: Mapping[str, Value], guess: bool) -> set[str]:
    """The names whose memory an expression looks at: ``a`` of ``a[1:]``, ``a.T``, ``np.ravel(a)``."""
    match value:
        case ast.arg():
            return {GIVEN}
        case ast.Name(id=name):
            return {name}
        case ast.Subscript(value=inner) | ast.Attribute(value=inner, attr="T" | "real" | "imag" | "flat" | "mT"):
            return _viewed(inner, environment, guess)
        case ast.Call():
            return _returned(value, environment, guess)
        case ast.BinOp() | ast.UnaryOp() | ast.Compare() | ast.Constant() | ast.JoinedStr():
            return set()
        case ast.IfExp() | ast.BoolOp() | ast.NamedExpr() | ast.Tuple() | ast.List() | ast.Dict():
            parts = [part for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr)]
            return set().union(*(_viewed(part, environment, guess) for part in parts))
        case ast.Attribute(value=inner) if guess:
            return {UNTOLD} | _viewed(inner, environment, guess)
    return {UNTOLD}


def _returned(call: ast.Call, environment: Mapping[str, Value], guess: bool) -> set[str]:
    """The names whose memory a call may give back: those of its arguments, unless it is known to make its own."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    keywords = {keyword.arg for keyword in call.keywords}
    root = receiver
    while isinstance(root, ast.Attribute):
        root = root.value
    of_numpy = isinstance(root, ast.Name) and is_numpy(root.id, environment)
    of_numpy |= numpy_function(call.func, environment) is not None
    if function in _VIEWERS:
        seen = given[:1] if of_numpy or receiver is None else [receiver, *given[:1]]
    elif isinstance(call.func, ast.Name) and function in _WALKERS and function not in environment:
        seen = given
    elif isinstance(call.func, ast.Name) and function in _NUMBERS and function not in environment:
        seen = []
    elif of_numpy or function in _MAKERS:
        seen = [receiver, *given] if guess and keywords & {"out", "copy"} and receiver is not None else []
    elif guess:
        every = [_viewed(part, environment, guess) for part in (receiver, *given) if part is not None]
        return {UNTOLD}.union(*every)
    else:
        return set()
    return set().union(*(_viewed(part, environment, guess) for part in seen))
