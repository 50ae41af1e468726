"""What a look inside a function rests on besides the arguments: where another look would give the same."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeguard.inference.emission import Turn
from shapeguard.shapes.frozen import frozen

if TYPE_CHECKING:
    from shapeguard.inference.interpreter.run import Run


@dataclass(slots=True)
class Circumstances:
    """What has happened since a function was entered.

    Attributes
    ----------
    height
        How many calls stood one inside the other at most, this one counted.
    entered
        The functions that were looked into, by what tells them apart; those of the file itself are in ``own`` too.
    is_cut
        Whether something was left out for want of steps or depth, of which there may be more another time.
    has_loops
        Whether a loop was met, which is followed for fewer turns where nothing is told anyway.
    tells
        Whether there was something to tell, of which it depends on the caller whether it is told.
    """

    height: int = 1
    entered: set[int] = field(default_factory=set)
    own: set[int] = field(default_factory=set)
    is_cut: bool = False
    has_loops: bool = False
    tells: bool = False

    def take_over(self, inner: Circumstances, *, silent: bool) -> None:
        """Count in what happened in a call; what it has to tell is nothing to a caller that is ``silent`` then."""
        self.height = max(self.height, inner.height + 1)
        self.entered |= inner.entered
        self.own |= set() if silent else inner.own
        self.is_cut |= inner.is_cut
        self.has_loops |= inner.has_loops
        self.tells |= inner.tells and not silent

    @property
    def are_all_alike(self) -> bool:
        """Whether it makes no difference how closely the caller listens."""
        return not (self.has_loops or self.tells)

    def heeded(self, mood: Mood) -> Hashable:
        """What of the caller's mood it rests on."""
        return mood if self.tells else mood.is_quick if self.has_loops else None


@frozen
class Mood:
    """How closely is listened at the moment to what code has to tell.

    ``is_quick`` says that loops are followed for fewer turns, as nothing is told of them now.
    """

    is_quick: bool
    is_silent: bool
    first_turn: Turn | None
    undecided: int
    is_abroad: bool
    emitter: int


def mood_of(run: Run) -> Mood:
    """The mood in which a call is met."""
    emitter = run.emitter
    is_quick = emitter.is_silent or emitter.first_turn is not None
    undecided = emitter.undecided if run.running else 0
    return Mood(is_quick, emitter.is_silent, emitter.first_turn, undecided, emitter.is_abroad, emitter.serial)
