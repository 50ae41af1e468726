"""One file checked: read, inspected, silenced where its comments say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shapeguard.linting.finding import Applicability, Finding, Severity
from shapeguard.linting.inspection import Inspection
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.settings import Profile
from shapeguard.linting.source import Undecodable, decode
from shapeguard.linting.syntax import SYNTAX_ERROR, undecodable_finding

if TYPE_CHECKING:
    from shapeguard.inference import Project
    from shapeguard.inference.facts import Fact

_OF_THE_LINTER = "SG9"
"""How the codes begin that are about comments and files, not about shapes."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked for in a file: the codes that are on, and the profile."""

    codes: frozenset[str]
    profile: Profile = "column"


def check_text(text: str, filename: str, scope: Scope, table: RuleTable, project: Project | None = None) -> Inspection:
    """Inspect a source and leave out what its comments silence and what the profile does not ask for.

    What is silenced speaks for nothing else: a finding that would repeat it is told.
    """
    from shapeguard.linting.echoes import without_echoes
    from shapeguard.linting.engine import inspect_source
    from shapeguard.linting.suppression import UNUSED, Suppressions

    suppressions = Suppressions(text)
    if suppressions.off:
        return Inspection()
    codes = _codes_to_run(scope, table)

    def heard(found: Mapping[Finding, Fact]) -> Iterable[Finding]:
        return without_echoes({finding: fact for finding, fact in found.items() if not suppressions.silence(finding)})

    inspection = inspect_source(text, filename, table, codes, project, heard, scope.profile == "column")
    findings = suppressions.filter(inspection.findings)
    if UNUSED in scope.codes and inspection.parsed and not inspection.crashes:
        dead = list(suppressions.unused(filename, codes, table.known))
        findings += [finding for finding in dead if not suppressions.silence(finding)]
    return replace(inspection, findings=tuple(sorted(_kept(findings, scope), key=place_and_code)))


def check_bytes(
    content: bytes, filename: str, scope: Scope, table: RuleTable, project: Project | None = None
) -> Inspection:
    """Inspect the content of a file, a notebook where its name says so."""

    def check(text: str) -> Inspection:
        return check_text(text, filename, scope, table, project)

    try:
        if filename.endswith(".ipynb"):
            from shapeguard.linting.notebooks import check_notebook

            return check_notebook(content, check)
        return check(decode(content).text)
    except Undecodable as error:
        finding = undecodable_finding(str(error), filename)
        return Inspection((finding,) if SYNTAX_ERROR in scope.codes else (), parsed=False)


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after fixing: its content, what was mended, and the inspection of what is left."""

    content: bytes
    mended: tuple[Finding, ...]
    inspection: Inspection


def fix_bytes(
    content: bytes,
    filename: str,
    scope: Scope,
    table: RuleTable,
    allowed: tuple[Applicability, ...],
    project: Project | None = None,
) -> Mended:
    """Mend the content of a file with the fixes that are allowed."""
    first = check_bytes(content, filename, scope, table, project)
    if not any(finding.fix and finding.fix.applicability in allowed for finding in first.findings):
        return Mended(content, (), first)
    from shapeguard.linting.fixing import Fixed, fix_text

    def find(text: str) -> Sequence[Finding]:
        return check_text(text, filename, scope, table, project).findings

    if filename.endswith(".ipynb"):
        from shapeguard.linting.notebooks import fix_notebook, shown

        def fix(text: str) -> Fixed:
            return fix_text(text, lambda new: shown(find(new), new), allowed)

        result, fixed = fix_notebook(content, fix)
    else:
        source = decode(content)
        fixed = fix_text(source.text, find, allowed)
        result = source.encode(fixed.text) if fixed.text != source.text else content
    return Mended(result, fixed.mended, check_bytes(result, filename, scope, table, project))


def place_and_code(finding: Finding) -> tuple[object, ...]:
    """The order of findings in a file."""
    return finding.cell or 0, finding.start, finding.end, finding.code


def _codes_to_run(scope: Scope, table: RuleTable) -> frozenset[str]:
    """The codes looked for, or all where nothing but the comments that silence them is asked about."""
    from shapeguard.linting.suppression import UNUSED

    about_comments = UNUSED in scope.codes and all(code.startswith(_OF_THE_LINTER) for code in scope.codes)
    return frozenset(code for code, _ in table.known) if about_comments else scope.codes


def _kept(findings: list[Finding], scope: Scope) -> list[Finding]:
    return [
        finding
        for finding in findings
        if finding.code in scope.codes and (scope.profile == "column" or finding.severity is not Severity.CONVENTION)
    ]
