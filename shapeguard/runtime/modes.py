"""How much a guard checks. The mode is an input of code generation: there is no flag to test per argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mode:
    """When a guarded function checks its calls.

    Attributes
    ----------
    kind
        ``off`` never (a function decorated while off is not even wrapped), ``on`` at every call, ``sample`` at every
        ``every``-th call beginning with the first, ``once`` for each new set of types, dtypes and shapes.
    every
        The distance between two checked calls of ``sample``.
    """

    kind: Literal["off", "on", "sample", "once"] = "on"
    every: int = 1

    def __post_init__(self) -> None:
        if self.every < 1:
            raise ValueError(f"A guard cannot check every {self.every}-th call: the distance is at least 1.")


OFF = Mode("off")
ON = Mode("on")
ONCE = Mode("once")


def sample(every: int) -> Mode:
    """Check every ``every``-th call of each function."""
    return Mode("sample", every)
