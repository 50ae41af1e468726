"""``shapeguard init``: the configuration and the pre-commit hook, asking nothing that can be seen."""

from __future__ import annotations

import os
import re
import tomllib
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapeguard.cli.complaints import complain
from shapeguard.linting.atomic_writing import write_atomically
from shapeguard.linting.discovery import discover
from shapeguard.linting.finding import Severity
from shapeguard.linting.folder_settings import Configuration
from shapeguard.linting.packs import PackError, load_table
from shapeguard.linting.runner import Job
from shapeguard.linting.runner import run as run_jobs
from shapeguard.linting.settings import PROFILES, ConfigError, Settings
from shapeguard.linting.source import is_irregular
from shapeguard.linting.suppression import UNUSED

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
    r"^repos:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*"
    r"(?:(?P<indent>[ \t]*)-[^\n]*\n(?:(?:[ \t#-][^\n]*|\r)?\n)*)?",
    re.MULTILINE,
)
"""``repos:`` with all its lines."""
_HOOK_ID = re.compile(r"""^[^#\n]*\bid["']?:[ \t]*["']?shapeguard["']?[ \t]*(?:[,}\]#\r]|$)""", re.MULTILINE)
_ITEM = re.compile(r"^[ \t]*-[ \t]*(?:\w+:|\{)", re.MULTILINE)
"""Where a repository or a hook begins."""
_FILES = re.compile(r"^[ \t]*files:[ \t]*'(?P<pattern>(?:[^'\n]|'')*)'[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_OF_FOLDERS = re.compile(r"\^[^|()]+/(?:\|\^[^|()]+/)*")
"""The `files` that this command writes: folders, and nothing else."""
_IMPORT = re.compile(rb"\b(?:import|from)\b[^\n#]*\bnumpy\b")
FILES_PER_BREACH = 10
"""A code base follows the column convention where this many files have at most one finding of convention."""
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is to become of a file (None: it stays), and the sentence about it."""

    file: Path
    text: str | None
    told: str


def run(words: list[str]) -> int:
    """Write ``[tool.shapeguard]`` and the hook where they are missing."""
    parser = ArgumentParser("shapeguard init", description="Write the configuration and the pre-commit hook.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), help="the project (default: here)")
    parser.add_argument("--profile", choices=PROFILES, help="default: what the code itself follows")
    options = parser.parse_args(words)
    if not options.folder.is_dir():
        complain(f"{options.folder}: there is no such folder.")
        return 2
    try:
        folder = _project_of(options.folder)
        hook = _hooked(*_place_of_hooks(folder))
        for outcome in (_configured(folder, options.profile), hook):
            if outcome.text is not None:
                write_atomically(outcome.file, outcome.text.encode())
            print(outcome.told)
    except (ConfigError, PackError) as error:
        complain(error)
        return 2
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error.filename}: cannot be read or written: {error.strerror}.")
        return 2
    return 0


def _project_of(folder: Path) -> Path:
    """The folder itself, or the one above it in its repository that a ``pyproject.toml`` is in or belongs in."""
    here = folder.absolute()
    root = _repository_of(here)
    above = [parent for parent in (here, *here.parents) if root in (parent, *parent.parents)]
    project = next((one for one in above if os.path.isfile(one / "pyproject.toml")), root)
    return folder if project == here else project


def _repository_of(here: Path) -> Path:
    """The root of the repository that a folder is in; outside of any, the folder."""
    return next((above for above in (here, *here.parents) if os.path.exists(above / ".git")), here)


def _read(file: Path) -> str:
    """The text of a file with its line endings and its byte order mark; nothing where there is no file."""
    if is_irregular(file):
        raise ConfigError(f"{file}: this is no regular file.")
    try:
        return file.read_bytes().decode("utf-8") if file.exists() else ""
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{file}: this is not UTF-8 ({error.reason} at byte {error.start}); save it as that."
        ) from None


def _with_endings_of(text: str, addition: str) -> str:
    return addition.replace("\n", "\r\n") if "\r\n" in text else addition


def _configured(folder: Path, profile: str | None) -> _Outcome:
    file = folder / "pyproject.toml"
    text = _read(file)
    tool = _parsed(file, text).get("tool", {})
    if not isinstance(tool, dict):
        raise ConfigError(f"{file}: `tool` must be a table, to configure shapeguard in it.")
    if "shapeguard" in tool:
        return _Outcome(file, None, f"{file} configures shapeguard already; it is left as it is.")
    chosen, reason = (profile, "as you asked") if profile else _profile_of(folder)
    kept = text.rstrip()
    table = f'[tool.shapeguard]\nprofile = "{chosen}"\n'
    written = kept + _with_endings_of(text, "\n\n" * bool(kept.removeprefix(_BOM)) + table)
    try:
        tomllib.loads(written.removeprefix(_BOM))
    except tomllib.TOMLDecodeError:
        advice = f'its `tool` is an inline table; add this to it:\nshapeguard = {{profile = "{chosen}"}}'
        return _Outcome(file, None, f"{file} is left as it is, for {advice}\n({reason[0].upper()}{reason[1:]}.)")
    return _Outcome(file, written, f'Wrote [tool.shapeguard] to {file}: profile = "{chosen}", {reason}.')


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix(_BOM))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: this is not valid TOML: {error}.") from None


def _profile_of(folder: Path) -> tuple[str, str]:
    """The profile that the code follows: conventions are asked for where the code keeps them already."""
    table = load_table()
    configuration = Configuration(table, profile="column", select=(), ignore=())
    settings = Settings(folder)
    files = [path for path in discover([folder], lambda _: settings) if _uses_numpy(path)]
    reports = run_jobs([Job(path, configuration.scope_for(path)) for path in files], table)
    if not files:
        return "column", "the default, as there is no NumPy code yet"
    findings = [finding for report in reports for finding in report.inspection.findings]
    count = sum(finding.severity is Severity.CONVENTION and finding.code != UNUSED for finding in findings)
    reason = (
        f"as there {'is' if count == 1 else 'are'} {count or 'no'} finding{'s' * (count != 1)} about "
        f"convention in {len(files)} file{'s' * (len(files) != 1)} with NumPy"
    )
    return ("column" if count * FILES_PER_BREACH <= len(files) else "general"), reason


def _uses_numpy(path: Path) -> bool:
    try:
        return _IMPORT.search(path.read_bytes()) is not None
    except OSError:
        return False


def _place_of_hooks(folder: Path) -> tuple[Path, str]:
    """The file that pre-commit reads, at the root of the repository, and the folder from there: nothing at the root."""
    name, here = ".pre-commit-config.yaml", folder.absolute()
    root = _repository_of(here)
    return (folder / name, "") if root == here else (root / name, here.relative_to(root).as_posix())


def _hooked(file: Path, below: str) -> _Outcome:
    text = _read(file)
    present = _HOOK_ID.search(text)
    if present is not None:
        return _widened(file, text, present.start(), below)
    hook = HOOK + (f"        files: '{_pattern(below)}'\n" if below else "")
    body = text if text.endswith("\n") else text + _with_endings_of(text, "\n")
    if not text.removeprefix(_BOM).strip():
        body = "repos:\n"
    marked = _BOM * body.startswith(_BOM)
    body = body.removeprefix(_BOM)
    found = _REPOS.search(body)
    if found is None:
        why = f"for its `repos` are no plain list; add this to them:\n{hook.rstrip()}"
        return _Outcome(file, None, f"{file} is left as it is, {why}")
    lines = hook.splitlines(keepends=True)
    entry = "".join(line.removeprefix("  ") for line in lines) if found["indent"] == "" else hook
    written = marked + body[: found.end()] + _with_endings_of(text, entry) + body[found.end() :]
    return _Outcome(file, written, f"Added the hook `shapeguard` to {file}; switch it on with: pre-commit install")


def _pattern(below: str) -> str:
    """What the hook's `files` says of a folder, between single quotes."""
    return f"^{re.escape(below)}/".replace("'", "''")


def _widened(file: Path, text: str, at: int, below: str) -> _Outcome:
    """The hook that is there, for one more folder if it is there for others only."""
    items = [item.start() for item in _ITEM.finditer(text)]
    begin = max((start for start in items if start <= at), default=0)
    end = min((start for start in items if start > at), default=len(text))
    found = _FILES.search(text, begin, end)
    if "files:" not in text[begin:end] or (found is not None and below and _takes(found["pattern"], below)):
        return _Outcome(file, None, f"{file} has the hook already; it is left as it is.")
    if found is None or not _OF_FOLDERS.fullmatch(found["pattern"]):
        missing = f"add `{_pattern(below)}` to its `files`" if below else "take its `files` out to check all"
        return _Outcome(file, None, f"{file} has the hook already, for some files only; {missing}.")
    if not below:
        written = text[: found.start()] + text[found.end() :]
        return _Outcome(file, written, f"{file} has the hook already; it is for the whole repository now.")
    written = f"{text[: found.end('pattern')]}|{_pattern(below)}{text[found.end('pattern') :]}"
    return _Outcome(file, written, f"{file} has the hook already; it is for {below}/ now, too.")


def _takes(pattern: str, below: str) -> bool:
    """Whether a hook's `files` take in what is below a folder."""
    try:
        return re.search(pattern.replace("''", "'"), f"{below}/any.py") is not None
    except re.error:
        return False
