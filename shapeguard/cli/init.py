"""``shapeguard init``: the configuration and the pre-commit hook, asking nothing that can be seen."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from shapeguard.linting.atomic_writing import write_atomically
from shapeguard.linting.discovery import discover
from shapeguard.linting.finding import Finding, Severity
from shapeguard.linting.folder_settings import Configuration
from shapeguard.linting.packs import PackError, load_table
from shapeguard.linting.runner import Job
from shapeguard.linting.runner import run as run_jobs
from shapeguard.linting.settings import PROFILES, ConfigError, Settings

HOOK = """\
  - repo: local
    hooks:
      - id: shapeguard
        name: shapeguard
        entry: shapeguard check --force-exclude
        language: system
        types_or: [python, pyi, jupyter]
        require_serial: true
"""
"""The hook runs the shapeguard of the environment that is active at a commit: the one that wrote it."""
_REPOS = re.compile(
    r"^repos:[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*(?:(?P<indent>[ \t]*)-[^\n]*\n(?:(?:[ \t#-][^\n]*)?\n)*)?",
    re.MULTILINE,
)
"""``repos:`` with all its lines."""
MANY = 10
"""Convention findings per file that follows the convention, above which a code base does not follow it."""


def run(words: list[str]) -> int:
    """Write ``[tool.shapeguard]`` and the hook where they are missing."""
    parser = ArgumentParser("shapeguard init", description="Write the configuration and the pre-commit hook.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), help="the project (default: here)")
    parser.add_argument("--profile", choices=PROFILES, help="default: what the code itself follows")
    options = parser.parse_args(words)
    folder: Path = options.folder
    if not folder.is_dir():
        print(f"shapeguard: {folder}: there is no such folder.", file=sys.stderr)
        return 2
    try:
        _configure(folder, options.profile)
        _add_hook(folder / ".pre-commit-config.yaml")
    except (ConfigError, PackError) as error:
        print(f"shapeguard: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"shapeguard: {error.filename}: cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    return 0


def _configure(folder: Path, profile: str | None) -> None:
    file = folder / "pyproject.toml"
    text = file.read_text("utf-8") if file.exists() else ""
    if re.search(r"^\s*\[\s*tool\s*\.\s*shapeguard\b", text, re.MULTILINE):
        print(f"{file} has [tool.shapeguard] already; it is left as it is.")
        return
    chosen, reason = (profile, "as you asked") if profile else _profile_of(folder)
    table = f'[tool.shapeguard]\nprofile = "{chosen}"\n'
    write_atomically(file, (text.rstrip() + "\n\n" * bool(text.strip()) + table).encode())
    print(f'Wrote [tool.shapeguard] to {file}: profile = "{chosen}", {reason}.')


def _profile_of(folder: Path) -> tuple[str, str]:
    """The profile that the code follows: conventions are asked for where most of it keeps them."""
    table = load_table()
    configuration = Configuration(table)
    settings = Settings(folder)
    files = discover([folder], lambda _: settings)
    jobs = [Job(path, configuration.scope_for(path)) for path in files]
    reports = run_jobs(jobs, table)
    using = [report for report in reports if _uses_numpy(report.path)]
    if not using:
        return "column", "as there is no NumPy code yet"
    breaches = _conventions(finding for report in using for finding in report.inspection.findings)
    count = breaches.total()
    files_using = f"{len(using)} file{'s' * (len(using) != 1)} with NumPy"
    breaches_in = f"{count or 'no'} finding{'s' * (count != 1)} about the column convention in {files_using}"
    if count > MANY * len(using):
        return "general", f"for the code follows another convention: {breaches_in}"
    return "column", f"for the code follows it: {breaches_in}"


def _conventions(findings: Iterable[Finding]) -> Counter[str]:
    return Counter(finding.filename for finding in findings if finding.severity is Severity.CONVENTION)


def _uses_numpy(path: Path) -> bool:
    try:
        return b"numpy" in path.read_bytes()
    except OSError:
        return False


def _add_hook(file: Path) -> None:
    entry = HOOK
    text = file.read_text("utf-8") if file.exists() else ""
    if "shapeguard" in text:
        print(f"{file} has the hook already; it is left as it is.")
        return
    body = text if text.endswith("\n") else text + "\n"
    if not text.strip():
        body = "repos:\n"
    found = _REPOS.search(body)
    if found is None:
        print(f"{file} is left as it is, for its `repos` are no plain list; add this to them:\n{entry}", end="")
        return
    if found["indent"] == "":
        entry = "".join(line.removeprefix("  ") for line in entry.splitlines(keepends=True))
    write_atomically(file, (body[: found.end()] + entry + body[found.end() :]).encode())
    print(f"Added the hook `shapeguard` to {file}; switch it on with: pre-commit install")
