"""Run over established packages: every finding there must stand up to reading.

``python -m benchmarks.accuracy.established sklearn scipy statsmodels skimage networkx`` prints the findings of severity
error and warning in profile ``general``, the share of functions given up on, and warnings per 5,000 lines.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shapeguard.inference import Project
from shapeguard.linting import check
from shapeguard.linting.finding import Finding

DEFAULT = ("sklearn", "scipy", "statsmodels", "skimage", "networkx")


@dataclass
class Survey:
    """What was found in one package."""

    package: str
    files: int = 0
    lines: int = 0
    seconds: float = 0.0
    crashes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def of(self, severity: str) -> list[Finding]:
        """The findings of one severity."""
        return [finding for finding in self.findings if finding.severity == severity]


def survey(package: str) -> Survey:
    """Check every file of an installed package."""
    result = Survey(package)
    project = Project()
    begin = time.process_time()
    for path in _files(package):
        try:
            source = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        result.files += 1
        result.lines += source.count("\n")
        try:
            result.findings += check(source, filename=str(path), profile="general", project=project)
        except Exception as error:  # a crash is what this survey is for
            result.crashes.append(f"{path}: {type(error).__name__}: {error}")
    result.seconds = time.process_time() - begin
    return result


def _files(package: str) -> Iterator[Path]:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        print(f"{package} is not installed: left out", file=sys.stderr)
        return
    yield from sorted(Path(spec.origin).parent.rglob("*.py"))


def _report(surveys: list[Survey]) -> None:
    print("| package | files | lines | errors | warnings | warnings per 5,000 lines | crashes | KLOC/s |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for each in surveys:
        errors, warnings = len(each.of("error")), len(each.of("warning"))
        rate = 5000 * warnings / max(each.lines, 1)
        speed = each.lines / 1000 / max(each.seconds, 1e-9)
        cells = [
            each.package,
            each.files,
            each.lines,
            errors,
            warnings,
            f"{rate:.2f}",
            len(each.crashes),
            f"{speed:.1f}",
        ]
        print("| " + " | ".join(map(str, cells)) + " |")
    counts = Counter((f.severity.value, f.code) for each in surveys for f in each.findings)
    print("\n" + ", ".join(f"{severity} {code}: {count}" for (severity, code), count in sorted(counts.items())))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", default=DEFAULT)
    parser.add_argument("--json", type=Path, help="write the errors and warnings here, for the triage")
    options = parser.parse_args()
    surveys = []
    for package in options.packages:
        surveys.append(survey(package))
        print(f"{package}: {surveys[-1].seconds:.0f} s", file=sys.stderr, flush=True)
    _report(surveys)
    for each in surveys:
        for crash in each.crashes:
            print("crash:", crash)
        for finding in each.of("error"):
            print(f"{finding.filename}:{finding.start.row}: {finding.code} {finding.message}")
    if options.json:
        rows = [
            {"file": f.filename, "row": f.start.row, "code": f.code, "severity": f.severity, "message": f.message}
            for each in surveys
            for f in each.findings
            if f.severity in {"error", "warning"}
        ]
        options.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
