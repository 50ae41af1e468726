"""SARIF 2.1.0, for code scanning: the findings with their fixes, and the page of every rule concerned."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from shapeguard import __version__
from shapeguard.linting.finding import Finding, Fix, Position, Severity
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.pages import page_of, site, summary_of, url_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.CONVENTION: "note",
    Severity.NOTE: "note",
}


def render(findings: Iterable[Finding], table: RuleTable) -> Iterator[str]:
    """Yield the log."""
    found = list(findings)
    codes = sorted({(finding.code, finding.name) for finding in found})
    index = {code: number for number, (code, _) in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "shapeguard",
                "version": __version__,
                "semanticVersion": __version__,
                **({} if site() is None else {"informationUri": site()}),
                "rules": [_rule(code, name, table) for code, name in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"uri": f"file://{_address(os.getcwd())}/"}},
        "results": [_result(finding, index[finding.code]) for finding in found],
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(code: str, name: str, table: RuleTable) -> dict[str, Any]:
    page = page_of(code, table)
    url = url_of(code, name, table)
    address = {"helpUri": url} if url and "://" in url else {}
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": summary_of(page) or name},
        "fullDescription": {"text": summary_of(page) or name},
        "help": {"text": page, "markdown": page},
        **address,
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    text = finding.place_in_cell + finding.message + (f"\nhelp: {finding.help}" if finding.help else "")
    location: dict[str, Any] = {"physicalLocation": _physical(finding, *finding.extent_in_file)}
    if finding.function:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.function, "kind": "function"}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [location],
    }
    if finding.trace and finding.cell is None:
        result["relatedLocations"] = [
            {
                "physicalLocation": _physical(finding, Position(max(line.row, 1), 1), None),
                "message": {"text": line.text},
            }
            for line in finding.trace
        ]
    if finding.fix is not None and finding.cell is None:  # the rows of a notebook are those of JSON
        result["fixes"] = [_fix(finding, finding.fix)]
    return result


def _physical(finding: Finding, start: Position, end: Position | None) -> dict[str, Any]:
    return {"artifactLocation": _artifact(finding), "region": _region(start, end)}


def _artifact(finding: Finding) -> dict[str, Any]:
    path = os.path.relpath(finding.filename)
    if path.startswith(os.path.join("..", "")):
        return {"uri": f"file://{_address(os.path.abspath(finding.filename))}"}
    return {"uri": _address(path), "uriBaseId": "ROOT"}


def _address(path: str) -> str:
    return quote(os.fsencode(path.replace(os.sep, "/")))


def _region(start: Position, end: Position | None) -> dict[str, int]:
    region = {"startLine": start.row, "startColumn": start.column}
    return region if end is None else region | {"endLine": end.row, "endColumn": end.column}


def _fix(finding: Finding, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.start, edit.end), "insertedContent": {"text": edit.content}}
        for edit in fix.edits
    ]
    changes = [{"artifactLocation": _artifact(finding), "replacements": replacements}]
    return {"description": {"text": f"{fix.message} ({fix.applicability})"}, "artifactChanges": changes}
