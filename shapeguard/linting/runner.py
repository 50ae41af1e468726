"""A run of the linter over many files: cached where nothing changed, in several processes where there is much to do."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from shapeguard.linting.checking import Mended, Scope, check_bytes, fix_bytes
from shapeguard.linting.finding import Applicability, Finding
from shapeguard.linting.inspection import Crash, Inspection, describe, let_through
from shapeguard.linting.packs import RuleTable, load_table
from shapeguard.linting.source import digest_of, leave_out_warnings_of_sources

if TYPE_CHECKING:
    from shapeguard.inference import Project
    from shapeguard.linting.cache import Cache

SOURCE_A_PROJECT = 9_000_000
"""Characters of imported modules that files share, before all of that is forgotten: a package as large as scikit-learn
fits, so that no module of it is read twice."""
COLLECTED_AFTER = 20_000_000
"""Bytes of checked source between two collections of garbage; Python's own take a third of the time."""
WORTH_A_POOL = 200_000
"""Bytes of uncached source above which starting processes pays."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to check, and to mend with the fixes that are allowed."""

    path: Path
    scope: Scope
    allowed: tuple[Applicability, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one file.

    ``problem`` says why it could not be read; ``digest`` tells the content that was checked from any other.
    Of a file to be mended, ``before`` and ``after`` are its content, both None where nothing was mended.
    """

    path: Path
    inspection: Inspection = field(default_factory=Inspection)
    problem: str = ""
    digest: str = ""
    mended: tuple[Finding, ...] = ()
    before: bytes | None = None
    after: bytes | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all of the file was looked at."""
        return not self.problem and self.inspection.parsed and not self.inspection.crashes


def run(
    jobs: Sequence[Job],
    table: RuleTable,
    *,
    processes: int = 1,
    cache: Cache | None = None,
    advance: Callable[[int], None] = lambda done: None,
) -> list[Report]:
    """Check files.

    Parameters
    ----------
    jobs
        The files, in the order that the reports come back in.
    processes
        How many to use at most; for little work one does.
    cache
        Where findings of unchanged files are kept.
    advance
        Told how many files are done.
    """
    reports: dict[Path, Report] = {}
    todo: list[Job] = []
    for job in jobs:
        known = cache.look_up(job.path, job.scope) if cache is not None else None
        if known is None or any(f.fix and f.fix.applicability in job.allowed for f in known.findings):
            todo.append(job)
        else:
            reports[job.path] = Report(job.path, known)
    advance(len(reports))
    for job, report in zip(todo, _fresh(todo, table, processes), strict=True):
        reports[report.path] = report
        if cache is not None and not report.problem and not report.inspection.crashes:
            cache.remember(job.path, report.digest, job.scope, report.inspection)
        advance(len(reports))
    return [reports[job.path] for job in jobs]


def check_file(job: Job, table: RuleTable, project: Project | None = None) -> Report:
    """Check one file; whatever happens is in the report."""
    try:
        content = job.path.read_bytes()
    except OSError as error:
        return Report(job.path, problem=f"{job.path}: this file cannot be read: {error.strerror or error}.")
    try:
        if job.allowed:
            mended = fix_bytes(content, str(job.path), job.scope, table, job.allowed, project)
            return _mended_report(job, content, mended)
        inspection = check_bytes(content, str(job.path), job.scope, table, project)
    except RecursionError:
        return Report(job.path, problem=f"{job.path}: this file is nested too deeply to be checked.")
    except Exception as error:  # the other files are checked all the same
        let_through(error)
        return Report(job.path, Inspection(crashes=(Crash(str(job.path), "the linter", describe(error)),)))
    return Report(job.path, inspection, digest=digest_of(content))


def _mended_report(job: Job, before: bytes, mended: Mended) -> Report:
    if mended.content == before:
        return Report(job.path, mended.inspection, digest=digest_of(before))
    digest = digest_of(mended.content)
    return Report(job.path, mended.inspection, "", digest, mended.mended, before, mended.content)


def _fresh(jobs: Sequence[Job], table: RuleTable, processes: int) -> Iterator[Report]:
    if processes > 1 and len(jobs) > 1 and sum(_size(job.path) for job in jobs) > WORTH_A_POOL:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(min(processes, len(jobs)), initializer=_start_worker) as pool:
            yield from pool.map(_check_in_worker, jobs, chunksize=max(1, min(16, len(jobs) // (processes * 4))))
    else:
        checker = _Checker(table)
        with uncollected():
            for job in jobs:
                yield checker.check(job)


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector out: trees are large, live long and hold few cycles."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class _Checker:
    """Checks one file after another; neighbours share the modules that they import, and memory stays bounded."""

    def __init__(self, table: RuleTable) -> None:
        self._table = table
        self._project: Project | None = None
        self._uncollected = 0

    def check(self, job: Job) -> Report:
        from shapeguard.inference import Project

        is_full = self._project is not None and self._project.size > SOURCE_A_PROJECT
        if is_full:
            self._project = None
        self._uncollected += _size(job.path)
        if is_full or self._uncollected > COLLECTED_AFTER:
            self._uncollected = 0
            gc.collect()
        if self._project is None:
            self._project = Project()
        return check_file(job, self._table, self._project)


_worker: _Checker | None = None


def _start_worker() -> None:
    global _worker
    gc.disable()
    leave_out_warnings_of_sources()
    _worker = _Checker(load_table())


def _check_in_worker(job: Job) -> Report:
    assert _worker is not None
    return _worker.check(job)
