"""How a rule says no: the call fails, or the arguments do not tell enough."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.outcome import Argument, Refusal
from shapeguard.shapes import Dim, Verdict, relation


class Unclear(Exception):
    """The arguments do not tell what NumPy makes of them: the answer is an unknown value."""


class Refused(Exception):
    """NumPy raises for all sufficiently large sizes."""

    def __init__(
        self, kind: Mismatch, reason: str, operands: tuple[Argument, ...] = (), dims: tuple[Dim, Dim] | None = None
    ) -> None:
        super().__init__(reason)
        self.refusal = Refusal(kind, Verdict.DIFFER, reason, operands, dims)


def agree(
    kind: Mismatch, left: Dim, right: Dim, reason: str, operands: tuple[Argument, ...] = ()
) -> tuple[Refusal, ...]:
    """Hold two lengths that have to be equal against each other.

    Returns
    -------
    The refusal to report where they fail unless sizes coincide, or nothing.

    Raises
    ------
    Refused
        If they differ.
    """
    if left == right:
        return ()
    verdict = relation(left, right)
    if verdict is Verdict.DIFFER:
        raise Refused(kind, reason, operands, (left, right))
    if verdict is Verdict.COINCIDE:
        return (Refusal(kind, verdict, reason, operands, (left, right)),)
    return ()


def likeliest(left: Dim, right: Dim) -> Dim:
    """The length of an axis known by two lengths that are equal if the call succeeds: the more telling one."""
    if left == right or left.value is not None:
        return left
    if right.value is not None or left.is_unknown:
        return right
    return left
