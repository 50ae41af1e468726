"""The base of the rules about what NumPy refuses: each is one kind of failure with its words of advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, Failure, Mismatch
from shapeguard.linting.rule import Judgement, Rule
from shapeguard.linting.wording import quote, severity_of
from shapeguard.shapes import Verdict

if TYPE_CHECKING:
    import libcst


class RefusalRule(Rule[Failure]):
    """Reports every failure of one kind, which inference has found already; ``advice`` says what to do about it."""

    facts: ClassVar[tuple[type[Fact], ...]] = (Failure,)
    kind: ClassVar[Mismatch]
    advice: ClassVar[str]

    def suspects(self, fact: Failure) -> bool:
        return fact.kind is self.kind and fact.verdict >= Verdict.COINCIDE

    def judge(self, fact: Failure, node: libcst.CSTNode) -> Judgement | None:
        return Judgement(severity_of(fact.verdict), f"{quote(node)}: {fact.reason}", self.advise(node))

    def advise(self, node: libcst.CSTNode) -> str:
        """What to do about it; by the function that refuses, where a rule is about several."""
        return self.advice
