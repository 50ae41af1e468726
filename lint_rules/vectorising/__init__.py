"""From a Python loop along an array axis to the lines that do the same without it.

``walking`` reads the head of a loop, ``brackets`` and ``spelling`` write its body in one way, ``lifting`` turns an
expression about one sample into one about all samples (``indexing`` and ``picking`` its brackets, ``calling`` its
calls, ``conditions`` its tests, ``products`` its dot, matrix and outer products), and the recognisers (``temporaries``,
``maps``, ``reductions``, ``masks``, ``flags``, ``counts``, ``running``) turn a statement of the body into one behind
the loop; ``loops`` and ``comprehensions`` (with ``mapped``, and ``consumers`` for what stands around) put it together.
``sharing`` (with ``origins``, ``bindings``, ``fresh``, ``lending``) refuses loops that write into what they read,
``enclosing`` those that the loops around them lengthen; ``outside`` knows what called functions read, ``integers``
knows what an int64 does not hold. ``exactness`` is the list of what is safe, ``elements`` the expressions on it,
``unguarded`` what may be computed for all samples where a condition stood before it, ``kept`` what a list keeps,
``given`` what a caller may pass parts of (``contents``: what stands in an expression). All of it reads ``ast`` and
builds ``ast``; nothing here knows of files or findings.
"""

from __future__ import annotations

import ast
from dataclasses import replace

from lint_rules.vectorising.afterwards import is_read_behind
from lint_rules.vectorising.comprehensions import vectorise_call, vectorise_comprehension
from lint_rules.vectorising.enclosing import counts_by_outer_variable
from lint_rules.vectorising.given import may_overlap
from lint_rules.vectorising.loops import vectorise_loop
from lint_rules.vectorising.sharing import shared_memory
from lint_rules.vectorising.vectorised import Vectorised
from shapeguard.inference.counting import counted
from shapeguard.inference.facts import Loop
from shapeguard.shapes import Verdict

__all__ = [
    "Vectorised",
    "is_read_behind",
    "vectorise",
    "vectorise_call",
    "vectorise_comprehension",
    "vectorise_for_all_calls",
    "vectorise_loop",
]


def vectorise(fact: Loop) -> Vectorised | None:
    """What does the same as a loop, comprehension or map, or None where no recogniser knows what it does."""
    found = _recognised(fact)
    if found is None or counts_by_outer_variable(fact.around, fact.node):
        return None
    shared = shared_memory(fact.around, fact.node, fact.environment)
    if shared is Verdict.EQUAL:
        return None
    if shared is not Verdict.DIFFER:
        return replace(found, proven=False)
    if found.is_exact and may_overlap(fact.around, fact.node, fact.environment):
        return replace(found, is_exact=False, caveat="differs if the arrays given overlap")
    return found


def vectorise_for_all_calls(fact: Loop) -> Vectorised | None:
    """What does the same in every call that is known, proven where it is so for all of them."""
    found = [vectorise(each) for each in (fact, *fact.others) if isinstance(each, Loop)]
    alike = [each for each in found if each is not None and found[0] is not None and each.lines == found[0].lines]
    return min(alike, key=lambda each: each.proven) if len(alike) == len(found) else None


def _recognised(fact: Loop) -> Vectorised | None:
    match fact.node:
        case ast.For() as loop:
            return vectorise_loop(loop, fact.counts, fact.environment)
        case ast.While() as loop:
            counting = counted(loop, fact.environment.get)
            return None if counting is None else vectorise_loop(counting, fact.counts, fact.environment)
        case ast.ListComp() | ast.GeneratorExp() as comprehension:
            return vectorise_comprehension(comprehension, fact.counts, fact.environment, fact.consumers)
        case ast.Call() as call:
            arrays = [operand.node for operand, _ in fact.arrays]
            return vectorise_call(call, fact.counts, arrays, fact.environment, fact.consumers)
    return None
