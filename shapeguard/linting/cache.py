"""Findings of files that did not change: a SQLite file keyed by content, never by dates.

A row holds for one content of its file, one content of every file that it imported, one scope (codes, profile) and
one fingerprint of the tool: its sources, those of every rule pack, and Python's version. NumPy is never consulted, so
its version does not matter. Whatever is wrong with the cache file (locked, read-only, full disk, corrupted), the answer
is "not known" and the run goes on: the cache may be slow, but never wrong.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from shapeguard import __version__
from shapeguard.linting.checking import Scope
from shapeguard.linting.inspection import Inspection
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.plain import finding_from_plain, finding_to_plain
from shapeguard.linting.settings import Settings
from shapeguard.linting.source import digest_of

FOLDER = ".shapeguard_cache"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS findings (path TEXT PRIMARY KEY, key TEXT, imports TEXT, found TEXT, checksum TEXT)"
)


_NOT_ITS_FAULT = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PERM,
    }
)
"""Errors that say nothing against the file; after any other it is made anew."""


class Cache:
    """The cache of one project.

    Parameters
    ----------
    folder
        Where the file is kept; it is made on first use, with a ``.gitignore`` of its own.
    fingerprint
        What besides the sources the findings depend on; see :func:`fingerprint_of`.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._file = folder / "findings.sqlite"
        self._fingerprint = fingerprint
        self._digests: dict[str, str] = {}
        self._started = time.time_ns()
        self._fresh: list[tuple[str, str, str, str, str]] = []
        self._rows = self._read()

    def look_up(self, path: Path, scope: Scope) -> Inspection | None:
        """What was found in a file, or None where it or anything that it imported is new."""
        row = self._rows.get(os.path.abspath(path))
        if row is None:
            return None
        key, imports, found, checksum = row
        if key != self._key(self._digest_of(str(path)), scope) or checksum != digest_of(_joined(key, imports, found)):
            return None
        if any(self._digest_of(name) != digest for name, digest in json.loads(imports)):
            return None
        kept = json.loads(found)
        findings = (replace(finding_from_plain(plain), filename=str(path)) for plain in kept["findings"])
        names = tuple(name for name, _ in json.loads(imports))
        return Inspection(tuple(findings), imports=names, unfinished=tuple(kept["unfinished"]), parsed=kept["parsed"])

    def remember(self, path: Path, digest: str, scope: Scope, inspection: Inspection) -> None:
        """Keep what was found in this content, unless an imported file changed while it was being found."""
        if inspection.crashes or any(self._is_younger_than_run(name) for name in inspection.imports):
            return
        key = self._key(digest, scope)
        imports = json.dumps([(name, self._digest_of(name)) for name in inspection.imports])
        findings = [finding_to_plain(finding) for finding in inspection.findings]
        found = json.dumps({"findings": findings, "unfinished": inspection.unfinished, "parsed": inspection.parsed})
        checksum = digest_of(_joined(key, imports, found))
        self._fresh.append((os.path.abspath(path), key, imports, found, checksum))

    def save(self) -> None:
        """Write what is new; without a word where the disk will not have it."""
        if not self._fresh:
            return
        with suppress(OSError, sqlite3.Error):
            _make_folder(self._file.parent)
            try:
                self._write()
            except (sqlite3.Error, UnicodeDecodeError) as error:
                if getattr(error, "sqlite_errorcode", None) in _NOT_ITS_FAULT:
                    return
                self._file.unlink(missing_ok=True)
                self._write()

    def _key(self, digest: str, scope: Scope) -> str:
        codes = digest_of(" ".join(sorted(scope.codes)).encode())
        return f"{self._fingerprint} {digest} {scope.profile} {codes}"

    def _write(self) -> None:
        with closing(sqlite3.connect(self._file, timeout=10)) as database, database:
            database.execute(_TABLE)
            database.executemany("INSERT OR REPLACE INTO findings VALUES (?, ?, ?, ?, ?)", self._fresh)

    def _read(self) -> dict[str, tuple[str, str, str, str]]:
        if not self._file.exists():
            return {}
        try:
            uri = f"{self._file.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, timeout=10, uri=True)) as database:
                return {row[0]: row[1:] for row in database.execute("SELECT * FROM findings") if _is_text(row)}
        except (OSError, sqlite3.Error, ValueError):
            return {}

    def _digest_of(self, name: str) -> str:
        if name not in self._digests:
            try:
                with open(name, "rb") as file:
                    self._digests[name] = digest_of(file.read())
            except IsADirectoryError:
                self._digests[name] = _digest_of_folder(name)
            except OSError:
                self._digests[name] = "missing"
        return self._digests[name]

    def _is_younger_than_run(self, name: str) -> bool:
        try:
            status = os.stat(name)
            if status.st_mtime_ns < self._started:
                return False
            # a folder changes for many reasons; what counts is a module that has come, whatever its date says
            return not stat.S_ISDIR(status.st_mode) or any(
                entry.stat().st_ctime_ns >= self._started for entry in _importable(name)
            )
        except OSError:
            return False


def open_cache(settings: Settings, table: RuleTable) -> Cache:
    """The cache of the project that the settings are of."""
    return Cache(settings.root / (settings.cache_dir or FOLDER), fingerprint_of(table))


def fingerprint_of(table: RuleTable) -> str:
    """A digest of what the findings depend on besides the sources: this tool, the rule packs, Python."""
    facts = [__version__, sys.version, sys.implementation.name]
    packages = {"shapeguard", *(entry.module.partition(".")[0] for entry in table.entries.values())}
    for package in sorted(packages):
        spec = find_spec(package)
        folders = spec.submodule_search_locations if spec is not None else None
        files = [file for folder in folders or () for file in _sources(folder)]
        facts += files or [_stamp(spec.origin)] if spec is not None and spec.origin else files
    return digest_of("\n".join(facts).encode())


def _sources(folder: str) -> Iterable[str]:
    for path, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(".py"):
                yield _stamp(os.path.join(path, name))


def _stamp(file: str) -> str:
    status = os.stat(file)
    return f"{file} {status.st_size} {status.st_mtime_ns}"


def _digest_of_folder(name: str) -> str:
    """What modules could be imported from a folder."""
    try:
        names = sorted(entry.name for entry in _importable(name))
        return digest_of("\0".join(names).encode("utf-8", "surrogateescape"))
    except OSError:
        return "missing"


def _importable(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.removesuffix(".py").isidentifier() and entry.name != "__pycache__":
                yield entry


def _joined(*parts: str) -> bytes:
    return "\0".join(parts).encode()


def _is_text(row: tuple[object, ...]) -> bool:
    return len(row) == 5 and all(isinstance(value, str) for value in row)


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("# made by shapeguard\n*\n")
        (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
