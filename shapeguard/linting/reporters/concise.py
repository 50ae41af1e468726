"""One line a finding: ``path:row:column: CODE [name] severity: message``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shapeguard.linting.finding import Finding
from shapeguard.linting.legible import legible


def render(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for every finding."""
    for finding in findings:
        fixable = " [fixable]" if finding.fix and finding.fix.applicability == "safe" else ""
        message = f"{finding.severity}: {legible(finding.message)}"
        yield f"{place(finding)}: {finding.code} [{finding.name}] {message}{fixable}\n"


def place(finding: Finding) -> str:
    """Where a finding is, as editors and terminals link it."""
    cell = f":cell {finding.cell}" if finding.cell else ""
    return f"{legible(finding.filename)}{cell}:{finding.start.row}:{finding.start.column}"
