"""A bound on the work that one function may cause: a pathological file ends in *unknown*, not in minutes."""

from __future__ import annotations

STEPS_A_FUNCTION = 40_000
STEPS_A_CALL = 2_500
LEAST_STEPS = 50
STEPS_A_FOREIGN_CALL = 750
STEPS_ABROAD = 1_500
"""What all the calls of one file may take in other files."""
DEEPEST_CALL = 6
DEEPEST_EXPRESSION = 120
LONGEST_UNROLLING = 8
FEWEST_STEPS_TO_UNROLL = 500
LARGEST_LITERAL = 256


class BudgetExceededError(Exception):
    """The analysis of a function took more steps than it is worth."""


class Budget:
    """Steps left; nested calls draw on their own purse and on their caller's.

    Attributes
    ----------
    left
        Steps that may still be taken; below none once they are exceeded.
    """

    __slots__ = ("left",)

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Take steps.

        Raises
        ------
        BudgetExceededError
            If none are left.
        """
        self.left -= steps
        if self.left < 0:
            raise BudgetExceededError

    def purse(self, steps: int) -> Budget:
        """A smaller budget for a call, at most what is left of this one."""
        return Budget(min(steps, max(self.left, 0)))
