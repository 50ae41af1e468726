"""What is told of one expression more than once: by several calls of its function, by several turns of a loop."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from shapeguard.inference.facts import MOST_DIFFERENT, AnyFact, Fact, Loop
from shapeguard.inference.walking import walk
from shapeguard.shapes.frozen import replace


def with_others(fact: AnyFact, other: Fact) -> AnyFact:
    """A fact, and what another turn or call knows of the same."""
    if isinstance(fact, Loop) and isinstance(other, Loop):
        return fact if _walks_alike(fact, other) else replace(fact, environment={})  # what one turn knew holds there
    return replace(fact, others=others_of(fact, (*fact.others, other, *other.others)))


def others_of(fact: AnyFact, met: Iterable[Fact]) -> tuple[Fact, ...]:
    """What other calls know of the same, each once; of very many different ones a few."""
    distinct = [_known_of(fact)]
    others: list[Fact] = []
    for other in met:
        known = _known_of(other) if other is not fact else distinct[0]
        if known not in distinct:
            distinct.append(known)
            others.append(replace(other, others=()))
            if len(others) == MOST_DIFFERENT:
                break
    return tuple(others)


def _known_of(fact: Fact) -> tuple[object, ...]:
    """All that a fact says, but for how it came about; of a loop, what is known of the names in it."""
    if isinstance(fact, Loop):
        names = {node.id for node in walk(fact.node) if isinstance(node, ast.Name)}
        known = {name: value for name, value in fact.environment.items() if name in names}
        return fact.arrays, fact.counts, known, fact.consumers
    return (replace(fact, trace=(), others=()),)


def _walks_alike(fact: Loop, other: Loop) -> bool:
    """Whether a loop is met again with as many steps, along arrays of the same shapes."""
    shapes = [[(operand.array.shape, axis) for operand, axis in loop.arrays] for loop in (fact, other)]
    return fact.counts == other.counts and shapes[0] == shapes[1]
