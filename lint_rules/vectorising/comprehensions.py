"""A comprehension: one expression for all its elements."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from lint_rules.vectorising.lifted import NotVectorisable
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.vectorised import Vectorised
from lint_rules.vectorising.walking import read_walk
from shapeguard.inference.values import Value
from shapeguard.shapes import Dim


def vectorise_comprehension(
    node: ast.ListComp | ast.GeneratorExp, count: Dim, environment: Mapping[str, Value]
) -> Vectorised | None:
    """The expression that computes all elements of a comprehension at once, or None."""
    match node.generators:
        case [ast.comprehension(target=target, iter=iterable, ifs=[], is_async=0)]:
            pass
        case _:
            return None
    try:
        lifter = Lifter(read_walk(target, iterable, count, environment), environment)
        lifted = lifter.lift(node.elt, axis=0)
    except NotVectorisable:
        return None
    if lifted.axis != 0 or isinstance(lifted.node, (ast.Name, ast.Attribute)) or isinstance(node.elt, ast.Subscript):
        return None
    line = ast.unparse(ast.fix_missing_locations(lifted.node))
    return Vectorised((line,), lifter.proven and lifted.rank == 1, True, frozenset())
