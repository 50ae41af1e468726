"""Annotations on a pull request: GitHub's workflow commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shapeguard.linting.finding import Finding, Severity

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.CONVENTION: "notice",
    Severity.NOTE: "notice",
}


def render(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a workflow command for every finding."""
    for finding in findings:
        properties = {
            "title": f"shapeguard ({finding.code})",
            "file": finding.filename,
            "line": finding.start.row,
            "col": finding.start.column,
            "endLine": finding.end.row,
            "endColumn": finding.end.column,
        }
        given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        place = f"cell {finding.cell}, " if finding.cell else ""
        text = f"{place}{finding.code} [{finding.name}] {finding.message}"
        if finding.help:
            text += f"\nhelp: {finding.help}"
        yield f"::{_LEVELS[finding.severity]} {given}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
