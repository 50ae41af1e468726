"""``shapeguard check``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path

from shapeguard.linting.config import ConfigError
from shapeguard.linting.discovery import discover
from shapeguard.linting.packs import PackError, load_table
from shapeguard.linting.reporters import concise
from shapeguard.linting.runner import Configuration, Job


def run(words: list[str]) -> int:
    """Run the verb."""
    from shapeguard.linting.runner import run as run_jobs

    parser = ArgumentParser("shapeguard check")
    parser.add_argument("paths", nargs="*", type=Path, default=[Path()])
    options = parser.parse_args(words)
    try:
        configuration = Configuration(load_table())
        jobs = [Job(p, configuration.scope_for(p)) for p in discover(options.paths, configuration.settings_for)]
        reports = run_jobs(jobs, configuration.table)
    except (ConfigError, PackError) as error:
        print(f"shapeguard: {error}", file=sys.stderr)
        return 2
    findings = [finding for report in reports for finding in report.inspection.findings]
    sys.stdout.writelines(concise.render(findings))
    for report in reports:
        for crash in report.inspection.crashes:
            print(f"shapeguard: internal error in {crash.what}, {crash.filename}: {crash.error}", file=sys.stderr)
        if report.problem:
            print(f"shapeguard: {report.problem}", file=sys.stderr)
    return 2 if any(r.problem or r.inspection.crashes for r in reports) else int(bool(findings))
