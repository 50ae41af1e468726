"""What fixing did: written to the files, or shown as a diff."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from shapeguard.cli.complaints import complain, note
from shapeguard.linting.atomic_writing import write_atomically
from shapeguard.linting.reporters.colour import Paint, paint_for
from shapeguard.linting.runner import Report

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def write_fixes(reports: Sequence[Report], *, listed: bool = False) -> list[Path]:
    """Write the mended files, and say how many findings are mended; a file that changed meanwhile is left alone.

    Parameters
    ----------
    listed
        Say file by file what was mended.

    Returns
    -------
    list of Path
        The files that were not written.
    """
    written: list[Report] = []
    for report in reports:
        assert report.after is not None
        try:
            if report.path.read_bytes() != report.before:
                complain(f"{report.path}: changed while it was checked; not mended.")
                continue
            write_atomically(report.path, report.after)
        except OSError as error:
            complain(f"{report.path}: cannot be written: {error.strerror or error}.")
            continue
        written.append(report)
    count, files = sum(len(report.mended) for report in written), len(written)
    words = f"{count} finding{'s' * (count != 1)} in {files} file{'s' * (files != 1)}"
    if written:
        note(f"Mended {words}.")
    for report in written if listed else ():
        note(f"  {report.path}:")
        done = Counter(f"{finding.code} {finding.name}" for finding in report.mended)
        for rule, times in sorted(done.items()):
            note(f"    {times} x {rule}")
    return [report.path for report in reports if report not in written]


def show_diffs(reports: Sequence[Report]) -> None:
    """Print a unified diff of every file that would change, in the bytes of the file, so that git can apply it."""
    paint = paint_for(sys.stdout)
    sys.stdout.flush()
    for report in reports:
        sys.stdout.buffer.writelines(diff(report, paint))
    sys.stdout.buffer.flush()


def diff(report: Report, paint: Paint) -> Iterator[bytes]:
    """The lines of one file's diff."""
    from difflib import diff_bytes, unified_diff

    assert report.before is not None and report.after is not None
    before, after = (_LINE.findall(content) for content in (report.before, report.after))
    roles = {b"-": "removed", b"+": "added", b"@": "frame"}
    name = os.fsencode(report.path)
    for line in diff_bytes(unified_diff, before, after, name, name):
        role = roles.get(line[:1])
        body = line.removesuffix(b"\n")
        yield (paint(role, body.decode("latin-1")).encode("latin-1") if role else body) + b"\n"
        if not line.endswith(b"\n"):
            yield b"\\ No newline at end of file\n"
