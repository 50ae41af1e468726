"""``shapeguard check``: find mistakes with shapes, show them, and mend them where asked."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from shapeguard.cli.complaints import complain
from shapeguard.cli.output import TEXT, SourceRows, show_crashes, show_unfinished, write_findings
from shapeguard.linting.discovery import discover
from shapeguard.linting.finding import Applicability, Finding, Severity
from shapeguard.linting.folder_settings import Configuration
from shapeguard.linting.packs import PackError, load_table
from shapeguard.linting.runner import Job, Report
from shapeguard.linting.runner import run as run_jobs
from shapeguard.linting.settings import BASELINE, OUTPUT_FORMATS, PROFILES, ConfigError
from shapeguard.linting.source import is_irregular

CLEAN, FOUND, FAILED = 0, 1, 2


def run(words: list[str]) -> int:
    """Run the verb.

    Returns
    -------
    int
        0 for clean, 1 for findings, 2 for wrong usage and internal errors.
    """
    options = _parser().parse_args(words)
    try:
        _refuse_contradictions(options)
        configuration = _configuration(options)
        if Path("-") in options.paths:
            from shapeguard.cli.stdin import check_stdin

            return check_stdin(options, configuration)
        return _check(options, configuration)
    except (ConfigError, PackError) as error:
        complain(error)
        return FAILED


def _parser() -> ArgumentParser:
    parser = ArgumentParser("shapeguard check", description="Find mistakes with shapes, and mend them.")
    add = parser.add_argument
    add("paths", nargs="*", type=Path, default=[Path()], metavar="PATH", help="files and folders; - for stdin")
    add("--fix", action="store_true", help="apply safe fixes")
    add("--unsafe-fixes", action="store_true", help="with --fix or --diff: unsafe fixes too")
    add("--diff", action="store_true", help="show what --fix would do, and do nothing")
    add("--show-fixes", action="store_true", help="with --fix: say file by file what was mended")
    add(
        "--show-unfinished", action="store_true", help="name the functions that are too long or too deep to be followed"
    )
    add("--exit-non-zero-on-fix", action="store_true", help="exit with 1 if anything was mended")
    add("--select", type=_list, metavar="CODES", help="rules to look for: codes, beginnings of codes, names")
    add("--ignore", type=_list, metavar="CODES", help="rules to leave out")
    add("--profile", choices=PROFILES, help="column: samples are columns; general: no convention findings")
    add("--output-format", choices=OUTPUT_FORMATS, help="how findings are written (default: full)")
    add("--statistics", action="store_true", help="count the findings by rule instead of listing them")
    add("--baseline", metavar="FILE", help="accept the findings listed there")
    add("--write-baseline", action="store_true", help=f"accept the findings of today (in {BASELINE} by default)")
    add("--add-noqa", action="store_true", help="add a `# noqa: CODE` comment for every finding")
    add("--force-exclude", action="store_true", help="leave out excluded files even where they are named")
    add("--stdin-filename", metavar="FILE", default="stdin.py", help="what the source on stdin is called")
    add("--jobs", type=_count, metavar="N", default=_processors(), help="processes (default: one a processor)")
    add("--no-cache", action="store_true", help="neither read nor write the cache")
    add("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    return parser


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(f"{text!r} is not a number of processes; give 1 or more")
    return int(text)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _refuse_contradictions(options: Namespace) -> None:
    adopting = [word for word in ("add_noqa", "write_baseline") if getattr(options, word)]
    for word in (f"--{word.replace('_', '-')}" for word in adopting):
        if options.diff:
            raise ConfigError(f"--diff writes nothing, so it does not go with {word}.")
        if Path("-") in options.paths:
            raise ConfigError(f"{word} is about files, not about what comes on standard input.")
    if options.select == ():
        raise ConfigError("--select names no rule: give a code (SG201), its beginning (SG2), a name, or ALL.")
    if Path("-") in options.paths and {*options.paths} != {Path("-")}:
        others = " ".join(str(path) for path in options.paths if path != Path("-"))
        raise ConfigError(f"- is checked alone: name what comes on standard input or {others}, not both.")
    if options.add_noqa and options.fix:
        raise ConfigError("--fix and --add-noqa are two runs: mend first, then silence what is left.")
    if len(adopting) == 2:
        raise ConfigError("--add-noqa and --write-baseline are two ways to do the same: choose one.")


def _configuration(options: Namespace) -> Configuration:
    given = {name: getattr(options, name) for name in ("select", "ignore", "profile", "output_format", "baseline")}
    if options.baseline is not None:
        given["baseline"] = os.path.abspath(options.baseline)
    configuration = Configuration(load_table(), **given)
    configuration.scope_for(Path.cwd() / "any.py")  # a wrong selector is an error even where there are no files
    chosen = configuration.settings_for(Path.cwd()).output_format
    if options.statistics and chosen not in {None, "json", *TEXT}:
        raise ConfigError(f"--statistics is written as text or with --output-format json, not as {chosen}.")
    return configuration


def _check(options: Namespace, configuration: Configuration) -> int:
    refused = {path: problem for path in options.paths if (problem := _refusal(path))}
    for path, problem in refused.items():
        complain(f"{path}: {problem}.")
    paths = [path for path in options.paths if path not in refused]
    unread: list[OSError] = []
    left_out: dict[Path, str] = {}
    files = discover(
        paths,
        configuration.settings_for,
        force_exclude=options.force_exclude,
        unread=unread.append,
        left_out=left_out.setdefault,
    )
    allowed = _allowed(options)
    jobs = [Job(path, configuration.scope_for(path), allowed) for path in files]
    for error in unread:
        complain(f"{error.filename}: cannot be read: {error.strerror}.")
    reports = _run(options, configuration, jobs)
    failed = _complain(reports) or bool(refused) or bool(unread)
    show_unfinished({str(report.path): report.inspection for report in reports}, listed=options.show_unfinished)
    if not jobs and not refused:
        complain(f"no Python files or notebooks were found there{_told_of(left_out)}.")
    passed = f"All checks passed! ({len(jobs)} file{'s' * (len(jobs) != 1)})\n" if jobs and not failed else ""
    code = _conclude(options, configuration, reports, passed)
    return FAILED if failed else code


def _told_of(left_out: Mapping[Path, str]) -> str:
    """What is there and was left out, and why, by an example."""
    for path, why in left_out.items():
        others = f", and {len(left_out) - 1} more" if len(left_out) > 1 else ""
        return f"; left out: {path} ({why}){others}"
    return ""


def _refusal(path: Path) -> str:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return "there is no such file or folder"
    except (OSError, ValueError) as error:
        return f"cannot be read: {getattr(error, 'strerror', None) or error}"
    return "this is no regular file; `-` checks what comes on standard input" if is_irregular(path) else ""


def _allowed(options: Namespace) -> tuple[Applicability, ...]:
    if not (options.fix or options.diff):
        return ()
    return ("safe", "unsafe") if options.unsafe_fixes else ("safe",)


def _run(options: Namespace, configuration: Configuration, jobs: Sequence[Job]) -> list[Report]:
    from shapeguard.linting.progress import Progress

    cache = None
    if not options.no_cache and jobs:
        from shapeguard.linting.cache import open_cache

        cache = open_cache(configuration.settings_for(Path.cwd()), configuration.table)
    with Progress(len(jobs)) as progress:
        reports = run_jobs(jobs, configuration.table, processes=options.jobs, cache=cache, advance=progress.advance)
    if cache is not None and not options.diff:
        cache.save()
    return reports


def _conclude(options: Namespace, configuration: Configuration, reports: Sequence[Report], passed: str) -> int:
    settings = configuration.settings_for(Path.cwd())
    if options.add_noqa:
        from shapeguard.cli.adopting import add_comments, baseline_of

        def check_again(paths: Sequence[Path]) -> list[Report]:
            return run_jobs([Job(path, configuration.scope_for(path)) for path in paths], configuration.table)

        return add_comments(reports, baseline_of(settings), check_again)
    all_written = True
    if not options.diff:
        reports, all_written = _written(options, configuration, reports)
    findings = [finding for report in reports for finding in report.inspection.findings]
    if options.write_baseline or settings.baseline is not None:
        from shapeguard.cli.adopting import sought, through_baseline

        was_sought = sought(options, configuration, reports)
        findings = through_baseline(settings, findings, was_sought, write=options.write_baseline)
    changed = [report for report in reports if report.after is not None]
    if options.diff and changed:
        from shapeguard.cli.fixes import show_diffs

        show_diffs(changed)
    if not options.diff:
        told = "" if options.write_baseline or not all_written else passed
        write_findings(findings, options, settings, configuration.table, SourceRows(), passed=told)
    mended = sum(len(report.mended) for report in changed)
    code = exit_code(findings, options, mended if options.diff or options.exit_non_zero_on_fix else 0)
    return code if all_written else FAILED


def _written(
    options: Namespace, configuration: Configuration, reports: Sequence[Report]
) -> tuple[Sequence[Report], bool]:
    """The reports once the mended files are written, and whether all of them could be.

    A file that could not be written is told of as it is, and so is one that rests on a file that is another now.
    """
    changed = [report for report in reports if report.after is not None]
    if not changed:
        return reports, True
    from shapeguard.cli.fixes import write_fixes

    settings = configuration.settings_for(Path.cwd())
    if settings.baseline is not None and not options.write_baseline:
        from shapeguard.linting.baseline import Baseline

        Baseline.load(settings.root / settings.baseline)  # one that is none is told of before anything is written
    failed = write_fixes(changed, listed=options.show_fixes)
    new = {os.path.abspath(report.path) for report in changed if report.path not in failed}
    stale = [r.path for r in reports if r.path not in failed and not new.isdisjoint(r.inspection.imports)]
    again = run_jobs([Job(path, configuration.scope_for(path)) for path in (*failed, *stale)], configuration.table)
    as_it_is = {report.path: report for report in again}
    told = [as_it_is[r.path] if r.path in failed else _brought_up_to_date(r, as_it_is) for r in reports]
    return told, not failed


def _brought_up_to_date(report: Report, again: Mapping[Path, Report]) -> Report:
    return replace(report, inspection=again[report.path].inspection) if report.path in again else report


def exit_code(findings: Sequence[Finding], options: Namespace, mended: int) -> int:
    """What the command ends with: notes alone are clean."""
    found = any(finding.severity is not Severity.NOTE for finding in findings) or mended > 0
    return FOUND if found and not options.exit_zero else CLEAN


def _complain(reports: Sequence[Report]) -> bool:
    """Say on standard error what went wrong; whether anything did."""
    problems = [report.problem for report in reports if report.problem]
    for problem in problems:
        complain(problem)
    crashes = [crash for report in reports for crash in report.inspection.crashes]
    show_crashes(crashes)
    return bool(problems or crashes)
