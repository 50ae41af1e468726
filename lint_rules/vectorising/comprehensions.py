"""Comprehensions, ``map`` and ``np.vectorize``: one expression for all their elements."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lint_rules.vectorising import functions
from lint_rules.vectorising.conditions import condition
from lint_rules.vectorising.consumers import consumed, is_sum, written
from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.mapped import lift_map, lift_vectorised
from lint_rules.vectorising.unguarded import is_total
from lint_rules.vectorising.vectorised import Vectorised
from lint_rules.vectorising.walking import read_walk
from shapeguard.inference.values import Value
from shapeguard.shapes import Dim

Comprehension = ast.ListComp | ast.GeneratorExp


def vectorise_comprehension(
    node: Comprehension, count: Dim, environment: Mapping[str, Value], calls: Sequence[ast.Call] = ()
) -> Vectorised | None:
    """The expression that computes all elements of a comprehension at once, or None.

    ``calls`` are the calls around it, innermost first: ``list(...)``, ``sum(...)``.
    """
    match node.generators:
        case [ast.comprehension(target=target, iter=iterable, is_async=0) as generator] if len(generator.ifs) < 2:
            pass
        case _:
            return None
    if isinstance(node.elt, ast.Subscript) and not generator.ifs:
        return None
    try:
        lifter = Lifter(read_walk(target, iterable, count, environment), environment)
        counts = is_sum(calls, environment)
        element = functions.counted(node.elt) if counts else node.elt
        lifted = _kept(lifter, element, generator.ifs[0], counts) if generator.ifs else lifter.lift(element, axis=0)
    except NotVectorisable:
        return None
    return consumed(lifter, lifted, node, calls)


def vectorise_call(
    node: ast.Call,
    count: Dim,
    arrays: Sequence[ast.expr],
    environment: Mapping[str, Value],
    calls: Sequence[ast.Call] = (),
) -> Vectorised | None:
    """The expression that does the same as ``map(f, a)`` or ``np.vectorize(f)(a)``, or None.

    ``arrays`` are the arguments that are known to be arrays.
    """
    try:
        if isinstance(node.func, ast.Name) and node.func.id == "map":
            lifter, lifted = lift_map(node, count, environment)
            return consumed(lifter, lifted, node, calls)
        lifter, lifted = lift_vectorised(node, arrays, environment)
    except NotVectorisable:
        return None
    if isinstance(lifted.node, ast.Name):
        return None  # it would be the array itself
    return Vectorised(
        (written(lifted.node),), lifter.proven, False, replaced=node, caveat="computes in the array's dtype"
    )


def _kept(lifter: Lifter, element: ast.expr, test: ast.expr, counts: bool) -> Lifted:
    """``[x for x in a if x > 0]``: ``a[a > 0]``; in ``sum(1 for x in a if x > 0)`` the condition."""
    fulfilled = condition(lifter, test)
    if (fulfilled.rank, fulfilled.axis) != (1, 0):
        raise NotVectorisable
    if counts and isinstance(element, ast.Constant) and element.value == 1:
        return fulfilled
    lifted = lifter.lift(element, axis=0)
    if not is_total(lifted.node, lifter.environment) and not _counts(lifter, element):
        return _of_kept(lifter, element, fulfilled.node)
    if lifted.axis != 0:
        raise NotVectorisable
    return Lifted(ast.Subscript(lifted.node, fulfilled.node, ast.Load()), lifted.rank, 0)


def _of_kept(lifter: Lifter, element: ast.expr, mask: ast.expr) -> Lifted:
    """``np.sqrt(a[a >= 0])``: computed only of what fulfils the condition, for others may warn or fail."""
    picked = {
        name: each.written(ast.Subscript(each.node, mask, ast.Load())) for name, each in lifter.walk.elements.items()
    }
    of_kept = Lifter(replace(lifter.walk, elements=picked), lifter.environment)
    lifted = of_kept.lift(element, axis=0)
    if lifted.axis != 0:
        raise NotVectorisable
    lifter.exact &= of_kept.exact
    if not of_kept.proven:
        lifter.assume(of_kept.caveat)
    return lifted


def _counts(lifter: Lifter, element: ast.expr) -> bool:
    return any(isinstance(part, ast.Name) and part.id == lifter.walk.index for part in ast.walk(element))
