"""One array, one object a finding, in ruff's field names."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any

from shapeguard.linting.finding import Finding, Fix, Position
from shapeguard.linting.legible import as_text
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.pages import url_of


def render(findings: Iterable[Finding], table: RuleTable) -> Iterator[str]:
    """Yield the array, a line for every object."""
    objects = [json.dumps(as_object(finding, table), ensure_ascii=False) for finding in findings]
    yield "[\n  " + ",\n  ".join(objects) + "\n]\n" if objects else "[]\n"


def as_object(finding: Finding, table: RuleTable) -> dict[str, Any]:
    """One finding."""
    return {
        "filename": as_text(os.path.abspath(finding.filename)),
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "location": _place(finding.start),
        "end_location": _place(finding.end),
        "fix": None if finding.fix is None else _fix(finding.fix),
        "url": url_of(finding.code, finding.name, table),
        "cell": finding.cell,
    }


def _place(position: Position) -> dict[str, int]:
    return {"row": position.row, "column": position.column}


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [
        {"content": e.content, "location": _place(e.start), "end_location": _place(e.end)}
        | ({} if e.cell is None else {"cell": e.cell})
        for e in fix.edits
    ]
    return {"applicability": fix.applicability, "message": fix.message, "edits": edits}
