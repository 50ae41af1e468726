"""Flags ``np.zeros`` for the sake of an unsafe fix that needs an import.

It is a toy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeguard.inference.facts import Creation
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule

if TYPE_CHECKING:
    import libcst


class NamedZeros(Rule[Creation]):
    """Mended, it is imported by name."""

    code = "XX301"
    name = "named-zeros"
    facts = (Creation,)
    valid = ("zeros(3)",)
    invalid = (Invalid("import np\nx = np.zeros(3)  # !\n", "import np\nfrom numpy import zeros\nx = zeros(3)\n"),)

    def suspects(self, fact: Creation) -> bool:
        return True

    def judge(self, fact: Creation, node: libcst.CSTNode) -> Judgement | None:
        import libcst

        is_attribute = isinstance(node, libcst.Call) and isinstance(node.func, libcst.Attribute)
        return Judgement(Severity.CONVENTION, "`zeros` is not called by its name") if is_attribute else None

    def repair(self, fact: Creation, node: libcst.CSTNode) -> Replacement | None:
        import libcst

        assert isinstance(node, libcst.Call)
        new = node.with_changes(func=libcst.Name("zeros"))
        return Replacement("unsafe", "import it", node, new, ("from numpy import zeros",))
