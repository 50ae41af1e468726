"""Adoption on old code: comments and baselines for the findings of today."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from shapeguard.cli.complaints import complain, note
from shapeguard.linting.atomic_writing import write_atomically
from shapeguard.linting.baseline import Baseline, is_gone
from shapeguard.linting.finding import Finding
from shapeguard.linting.folder_settings import Configuration
from shapeguard.linting.runner import Report
from shapeguard.linting.settings import BASELINE, ConfigError, Settings
from shapeguard.linting.source import Undecodable, decode
from shapeguard.linting.suppression import Suppressions, add_noqa

UNSILENCEABLE = {"SG901", "SG998", "SG999"}


def add_comments(
    reports: Sequence[Report], baseline: Baseline | None, check: Callable[[Sequence[Path]], Sequence[Report]]
) -> int:
    """Write ``# noqa`` comments into the files; notebooks and files that do not parse are left alone.

    What the baseline accepts gets none. A commented file is checked again: what is silenced speaks for nothing else, so
    that there may be more to silence.
    """
    added = missed = 0
    left = sum(finding.cell is not None for finding in _unaccepted(reports, baseline))
    while chosen := [f for f in _unaccepted(reports, baseline) if f.code not in UNSILENCEABLE and f.cell is None]:
        commented = []
        for filename, group in groupby(chosen, key=lambda finding: finding.filename):
            path, findings = Path(filename), list(group)
            silenced = _comment(path, findings)
            if silenced is None:
                return 2
            added += silenced
            if silenced:
                commented.append(path)
            else:
                missed += len(findings)
        reports = check(commented)
    note(f"Silenced {added} finding{'s' * (added != 1)}.")
    if missed:
        note(f"No comment reaches {missed} finding{'s' * (missed != 1)}: a baseline accepts those.")
    if left:
        note(f"Left {left} finding{'s' * (left != 1)} in notebooks: a baseline accepts those.")
    return 0


def _unaccepted(reports: Sequence[Report], baseline: Baseline | None) -> list[Finding]:
    findings = [finding for report in reports for finding in report.inspection.findings]
    if baseline is None:
        return findings
    baseline.follow(findings)
    return baseline.new(findings)


def _comment(path: Path, findings: Sequence[Finding]) -> int | None:
    """Write the comments into one file; how many findings they silence, None where it cannot be written."""
    try:
        source = decode(path.read_bytes())
        commented = add_noqa(source.text, findings)
        write_atomically(path, source.encode(commented))
    except (OSError, Undecodable) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        complain(f"{path}: no comments added: {why}.")
        return None
    suppressions = Suppressions(commented)
    return sum(suppressions.silence(finding) for finding in findings)


def baseline_of(settings: Settings) -> Baseline | None:
    """The baseline that the settings name, if they name one.

    Raises
    ------
    ConfigError
        If it is not there or is no baseline.
    """
    return None if settings.baseline is None else Baseline.load(settings.root / settings.baseline)


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
        note(f"Accepted {len(findings)} finding{'s' * (len(findings) != 1)} in {file}.")
        if settings.baseline is None:
            note(f'Later runs use it with `baseline = "{BASELINE}"` under [tool.shapeguard].')
        return []
    baseline = Baseline.load(file)
    baseline.follow(findings)
    fresh = baseline.new(findings)
    forgotten = baseline.shrink(findings, was_sought)
    if forgotten or baseline.moved:
        try:
            baseline.save()
        except OSError as error:
            complain(f"{file}: the baseline could not be brought up to date: {error.strerror}.")
            return fresh
    if forgotten:
        note(f"{forgotten} mended finding{'s' * (forgotten != 1)} taken out of {file}.")
    return fresh
