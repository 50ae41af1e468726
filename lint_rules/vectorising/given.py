"""Arrays that a caller gives: two parameters may be parts of one array, and a step then reads what another one wrote.

``f(x[:-1], x[1:])`` and ``f(M[0], M[:, 0])`` are calls like any other, so not even elements at one place are apart.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from lint_rules.vectorising.bindings import values_of
from lint_rules.vectorising.origins import GIVEN, origins
from lint_rules.vectorising.sharing import arrays_of, written_arrays
from shapeguard.inference.values import Value


def may_overlap(around: ast.AST, loop: ast.AST, environment: Mapping[str, Value]) -> bool:
    """Whether ``out[i] = x[i]`` changes what ``x[i + 1]`` is, if a caller passes parts of one array."""
    values = values_of(around)
    arrays = arrays_of(loop, environment)
    given = {name for name in arrays if GIVEN in origins(name, values, environment, guess=True)}
    return len(given) > 1 and not given.isdisjoint(written_arrays(loop, environment))
