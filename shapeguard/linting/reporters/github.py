"""Annotations on a pull request: GitHub's workflow commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shapeguard.linting.finding import Finding, Severity
from shapeguard.linting.legible import as_text

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.CONVENTION: "notice",
    Severity.NOTE: "notice",
}


def render(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a workflow command for every finding."""
    for finding in findings:
        start, end = finding.extent_in_file
        properties = {
            "title": f"shapeguard ({finding.code})",
            "file": as_text(finding.filename),
            "line": start.row,
            "col": start.column,
            "endLine": end.row,
            "endColumn": end.column,
        }
        given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        text = f"{finding.place_in_cell}{finding.code} [{finding.name}] {finding.message}"
        if finding.help:
            text += f"\nhelp: {finding.help}"
        yield f"::{_LEVELS[finding.severity]} {given}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
