"""How often each rule found something, the most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from shapeguard.linting.finding import Finding


def render(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for every code: count, code, a star where safe fixes exist, name, number of files."""
    counts: Counter[tuple[str, str]] = Counter()
    files: dict[str, set[str]] = {}
    fixable: set[str] = set()
    for finding in findings:
        counts[finding.code, finding.name] += 1
        files.setdefault(finding.code, set()).add(finding.filename)
        if finding.fix is not None and finding.fix.applicability == "safe":
            fixable.add(finding.code)
    width = max((len(str(count)) for count in counts.values()), default=1)
    for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        star = "[*]" if code in fixable else "[ ]"
        some = len(files[code])
        yield f"{count:>{width}}  {code} {star} {name} (in {some} {'file' if some == 1 else 'files'})\n"
    if fixable:
        yield "[*] fixable with --fix\n"
