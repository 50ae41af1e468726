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
    fixable: int = 0
    files: set[str] = field(default_factory=set)

    @property
    def mark(self) -> str:
        """Whether ``--fix`` alone mends all, some or none of them."""
        if not self.fixable:
            return "[ ]"
        return "[*]" if self.fixable == self.count else "[-]"


def render(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for every code: count, code, whether there are safe fixes, name, number of files."""
    tallies = _tallies(findings)
    width = max((len(str(tally.count)) for tally in tallies), default=1)
    for tally in tallies:
        some = len(tally.files)
        counted = f"{tally.count:>{width}}  {tally.code} {tally.mark} {tally.name}"
        yield f"{counted} (in {some} {'file' if some == 1 else 'files'})\n"
    marks = {tally.mark for tally in tallies}
    if "[*]" in marks:
        yield "[*] fixable with --fix\n"
    if "[-]" in marks:
        yield "[-] some of them fixable with --fix\n"


def render_json(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield one array, an object for every code, in ruff's field names."""
    objects = [
        {
            "code": tally.code,
            "name": tally.name,
            "count": tally.count,
            "fixable": tally.mark == "[*]",
            "fixable_count": tally.fixable,
            "files": len(tally.files),
        }
        for tally in _tallies(findings)
    ]
    yield json.dumps(objects, indent=2) + "\n"


def _tallies(findings: Iterable[Finding]) -> list[_Tally]:
    tallies: dict[str, _Tally] = {}
    for finding in findings:
        tally = tallies.setdefault(finding.code, _Tally(finding.code, finding.name))
        tally.count += 1
        tally.files.add(finding.filename)
        tally.fixable += finding.fix is not None and finding.fix.applicability == "safe"
    return sorted(tallies.values(), key=lambda tally: (-tally.count, tally.code))
