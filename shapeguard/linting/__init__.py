"""The linter: facts to findings, fixes, configuration, suppression, cache and reports.

Tools use :func:`check`; the command is ``shapeguard.cli.check``. A rule is written against
:mod:`shapeguard.linting.rule` and tested with :mod:`shapeguard.linting.testing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapeguard.inference import Project
    from shapeguard.linting.finding import Finding

__all__ = ["InternalError", "check"]


class InternalError(Exception):
    """A rule or the inference crashed: a mistake in shapeguard or in a rule pack, never in the source."""


def check(
    source: str,
    filename: str = "<string>",
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: str = "column",
    project: Project | None = None,
) -> list[Finding]:
    """Find the mistakes with shapes in a source, as ``shapeguard check`` would; configuration files are not read.

    Parameters
    ----------
    source
        The program.
    filename
        What it is called in the findings; imports are looked for beside it.
    select, ignore
        Codes, beginnings of codes or names of rules. An empty ``select`` means all.
    profile
        ``"column"``, or ``"general"`` for no convention findings.
    project
        Modules read for other files, to be shared; without it each call reads what its source imports.

    Returns
    -------
    list of Finding
        In the order of their places. A source that does not parse is one finding, SG999.

    Raises
    ------
    ConfigError
        If a selector selects nothing or there is no such profile.
    PackError
        If a rule pack cannot be imported.
    InternalError
        If a rule crashes.

    Examples
    --------
    >>> [finding.code for finding in check("def f(:")]
    ['SG999']
    """
    from shapeguard.linting.checking import Scope, check_text
    from shapeguard.linting.packs import load_table
    from shapeguard.linting.settings import PROFILES, ConfigError, Settings, select_codes

    if profile not in PROFILES:
        raise ConfigError(f"There is no profile {profile!r}; there are {', '.join(PROFILES)}.")
    table = load_table()
    settings = Settings(Path.cwd(), tuple(select), tuple(ignore))
    scope = Scope(select_codes(settings, table.known), "general" if profile == "general" else "column")
    inspection = check_text(source, filename, scope, table, project)
    if inspection.crashes:
        crash = inspection.crashes[0]
        raise InternalError(f"{crash.what} crashed over {crash.filename}: {crash.error}")
    return list(inspection.findings)
