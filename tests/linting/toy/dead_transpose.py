"""Flags a transpose that is thrown away.

It is a toy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeguard.inference.facts import Discarded
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule

if TYPE_CHECKING:
    import libcst


class DeadTranspose(Rule[Discarded]):
    """Removed, it changes nothing."""

    code = "XX101"
    name = "dead-transpose"
    facts = (Discarded,)
    valid = ("y = x.T",)
    invalid = (Invalid("x.T  # !\ny = 1\n", "y = 1\n"), Invalid("if x:\n    x.T  # !\n", "if x:\n    pass\n"))

    def suspects(self, fact: Discarded) -> bool:
        return fact.what == "T"

    def judge(self, fact: Discarded, node: libcst.CSTNode) -> Judgement | None:
        return Judgement(Severity.WARNING, f"`.T` of {fact.operand.array.shape} changes nothing", "assign it")

    def repair(self, fact: Discarded, node: libcst.CSTNode) -> Replacement | None:
        import libcst

        return Replacement("safe", "remove it", node, libcst.RemoveFromParent())
