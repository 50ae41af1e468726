"""What an ``if`` asks of every sample: a mask, never an array of places."""

from __future__ import annotations

import ast

from lint_rules.vectorising import dtypes
from lint_rules.vectorising.functions import is_condition
from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.truth import check_truth
from shapeguard.inference.values import Kind


def condition(lifter: Lifter, test: ast.expr) -> Lifted:
    """``a > 0`` as it is, ``w != 0`` for a number that counts as true: ``a[w]`` would take the elements at ``w``.

    Raises
    ------
    NotVectorisable
        If it is not known whether the values are numbers, or one sample's is an array.
    """
    check_truth(lifter, test)
    lifted = lifter.lift(test)
    if is_condition(lifted.node):
        return lifted
    if isinstance(lifted.node, ast.Name) and lifted.node.id not in lifter.bound:
        kind = dtypes.kind_of(lifter, lifted.node)
        if kind is Kind.UNKNOWN:
            raise NotVectorisable
        if kind is Kind.BOOL:
            return lifted
    return lifted.written(ast.Compare(lifted.node, [ast.NotEq()], [ast.Constant(0)]))
