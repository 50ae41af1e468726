"""A turn of a loop, followed before it is known whether it tells for all of them: what it says is kept back."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import count

from shapeguard.inference.emission import CallContext, Emitter, is_error
from shapeguard.inference.facts import AnyFact

_SERIAL = count(1)


@dataclass(frozen=True, slots=True)
class _Saying:
    """Something said: in which calls, behind which conditions, and whether every first turn comes to it."""

    say: Callable[[Emitter], None]
    calls: tuple[CallContext, ...]
    undecided: int
    called_behind: int
    is_reached: bool


class Rehearsal(Emitter):
    """Collects what another emitter is to be told, or not.

    Parameters
    ----------
    audience
        The emitter that would collect now; it is not silent.
    """

    def __init__(self, audience: Emitter) -> None:
        super().__init__()
        self.serial = next(_SERIAL)
        self.excused = audience.excused
        self.keeps_values, self.values = audience.keeps_values, audience.values
        self.undecided, self.called_behind = audience.undecided, audience.called_behind
        self._stack = list(audience._stack)
        self._audience = audience
        self._turn = audience.turn()
        self._sayings: list[_Saying] = []

    def perform(self, *, whole: bool) -> None:
        """Tell the audience everything, or else no more than what fails in a first turn as well."""
        audience = self._audience
        calls, undecided, called_behind = audience._stack, audience.undecided, audience.called_behind
        for saying in self._sayings:
            if whole or saying.is_reached:
                audience._stack = list(saying.calls)
                audience.undecided, audience.called_behind = saying.undecided, saying.called_behind
                audience.first_turn = None if whole else self._turn
                saying.say(audience)
        audience._stack, audience.first_turn = calls, None
        audience.undecided, audience.called_behind = self.undecided if whole else undecided, called_behind

    def withdraw(self, kind: type[AnyFact], node: ast.expr) -> None:
        """Take back what was told of an expression."""
        self._note(lambda audience: audience.withdraw(kind, node))

    def _take(self, fact: AnyFact) -> None:
        self.kept += not self._stack or (is_error(fact) and not self.undecided)
        self._note(lambda audience: audience.record(fact))

    def _register(self, callee: Hashable, context: CallContext) -> None:
        self._note(lambda audience: audience._register(callee, context))

    def _note(self, say: Callable[[Emitter], None]) -> None:
        is_reached = self._is_reached(self._turn)
        self._sayings.append(_Saying(say, tuple(self._stack), self.undecided, self.called_behind, is_reached))
