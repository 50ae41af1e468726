"""Adoption on old code: comments and baselines for the findings of today."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from shapeguard.linting.atomic_writing import write_atomically
from shapeguard.linting.baseline import Baseline, is_gone
from shapeguard.linting.finding import Finding
from shapeguard.linting.folder_settings import Configuration
from shapeguard.linting.runner import Report
from shapeguard.linting.settings import BASELINE, ConfigError, Settings
from shapeguard.linting.source import Undecodable, decode
from shapeguard.linting.suppression import Suppressions, add_noqa

UNSILENCEABLE = {"SG901", "SG998", "SG999"}


def add_comments(findings: Sequence[Finding]) -> int:
    """Write ``# noqa`` comments into the files; notebooks and files that do not parse are left alone."""
    added = missed = 0
    for filename, group in groupby(findings, key=lambda finding: finding.filename):
        chosen = [f for f in group if f.code not in UNSILENCEABLE and f.cell is None]
        if not chosen:
            continue
        path = Path(filename)
        try:
            source = decode(path.read_bytes())
            commented = add_noqa(source.text, chosen)
            write_atomically(path, source.encode(commented))
        except (OSError, Undecodable) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else error
            print(f"shapeguard: {path}: no comments added: {why}.", file=sys.stderr)
            return 2
        suppressions = Suppressions(commented)
        silenced = sum(suppressions.silence(finding) for finding in chosen)
        added, missed = added + silenced, missed + len(chosen) - silenced
    print(f"Silenced {added} finding{'s' * (added != 1)}.", file=sys.stderr)
    if missed:
        print(f"No comment reaches {missed} finding{'s' * (missed != 1)}: a baseline accepts those.", file=sys.stderr)
    left = sum(finding.cell is not None for finding in findings)
    if left:
        print(f"Left {left} finding{'s' * (left != 1)} in notebooks: a baseline accepts those.", file=sys.stderr)
    return 0


def sought(options: Namespace, configuration: Configuration, reports: Sequence[Report]) -> Callable[[Path, str], bool]:
    """Tells whether this run looked for a code in a file, which may be gone from one of the folders.

    A gone file may live on under another name in a file that was not looked at; so may a finding of convention where
    ``--profile general`` asked for none.
    """
    whole = {os.path.abspath(report.path) for report in reports if report.is_whole}
    folders = [os.path.join(os.path.abspath(path), "") for path in options.paths if os.path.isdir(path)]
    folders = folders if len(whole) == len(reports) else []

    def was_sought(path: Path, code: str) -> bool:
        name = os.path.abspath(path)
        was_looked_at = name in whole or (name.startswith(tuple(folders)) and is_gone(path))
        return was_looked_at and code in configuration.scope_for(Path(name)).codes

    return (lambda path, code: False) if options.diff or options.profile == "general" else was_sought


def through_baseline(
    settings: Settings, findings: Sequence[Finding], was_sought: Callable[[Path, str], bool], *, write: bool
) -> list[Finding]:
    """The findings that the baseline does not accept; what was sought and is mended is taken out of it.

    Written, it accepts all findings, and keeps what was not sought.

    Raises
    ------
    ConfigError
        If the baseline cannot be read or written.
    """
    file = settings.root / (settings.baseline or BASELINE)
    if write:
        baseline = Baseline.load(file) if file.is_file() else Baseline.empty(file)
        baseline.shrink(findings, was_sought)
        baseline.accept(findings)
        try:
            baseline.save()
        except OSError as error:
            raise ConfigError(f"{file}: the baseline cannot be written: {error.strerror}.") from None
        print(f"Accepted {len(findings)} finding{'s' * (len(findings) != 1)} in {file}.", file=sys.stderr)
        if settings.baseline is None:
            print(f'Later runs use it with `baseline = "{BASELINE}"` under [tool.shapeguard].', file=sys.stderr)
        return []
    baseline = Baseline.load(file)
    baseline.follow(findings)
    fresh = baseline.new(findings)
    forgotten = baseline.shrink(findings, was_sought)
    if forgotten or baseline.moved:
        try:
            baseline.save()
        except OSError as error:
            print(
                f"shapeguard: {file}: the baseline could not be brought up to date: {error.strerror}.", file=sys.stderr
            )
            return fresh
    if forgotten:
        print(f"{forgotten} mended finding{'s' * (forgotten != 1)} taken out of {file}.", file=sys.stderr)
    return fresh
