"""Flags ``zeros(a, b)``, whose second argument is no size.

It is a toy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeguard.inference.facts import Creation
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule

if TYPE_CHECKING:
    import libcst


class TwoSizes(Rule[Creation]):
    """Mended, it takes a tuple."""

    code = "XX201"
    name = "two-sizes"
    facts = (Creation,)
    valid = ("zeros((1, 2))",)
    invalid = (
        Invalid("a = zeros(1, zeros(3, 4))  # !\n", "a = zeros((1, zeros((3, 4))))\n", Severity.ERROR),
        Invalid("zeros(  # !\n    1,\n    2,\n)\n", "zeros(\n    (1, 2))\n"),
    )

    def suspects(self, fact: Creation) -> bool:
        return True

    def judge(self, fact: Creation, node: libcst.CSTNode) -> Judgement | None:
        import libcst

        if not isinstance(node, libcst.Call) or len(node.args) != 2:
            return None
        return Judgement(Severity.ERROR, "the second argument of `zeros` is no size", "put the sizes in a tuple")

    def repair(self, fact: Creation, node: libcst.CSTNode) -> Replacement | None:
        import libcst

        assert isinstance(node, libcst.Call)
        sizes = libcst.Tuple([libcst.Element(argument.value) for argument in node.args])
        return Replacement("safe", "put the sizes in a tuple", node, node.with_changes(args=[libcst.Arg(sizes)]))
