"""What a NumPy rule answers: the value, and what happened on the way.

Rules know nothing of files, scopes or traces: they map values to values. The interpreter turns the events into facts,
which is also where alternatives are weighed (a failure counts only if every alternative fails).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, TypeAlias

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.values import UNKNOWN, Value
from shapeguard.shapes import Broadcast, Contraction, Dim, Verdict
from shapeguard.shapes.frozen import frozen

Argument: TypeAlias = int | str
"""A positional index or a keyword; ``"self"`` is the receiver of a method."""


@frozen
class Arguments:
    """The arguments of one call, evaluated.

    ``receiver`` is the array of a method call. ``exact`` is False where ``*args`` or ``**kwargs`` of unknown content
    were passed, so that positions cannot be trusted.
    """

    positional: tuple[Value, ...] = ()
    keywords: Mapping[str, Value] = field(default_factory=dict)
    receiver: Value | None = None
    exact: bool = True


@frozen
class Refusal:
    """NumPy refuses the call (DIFFER), or refuses it unless sizes coincide (COINCIDE)."""

    kind: Mismatch
    verdict: Verdict
    reason: str
    operands: tuple[Argument, ...] = ()
    dims: tuple[Dim, Dim] | None = None


@frozen
class Spread:
    """Array operands were broadcast against each other, with or without stretching."""

    operator: str
    operands: tuple[Argument, ...]
    outcome: Broadcast


@frozen
class Contracted:
    """Two arrays were multiplied along a shared axis."""

    function: str
    operands: tuple[Argument, Argument]
    outcome: Contraction


Event: TypeAlias = Refusal | Spread | Contracted


@frozen
class Outcome:
    """The value of a call and its events.

    ``role`` asks the interpreter to enter the node of the call in the value's history: as ``created`` (a fresh rank-1
    array) or as ``dropped`` (an axis was lost). Rules know no nodes.
    """

    value: Value = UNKNOWN
    events: tuple[Event, ...] = ()
    role: Literal["created", "dropped"] | None = None
