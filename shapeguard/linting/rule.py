"""What a rule is: a small class that subscribes to kinds of fact, judges them, and mends what it finds.

A rule decides in two steps. ``suspects`` sees the fact alone and is cheap; only a suspect's statement is parsed by
libcst and reaches ``judge``, which returns a judgement or None, and ``mend``, which returns the replacements of one
fix; a rule whose fix is a single node writes ``repair``, which ``mend`` calls. A rule holds no data flow of its own,
and importing its module must not import libcst (import it inside ``judge``, ``repair`` or ``mend``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeAlias, TypeVar

from shapeguard.inference.facts import Fact
from shapeguard.linting.finding import Applicability, Severity

if TYPE_CHECKING:
    import ast

    import libcst

    from shapeguard.linting.concrete import Concrete

Nodes: TypeAlias = "Sequence[ast.AST]"
SomeFact = TypeVar("SomeFact", bound=Fact)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a rule says of a fact; the engine adds file, position and trace to make a finding of it."""

    severity: Severity
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A mended node: ``old`` (the node judged, or one inside its region) becomes ``new``.

    ``imports`` are lines such as ``"from shapeguard import guard"`` that the module needs for it; one that is there
    already is not added again.
    """

    applicability: Applicability
    message: str
    old: libcst.CSTNode
    new: libcst.CSTNode | libcst.FlattenSentinel[libcst.BaseStatement] | libcst.RemovalSentinel
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Invalid:
    """An example that a rule must flag.

    Attributes
    ----------
    source
        A program; the lines that must be flagged end in ``# !``.
    fixed
        The program after the fix; None where the rule offers none here.
    severity
        The severity expected, where it matters.
    """

    source: str
    fixed: str | None = None
    severity: Severity | None = None


class Rule(ABC, Generic[SomeFact]):
    """Base of all rules. The module's docstring is the rule's page; ``valid`` and ``invalid`` are its tests.

    ``facts`` are the kinds it subscribes to, the same as in its pack's manifest.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    facts: ClassVar[tuple[type[Fact], ...]]
    valid: ClassVar[tuple[str, ...]] = ()
    invalid: ClassVar[tuple[Invalid, ...]] = ()

    @abstractmethod
    def suspects(self, fact: SomeFact) -> bool:
        """Whether the fact deserves a look. Cheap, and free of libcst."""

    def is_convention(self, fact: SomeFact) -> bool:
        """Whether a suspect can be a convention at most: the general profile has none of its source parsed then."""
        return False

    def reach(self, fact: SomeFact) -> Nodes:
        """Nodes of other statements that ``mend`` must see: libcst parses from the fact's node to these.

        A node of another function is left out, and has no counterpart then.
        """
        return ()

    @abstractmethod
    def judge(self, fact: SomeFact, node: libcst.CSTNode) -> Judgement | None:
        """Decide, with the libcst node at hand."""

    def repair(self, fact: SomeFact, node: libcst.CSTNode) -> Replacement | None:
        """Mend the node, or None where nothing is certain enough to write."""
        return None

    def mend(self, fact: SomeFact, concrete: Concrete) -> Sequence[Replacement]:
        """All replacements of one fix. Override it where a fix touches several nodes, and leave ``repair`` alone."""
        replacement = self.repair(fact, concrete.node)
        return () if replacement is None else (replacement,)
