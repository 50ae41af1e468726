"""Findings to standard output, in the format asked for."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from shapeguard.cli.complaints import complain
from shapeguard.linting.finding import Finding
from shapeguard.linting.inspection import Crash, Inspection
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.settings import Settings

TEXT = {"full", "concise"}
"""The formats for people."""

WITH_PAGES = {"json", "sarif"}
"""The formats that lead to the pages of rules."""


def show_crashes(crashes: Sequence[Crash]) -> None:
    """Tell of internal errors on standard error, and where to go with them."""
    for crash in crashes:
        complain(f"{crash.filename}: internal error in {crash.what}: {crash.error}")
    if crashes:
        complain(
            "this is a bug of shapeguard or of a rule pack, not of the file. Please report it to the"
            " maintainers with the lines above, the file, and the output of `shapeguard --version`."
        )


def show_unfinished(inspections: Mapping[str, Inspection], *, listed: bool) -> None:
    """Tell on standard error of functions that are too long or too deep to be followed to their end."""
    names = [f"{path}: {_called(name)}" for path, inspection in inspections.items() for name in inspection.unfinished]
    if listed:
        for name in names:
            complain(f"{name} is too long or too deep to be followed to its end.")
    elif names:
        some = "1 function is" if len(names) == 1 else f"{len(names)} functions are"
        complain(f"{some} too long or too deep to be followed to the end; --show-unfinished names them.")


def _called(name: str) -> str:
    return "the code outside functions" if name == "<module>" else f"`{name}`"


class SourceRows:
    """The rows of the files that findings are in, read again when they are shown; one file is kept."""

    def __init__(self, text: str | None = None) -> None:
        self._given = text
        self._last: tuple[tuple[str, int | None], list[str]] | None = None

    def __call__(self, finding: Finding) -> Sequence[str]:
        """The rows of a finding's file or notebook cell, none where it is gone or no text."""
        place = finding.filename, finding.cell
        if self._last is None or self._last[0] != place:
            self._last = place, self._rows(finding)
        return self._last[1]

    def _rows(self, finding: Finding) -> list[str]:
        from shapeguard.linting.lines import NEWLINE

        return NEWLINE.split(self._given if self._given is not None else _text_of(finding))


def _text_of(finding: Finding) -> str:
    from shapeguard.linting.source import Undecodable, decode

    try:
        content = Path(finding.filename).read_bytes()
        if finding.cell is not None:
            from shapeguard.linting.notebooks import cell_source, read_notebook

            return cell_source(read_notebook(content)["cells"][finding.cell - 1])
        return decode(content).text
    except (OSError, Undecodable, LookupError):
        return ""


def write_findings(
    findings: Sequence[Finding],
    options: Namespace,
    settings: Settings,
    table: RuleTable,
    source_of: SourceRows,
    *,
    passed: str = "",
) -> None:
    """Write findings, and for people a last line that counts them.

    Parameters
    ----------
    passed
        What people read where nothing was found.
    """
    chosen = settings.output_format or "full"
    stream = sys.stdout
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace", encoding=stream.encoding if chosen in TEXT else "utf-8")
    if options.statistics:
        stream.writelines(_counted(findings, chosen))
    else:
        stream.writelines(_rendered(findings, chosen, table, source_of))
    if chosen in TEXT and not findings:
        stream.write(passed)
    elif chosen in TEXT and not options.statistics:
        stream.writelines(_summary(findings))


def _counted(findings: Sequence[Finding], chosen: str) -> Iterator[str]:
    from shapeguard.linting.reporters import statistics

    return statistics.render_json(findings) if chosen == "json" else statistics.render(findings)


def _rendered(findings: Sequence[Finding], chosen: str, table: RuleTable, source_of: SourceRows) -> Iterator[str]:
    if chosen == "full":
        from shapeguard.linting.reporters import full
        from shapeguard.linting.reporters.colour import paint_for

        return full.render(findings, source_of, paint_for(sys.stdout))
    from importlib import import_module

    reporter = import_module(f"shapeguard.linting.reporters.{chosen}")
    lines: Iterator[str] = reporter.render(findings, table) if chosen in WITH_PAGES else reporter.render(findings)
    return lines


def _summary(findings: Sequence[Finding]) -> Iterator[str]:
    severities = [finding.severity.value for finding in findings]
    counts = [
        f"{severities.count(word)} {word}{'s' if severities.count(word) != 1 else ''}"
        for word in dict.fromkeys(("error", "warning", "convention", "note"))
        if word in severities
    ]
    yield f"Found {', '.join(counts)}.\n"
    safe = sum(finding.fix is not None and finding.fix.applicability == "safe" for finding in findings)
    unsafe = sum(finding.fix is not None and finding.fix.applicability == "unsafe" for finding in findings)
    if safe or unsafe:
        more = f" ({unsafe} more with --unsafe-fixes)" if unsafe else ""
        yield f"{safe} fixable with --fix{more}.\n"
