"""Findings of files that did not change: a SQLite file keyed by content.

A row holds for one content of its file, one content of every file that it imported, one scope (codes, profile) and
one fingerprint of the tool: its sources, those of every rule pack, and Python's version. NumPy is never consulted, so
its version does not matter. Whatever is wrong with the cache file (locked, read-only, full disk, corrupted), the answer
is "not known" and the run goes on: the cache may be slow, but never wrong.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from shapeguard import __version__
from shapeguard.linting.checking import Scope
from shapeguard.linting.contents import Contents
from shapeguard.linting.inspection import Inspection
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.plain import finding_from_plain, finding_to_plain
from shapeguard.linting.settings import Settings
from shapeguard.linting.source import digest_of, is_irregular

FOLDER = ".shapeguard_cache"
_TABLES = {
    "inspections": ("path", "key", "imports", "imported", "found", "checksum"),
    "contents": ("path", "mark", "digest"),
}
"""Columns by table. `imports` are paths, and `imported` the digest of what all of them held."""

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
        Tells what besides the sources the findings depend on; see :func:`fingerprint_of`.
    """

    def __init__(self, folder: Path, fingerprint: Callable[[Contents], str]) -> None:
        self._file = folder / "findings.sqlite"
        self._here = os.getcwd()
        self._codes: dict[frozenset[str], str] = {}
        self._fresh: list[tuple[str, ...]] = []
        rows = self._read()
        self._rows = {path: tuple(row) for path, *row in rows["inspections"]}
        self._contents = Contents({path: (mark, digest) for path, mark, digest in rows["contents"]})
        self._fingerprint = fingerprint(self._contents)

    def look_up(self, path: Path, scope: Scope) -> Inspection | None:
        """What was found in a file, or None where it or anything that it imported is new."""
        place = self._place(path)
        digest = self._contents.digest_of(place)
        row = self._rows.get(place)
        if row is None:
            return None
        key, imports, imported, found, checksum = row
        if key != self._key(digest, scope) or checksum != _checksum(row[:-1]):
            return None
        names = imports.split("\0") if imports else []
        if imported != self._contents.digest_of_all(names):
            return None
        kept = json.loads(found)
        findings = (finding_from_plain({**plain, "filename": str(path)}) for plain in kept["findings"])
        return Inspection(
            tuple(findings), imports=tuple(names), unfinished=tuple(kept["unfinished"]), parsed=kept["parsed"]
        )

    def remember(self, path: Path, digest: str, scope: Scope, inspection: Inspection) -> None:
        """Keep what was found in this content, unless an imported file changed while it was being found."""
        if inspection.crashes or any(map(self._contents.is_younger_than_run, inspection.imports)):
            return
        findings = [finding_to_plain(finding) for finding in inspection.findings]
        found = json.dumps({"findings": findings, "unfinished": inspection.unfinished, "parsed": inspection.parsed})
        imported = self._contents.digest_of_all(inspection.imports)
        row = (self._key(digest, scope), "\0".join(inspection.imports), imported, found)
        self._fresh.append((self._place(path), *row, _checksum(row)))

    def save(self) -> None:
        """Write what is new; without a word where the disk will not have it."""
        if is_irregular(self._file) or not (self._fresh or self._contents.fresh):
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

    def _place(self, path: Path) -> str:
        return os.path.normpath(os.path.join(self._here, path))

    def _key(self, digest: str, scope: Scope) -> str:
        if scope.codes not in self._codes:
            self._codes[scope.codes] = digest_of(" ".join(sorted(scope.codes)).encode())
        return f"{self._fingerprint} {digest} {scope.profile} {self._codes[scope.codes]}"

    def _write(self) -> None:
        with closing(sqlite3.connect(self._file, timeout=10)) as database, database:
            for table, rows in (("inspections", self._fresh), ("contents", self._contents.fresh)):
                columns = _TABLES[table]
                database.execute(f"CREATE TABLE IF NOT EXISTS {table} ({', '.join(columns)}, PRIMARY KEY (path))")
                values = ", ".join("?" * len(columns))
                database.executemany(
                    f"INSERT OR REPLACE INTO {table} VALUES ({values})", [row for row in rows if _is_text(row)]
                )

    def _read(self) -> dict[str, list[tuple[str, ...]]]:
        rows: dict[str, list[tuple[str, ...]]] = {table: [] for table in _TABLES}
        if not os.path.isfile(self._file):
            return rows
        with suppress(OSError, sqlite3.Error, ValueError):
            uri = f"{self._file.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, timeout=10, uri=True)) as database:
                for table, columns in _TABLES.items():
                    read = database.execute(f"SELECT {', '.join(columns)} FROM {table}")
                    rows[table] = [row for row in read if all(isinstance(value, str) for value in row)]
        return rows


def open_cache(settings: Settings, table: RuleTable) -> Cache:
    """The cache of the project that the settings are of."""
    return Cache(settings.root / (settings.cache_dir or FOLDER), partial(fingerprint_of, table))


def fingerprint_of(table: RuleTable, contents: Contents) -> str:
    """A digest of what the findings depend on besides the sources: this tool, the rule packs, Python."""
    facts = [__version__, sys.version, sys.implementation.name]
    packages = {"shapeguard", *(entry.module.partition(".")[0] for entry in table.entries.values())}
    for package in sorted(packages):
        spec = find_spec(package)
        folders = spec.submodule_search_locations if spec is not None else None
        found = [(folder, file) for folder in folders or () for file in _sources(folder)]
        facts += [f"{package}{file.removeprefix(folder)} {contents.digest_of(file)}" for folder, file in found]
        if spec is not None and spec.origin and not found:
            facts.append(f"{package} {contents.digest_of(spec.origin)}")
    return digest_of("\n".join(facts).encode("utf-8", "surrogateescape"))


def _sources(folder: str) -> Iterator[str]:
    for path, _, names in sorted(os.walk(folder)):
        yield from (os.path.join(path, name) for name in sorted(names) if name.endswith(".py"))


def _checksum(row: tuple[str, ...]) -> str:
    return digest_of("\0".join(row).encode("utf-8", "surrogateescape"))


def _is_text(row: tuple[str, ...]) -> bool:
    """Whether SQLite can hold it; the name of a file may have bytes that are no text."""
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        return False
    return True


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("# made by shapeguard\n*\n")
        (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
