"""GitLab's code quality report: one array of issues, each with a fingerprint that survives moving lines."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from shapeguard.linting.finding import Finding, Severity
from shapeguard.linting.legible import as_text

_SEVERITIES = {
    Severity.ERROR: "critical",
    Severity.WARNING: "major",
    Severity.CONVENTION: "minor",
    Severity.NOTE: "info",
}


def render(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the report."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in findings:
        path = as_text(os.path.relpath(finding.filename)).replace(os.sep, "/")
        identity = "\0".join((path, finding.code, finding.function, finding.snippet))
        seen[identity] += 1
        start, end = finding.extent_in_file
        issues.append(
            {
                "description": f"{finding.place_in_cell}{finding.code} [{finding.name}] {finding.message}",
                "check_name": finding.name,
                "fingerprint": _fingerprint(f"{identity}\0{seen[identity]}"),
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": path,
                    "positions": {
                        "begin": {"line": start.row, "column": start.column},
                        "end": {"line": end.row, "column": end.column},
                    },
                },
            }
        )
    yield json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _fingerprint(identity: str) -> str:
    return blake2b(identity.encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()
