"""From a source to findings: facts go to the rules that subscribe to them, and suspects to libcst.

For every fact the manifest names the rules that subscribe; a rule's module is imported when the first such fact turns
up. ``Rule.suspects`` sees the fact alone. Only for a suspect is libcst imported, its statement parsed, and
``Rule.judge`` and ``Rule.mend`` asked; not for a suspect that can be a convention at most, where nobody asks for those.
A rule that crashes is reported and the others go on.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from shapeguard.inference.comments import without_comments
from shapeguard.inference.facts import MOST_DIFFERENT, Fact, Operand, RankOneUse
from shapeguard.linting.echoes import without_echoes
from shapeguard.linting.finding import Finding, Fix, Label, Severity, TraceLine
from shapeguard.linting.inspection import Crash, Inspection, describe, let_through
from shapeguard.linting.lines import Lines
from shapeguard.linting.packs import PackError, RuleTable
from shapeguard.linting.regions import enclosing
from shapeguard.linting.rule import Judgement, Rule
from shapeguard.linting.syntax import syntax_finding
from shapeguard.shapes import Shape

if TYPE_CHECKING:
    from shapeguard.inference import Project
    from shapeguard.linting.concrete import Concrete, ConcreteFile


LONGEST_SNIPPET = 200
Hearing: TypeAlias = Callable[[Mapping[Finding, Fact]], Iterable[Finding]]
"""Which findings are told, of all that the rules have about the facts of a file."""


def inspect_source(
    source: str,
    filename: str,
    table: RuleTable,
    codes: Container[str],
    project: Project | None = None,
    heard: Hearing = without_echoes,
    conventions: bool = True,
) -> Inspection:
    """Find what the rules of these codes have to say about a source.

    Where nobody asks for ``conventions`` they come without words and fix, for the comments that silence them.
    Never raises for anything in the source: what does not parse is a finding, a crash is part of the answer.
    """
    try:
        known = project.known(filename, source) if project is not None else None
        tree = known.tree if known is not None else ast.parse(source, filename)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        finding = syntax_finding(error, source, filename)
        return Inspection((finding,) if finding.code in codes else (), parsed=False)
    from shapeguard.inference import analyze
    from shapeguard.inference.deep_stack import with_deep_stack

    try:
        analysis = analyze(source, filename, project=project, tree=tree)
    except Exception as error:
        let_through(error)
        return Inspection(crashes=(Crash(filename, "inference", describe(error)),))
    inspector = _Inspector(filename, table, codes, Lines(source), analysis.tree, conventions)
    inspection = with_deep_stack(inspector.inspect, analysis.facts, heard)
    analysis.let_go()
    return dataclasses.replace(inspection, imports=tuple(analysis.imports), unfinished=analysis.gave_up)


class _Inspector:
    def __init__(
        self,
        filename: str,
        table: RuleTable,
        codes: Container[str],
        lines: Lines,
        tree: ast.Module,
        conventions: bool,
    ) -> None:
        self._filename = filename
        self._table = table
        self._codes = codes
        self._lines = lines
        self._tree = tree
        self._conventions = conventions
        self._unasked: list[tuple[Rule[Any], Fact]] = []
        self._concrete: ConcreteFile | None = None
        self._findings: dict[Finding, Fact] = {}
        self._crashes: dict[str, Crash] = {}

    def inspect(self, facts: Iterable[Fact], heard: Hearing) -> Inspection:
        """Hand each fact to the rules that subscribe to it; libcst recurses several calls deep for every node."""
        for fact in facts:
            self._see(fact)
        failing = {id(fact.node) for fact in self._findings.values()}
        for rule, fact in self._unasked:
            hands_its_fix_on = isinstance(fact, RankOneUse) and id(fact.use) in failing
            self._note(rule, fact, self._judged if hands_its_fix_on else self._wordless)
        findings = sorted(heard(self._findings), key=lambda finding: (finding.start, finding.end, finding.code))
        return Inspection(tuple(findings), tuple(self._crashes.values()))

    def _see(self, fact: Fact) -> None:
        for code in self._table.codes_for(fact):
            if code in self._codes:
                self._note(self._table.rule(code), fact, self._suspected)

    def _note(self, rule: Rule[Any], fact: Fact, look: Callable[[Rule[Any], Fact], Finding | None]) -> None:
        if rule.code in self._crashes:
            return
        try:
            finding = look(rule, fact)
        except PackError:
            raise
        except Exception as error:
            let_through(error)
            self._crashes[rule.code] = Crash(self._filename, f"rule {rule.code}", describe(error))
        else:
            if finding is not None:
                self._findings.setdefault(finding, fact)

    def _suspected(self, rule: Rule[Any], fact: Fact) -> Finding | None:
        if not rule.suspects(fact):
            return None
        if self._conventions or not rule.is_convention(fact):
            return self._judged(rule, fact)
        self._unasked.append((rule, fact))
        return None

    def _wordless(self, rule: Rule[Any], fact: Fact) -> Finding:
        return self._finding(rule, fact, Judgement(Severity.CONVENTION, ""), None)

    def _judged(self, rule: Rule[Any], fact: Fact) -> Finding | None:
        concrete = self._file().locate(fact.node, rule.reach(fact))
        if concrete is None:
            return None
        judgement = rule.judge(fact, concrete.node)
        return None if judgement is None else self._finding(rule, fact, judgement, self._fix(rule, fact, concrete))

    def _file(self) -> ConcreteFile:
        if self._concrete is None:
            from shapeguard.linting.concrete import ConcreteFile

            self._concrete = ConcreteFile(self._lines, self._tree)
        return self._concrete

    def _fix(self, rule: Rule[Any], fact: Fact, concrete: Concrete) -> Fix | None:
        """The fix, where it is the same for all calls and turns, and as sure as the least sure of them."""
        if len(fact.others) >= MOST_DIFFERENT:
            return None
        fix = self._fix_for_one(rule, fact, concrete)
        for other in fact.others if fix is not None else ():
            is_told = rule.suspects(other) and rule.judge(other, concrete.node) is not None
            also = self._fix_for_one(rule, other, concrete) if is_told else None
            if fix is None or also is None or also.edits != fix.edits:
                return None
            fix = fix if fix.applicability == "unsafe" else also
        return fix

    def _fix_for_one(self, rule: Rule[Any], fact: Fact, concrete: Concrete) -> Fix | None:
        if fact.elsewhere or not concrete.is_short:
            return None
        replacements = tuple(rule.mend(fact, concrete))
        edits = self._file().edits(concrete, replacements) if replacements else ()
        if not edits:
            return None
        is_safe = all(replacement.applicability == "safe" for replacement in replacements)
        return Fix("safe" if is_safe else "unsafe", replacements[0].message, edits)

    def _finding(self, rule: Rule[Any], fact: Fact, judgement: Judgement, fix: Fix | None) -> Finding:
        start, end = self._underlined(fact.node)
        severity = judgement.severity
        if fact.assumed and severity is Severity.ERROR:
            severity = Severity.WARNING
        return Finding(
            filename=self._filename,
            code=rule.code,
            name=rule.name,
            severity=severity,
            message=judgement.message,
            start=self._lines.position(start),
            end=self._lines.position(end),
            help=judgement.help,
            trace=tuple(TraceLine(step.line, step.text) for step in fact.trace),
            fix=fix,
            function=enclosing(fact.node, self._tree),
            labels=tuple(self._labels(fact)),
            snippet=" ".join(without_comments(self._lines.text[start:end]).split())[:LONGEST_SNIPPET],
        )

    def _underlined(self, node: ast.AST) -> tuple[int, int]:
        """What a reader is shown of a node: of a function or class its name, of another block its header."""
        start, end = self._lines.span(node)
        text = self._lines.text
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = re.compile(rf"(?:def|class)\s+({re.escape(node.name)})\b").search(text, start, end)
            return name.span(1) if name is not None else (start, end)
        if isinstance(getattr(node, "body", None), list):
            end = min(end, start + len(text[start:end].splitlines()[0]))
        return start, end

    def _labels(self, fact: Fact) -> Iterator[Label]:
        if fact.elsewhere:
            return
        for field in dataclasses.fields(fact):
            value = getattr(fact, field.name)
            for operand in value if isinstance(value, tuple) else (value,):
                if isinstance(operand, Operand) and operand.array.shape != Shape.unknown():
                    start, end = self._lines.span(operand.node)
                    yield Label(self._lines.position(start), self._lines.position(end), str(operand.array.shape))
