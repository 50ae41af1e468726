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
    """Something said, with the calls that it was said in and the conditions that stand before it."""

    say: Callable[[Emitter], None]
    calls: tuple[CallContext, ...]
    undecided: int


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
        self.undecided = audience.undecided
        self._stack = list(audience._stack)
        self._audience = audience
        self._sayings: list[_Saying] = []

    def perform(self, *, whole: bool) -> None:
        """Tell the audience everything, or else no more than what fails in a first turn as well."""
        audience = self._audience
        calls, turn = audience._stack, audience.first_turn
        if not whole:
            audience.first_turn = audience.undecided
        for saying in self._sayings:
            audience._stack, audience.undecided = list(saying.calls), saying.undecided
            saying.say(audience)
        audience._stack, audience.first_turn, audience.undecided = calls, turn, self.undecided

    def withdraw(self, kind: type[AnyFact], node: ast.expr) -> None:
        """Take back what was told of an expression."""
        self._note(lambda audience: audience.withdraw(kind, node))

    def _take(self, fact: AnyFact) -> None:
        self.kept += not self._stack or (is_error(fact) and not self.undecided)
        self._note(lambda audience: audience.record(fact))

    def _register(self, callee: Hashable, context: CallContext) -> None:
        self._note(lambda audience: audience._register(callee, context))

    def _note(self, say: Callable[[Emitter], None]) -> None:
        self._sayings.append(_Saying(say, tuple(self._stack), self.undecided))
