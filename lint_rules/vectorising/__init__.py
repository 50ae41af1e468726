"""From a Python loop along an array axis to the lines that do the same without it.

``walking`` reads the head of a loop, ``lifting`` turns an expression about one sample into one about all samples
(``indexing`` its brackets, ``calling`` its calls, ``products`` its dot, matrix and outer products), and the recognisers
(``temporaries``, ``maps``, ``reductions``, ``masks``, ``counts``, ``running``) turn a statement of the body into one
behind the loop; ``loops`` and ``comprehensions`` put it together. All of it reads ``ast`` and builds ``ast``; nothing
here knows of files or findings.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from lint_rules.vectorising.afterwards import is_read_behind
from lint_rules.vectorising.comprehensions import vectorise_comprehension
from lint_rules.vectorising.loops import vectorise_loop
from lint_rules.vectorising.vectorised import Vectorised
from shapeguard.inference.values import Value
from shapeguard.shapes import Dim

__all__ = ["Vectorised", "is_read_behind", "vectorise", "vectorise_comprehension", "vectorise_loop"]


def vectorise(node: ast.AST, count: Dim, environment: Mapping[str, Value]) -> Vectorised | None:
    """What does the same as a loop or comprehension, or None where no recogniser knows what it does."""
    match node:
        case ast.For():
            return vectorise_loop(node, count, environment)
        case ast.ListComp() | ast.GeneratorExp():
            return vectorise_comprehension(node, count, environment)
    return None
