"""How often each rule found something, the most frequent first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from shapeguard.linting.finding import Finding


@dataclass(slots=True)
class _Tally:
    code: str
    name: str
    count: int = 0
    fixable: bool = False
    files: set[str] = field(default_factory=set)


def render(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for every code: count, code, a star where safe fixes exist, name, number of files."""
    tallies = _tallies(findings)
    width = max((len(str(tally.count)) for tally in tallies), default=1)
    for tally in tallies:
        star = "[*]" if tally.fixable else "[ ]"
        some = len(tally.files)
        counted = f"{tally.count:>{width}}  {tally.code} {star} {tally.name}"
        yield f"{counted} (in {some} {'file' if some == 1 else 'files'})\n"
    if any(tally.fixable for tally in tallies):
        yield "[*] fixable with --fix\n"


def render_json(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield one array, an object for every code, in ruff's field names."""
    objects = [
        {"code": t.code, "name": t.name, "count": t.count, "fixable": t.fixable, "files": len(t.files)}
        for t in _tallies(findings)
    ]
    yield json.dumps(objects, indent=2) + "\n"


def _tallies(findings: Iterable[Finding]) -> list[_Tally]:
    tallies: dict[str, _Tally] = {}
    for finding in findings:
        tally = tallies.setdefault(finding.code, _Tally(finding.code, finding.name))
        tally.count += 1
        tally.files.add(finding.filename)
        tally.fixable |= finding.fix is not None and finding.fix.applicability == "safe"
    return sorted(tallies.values(), key=lambda tally: (-tally.count, tally.code))
