"""A rule that crashes over an array called ``crash``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from shapeguard.inference.facts import Discarded
from shapeguard.linting.rule import Judgement, Rule

if TYPE_CHECKING:
    import libcst


class Crashing(Rule[Discarded]):
    """Says nothing else."""

    code = "XX102"
    name = "crashing"
    facts = (Discarded,)

    def suspects(self, fact: Discarded) -> bool:
        return ast.unparse(fact.operand.node) == "crash"

    def judge(self, fact: Discarded, node: libcst.CSTNode) -> Judgement | None:
        raise KeyError("lost")
