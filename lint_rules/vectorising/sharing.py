"""Whether a loop writes into memory that it reads under another name: then a step may read what another one wrote."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from lint_rules.vectorising.bindings import values_of
from lint_rules.vectorising.lending import lent
from lint_rules.vectorising.origins import GIVEN, UNTOLD, origins
from shapeguard.inference.values import Array, Value
from shapeguard.shapes import Verdict


def shared_memory(around: ast.AST, loop: ast.AST, environment: Mapping[str, Value]) -> Verdict:
    """Whether ``out[i] = f(a[i])`` is written where ``out = a[::-1]``: EQUAL if so, UNKNOWN if it may be, or DIFFER.

    Parameters
    ----------
    around
        The function or module that the loop stands in: it says which names are views of which.
    loop
        The loop.
    environment
        What is known of the names before the loop: only arrays share memory.
    """
    arrays, written = arrays_of(loop, environment), written_arrays(loop, environment)
    lists = {name for node in ast.walk(loop) for name in _lengthened(node)} - arrays
    pairs = [(name, other) for name in written for other in arrays - {name}]
    pairs += [(name, other) for name in lists for other in lists - {name}]
    if not pairs:
        return Verdict.DIFFER
    values, named = values_of(around), arrays | lists
    known = {name: origins(name, values, environment) for name in named}
    if any(known[name] & known[other] for name, other in pairs):
        return Verdict.EQUAL
    likely = {name: origins(name, values, environment, guess=True) for name in named}
    if any(UNTOLD in memory for memory in likely.values()):
        elsewhere = lent(around, loop, values, environment) | {GIVEN, UNTOLD}
    else:
        elsewhere = set()
    if any(_may_meet(likely[name], likely[other], elsewhere) for name, other in pairs):
        return Verdict.UNKNOWN
    return Verdict.DIFFER


def arrays_of(loop: ast.AST, environment: Mapping[str, Value]) -> set[str]:
    """The names in a loop that are known to be arrays."""
    named = {node.id for node in ast.walk(loop) if isinstance(node, ast.Name)}
    return {name for name in named if isinstance(environment.get(name), Array)}


def written_arrays(loop: ast.AST, environment: Mapping[str, Value]) -> set[str]:
    """Those of them that it writes into."""
    return arrays_of(loop, environment) & {name for node in ast.walk(loop) for name in _written(node)}


def _may_meet(memory: set[str], other: set[str], elsewhere: set[str]) -> bool:
    """Whether the same memory may be among two; what nothing tells of may be all that is known elsewhere.

    See ``given`` for parameters.
    """
    is_outside = UNTOLD in memory | other and all(part & elsewhere for part in (memory, other))
    return is_outside or bool((memory & other) - {GIVEN})


def _written(node: ast.AST) -> list[str]:
    """The names of the arrays that a statement writes into."""
    match node:
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store()) | ast.AugAssign(target=ast.Name(id=name)):
            return [name]
    return []


def _lengthened(node: ast.AST) -> list[str]:
    """The name of the list that a call appends to: of one list under two names the order would be another."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append")):
            return [name]
    return []
