"""A source on standard input, for editors: findings out, or with ``--fix`` the mended source."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from shapeguard.cli.complaints import complain
from shapeguard.cli.output import SourceRows, show_crashes, show_unfinished, write_findings
from shapeguard.linting.checking import check_bytes, fix_bytes
from shapeguard.linting.finding import Applicability
from shapeguard.linting.folder_settings import Configuration
from shapeguard.linting.inspection import Inspection
from shapeguard.linting.patterns import RealNames, is_excluded
from shapeguard.linting.reporters.concise import place
from shapeguard.linting.runner import Report
from shapeguard.linting.settings import ConfigError, Settings
from shapeguard.linting.source import Undecodable, decode
from shapeguard.linting.syntax import NEWER_SYNTAX, SYNTAX_ERROR

UNPARSED = {SYNTAX_ERROR, NEWER_SYNTAX}


def check_stdin(options: Namespace, configuration: Configuration) -> int:
    """Check what comes on standard input as if it were the file ``--stdin-filename``."""
    from shapeguard.cli.check import exit_code

    content = _what_comes()
    path = Path(options.stdin_filename)
    scope, settings = configuration.scope_for(path), configuration.settings_for(path.parent)
    mended = 0
    if options.force_exclude and is_excluded(path, settings, RealNames()):
        if options.fix and not options.diff:
            sys.stdout.buffer.write(content)
        elif not options.diff:
            write_findings((), options, settings, configuration.table, SourceRows(""))
        return 0
    if options.fix or options.diff:
        allowed: tuple[Applicability, ...] = ("safe", "unsafe") if options.unsafe_fixes else ("safe",)
        result = fix_bytes(content, str(path), scope, configuration.table, allowed)
        inspection, mended = _fresh(result.inspection, settings), len(result.mended)
        if options.diff:
            from shapeguard.cli.fixes import show_diffs

            show_diffs([Report(path, before=content, after=result.content)])
        else:
            sys.stdout.buffer.write(result.content)
            sys.stdout.buffer.flush()
            mended = mended if options.exit_non_zero_on_fix else 0
        for finding in inspection.findings if not inspection.parsed else ():
            if finding.code in UNPARSED:
                complain(f"{place(finding)}: {finding.message}.")
    else:
        inspection = _fresh(check_bytes(content, str(path), scope, configuration.table), settings)
        rows, passed = SourceRows(_shown(content, path)), "" if inspection.crashes else "All checks passed!\n"
        write_findings(inspection.findings, options, settings, configuration.table, rows, passed=passed)
    show_crashes(inspection.crashes)
    show_unfinished({str(path): inspection}, listed=options.show_unfinished)
    return 2 if inspection.crashes else exit_code(inspection.findings, options, mended)


def _what_comes() -> bytes:
    if sys.stdin is None:
        raise ConfigError("standard input is closed, so there is nothing to check for -.")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise ConfigError(f"standard input cannot be read: {error.strerror}.") from None


def _fresh(inspection: Inspection, settings: Settings) -> Inspection:
    """What was found without what the baseline accepts, which is mended all the same where it can be."""
    if settings.baseline is None:
        return inspection
    from shapeguard.linting.baseline import Baseline

    fresh = Baseline.load(settings.root / settings.baseline).new(inspection.findings)
    return replace(inspection, findings=tuple(fresh))


def _shown(content: bytes, path: Path) -> str | None:
    if path.suffix == ".ipynb":
        return None
    try:
        return decode(content).text
    except Undecodable:
        return ""
