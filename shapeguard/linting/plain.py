"""Findings as plain lists and dictionaries, for the cache."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from shapeguard.linting.finding import Edit, Finding, Fix, Label, Position, Severity, TraceLine


def finding_to_plain(finding: Finding) -> dict[str, Any]:
    """What ``json`` can write."""
    return asdict(finding)


def finding_from_plain(plain: dict[str, Any]) -> Finding:
    """The finding again."""
    fix = plain.pop("fix")
    return Finding(
        **{
            **plain,
            "severity": Severity(plain["severity"]),
            "start": Position(**plain["start"]),
            "end": Position(**plain["end"]),
            "trace": tuple(TraceLine(**line) for line in plain["trace"]),
            "labels": tuple(
                Label(Position(**label["start"]), Position(**label["end"]), label["text"]) for label in plain["labels"]
            ),
            "fix": None if fix is None else _fix(fix),
        }
    )


def _fix(plain: dict[str, Any]) -> Fix:
    edits = (Edit(Position(**e["start"]), Position(**e["end"]), e["content"], e["cell"]) for e in plain["edits"])
    return Fix(plain["applicability"], plain["message"], tuple(edits))
