"""What files hold, by digest; one that the file system says nobody touched is not read again, as in git's index.

A file is taken for untouched where its device, inode and size are those that were recorded, and so are the times of its
last modification and of the last change of its inode, which no program can set back. Times that were recent when the
content was read prove nothing, since clocks tick slowly and servers' clocks differ; such a file is read once more.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping

from shapeguard.linting.source import digest_of

SETTLED_AFTER = 5 * 10**9
"""Nanoseconds that a file must have been left alone for, before its times are believed."""
TIMES_ARE_TRUE = os.name == "posix"
"""Elsewhere the time of an inode's change is that of its creation."""
MISSING = "missing"


class Contents:
    """The digests of files and folders during one run, each taken once.

    Parameters
    ----------
    known
        What earlier runs recorded by path: the mark of the file system, and the digest.

    Attributes
    ----------
    fresh
        What is worth recording: path, mark and digest.
    """

    def __init__(self, known: Mapping[str, tuple[str, str]]) -> None:
        self.fresh: list[tuple[str, str, str]] = []
        self._known = known
        self._digests: dict[str, str] = {}
        self._started = time.time_ns()

    def digest_of(self, name: str) -> str:
        """What tells the content of a file from any other; of a folder, the modules that may be imported from it."""
        digest = self._digests.get(name)
        if digest is None:
            digest = self._digests[name] = self._taken(name)
        return digest

    def digest_of_all(self, names: Iterable[str]) -> str:
        """What tells the contents of all these files from any others."""
        return digest_of(" ".join(map(self.digest_of, names)).encode())

    def is_younger_than_run(self, name: str) -> bool:
        """Whether a file changed or vanished after the run began."""
        try:
            status = os.stat(name)
            if max(status.st_mtime_ns, status.st_ctime_ns) < self._started:
                return False
            # a folder changes for many reasons; what counts is a module that has come, whatever its date says
            return not stat.S_ISDIR(status.st_mode) or any(
                entry.stat().st_ctime_ns >= self._started for entry in _importable(name)
            )
        except OSError:
            return self._digests.get(name, MISSING) != MISSING

    def _taken(self, name: str) -> str:
        try:
            status = os.stat(name)
            mark = _mark(status)
            recorded, digest = self._known.get(name, ("", ""))
            if recorded == mark and TIMES_ARE_TRUE:
                return digest
            digest = _digest_now(name, status.st_mode)
        except OSError:
            return MISSING
        if max(status.st_mtime_ns, status.st_ctime_ns) < self._started - SETTLED_AFTER:
            self.fresh.append((name, mark, digest))
        return digest


def _mark(status: os.stat_result) -> str:
    return f"{status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"


def _digest_now(name: str, mode: int) -> str:
    if stat.S_ISDIR(mode):
        return _digest_of_folder(name)
    return _digest_of_file(name) if stat.S_ISREG(mode) else MISSING  # a pipe would be waited for


def _digest_of_file(name: str) -> str:
    with open(name, "rb") as file:
        return digest_of(file.read())


def _digest_of_folder(name: str) -> str:
    names = sorted(entry.name + os.sep * entry.is_dir() for entry in _importable(name))
    return digest_of("\0".join(names).encode("utf-8", "surrogateescape"))


def _importable(folder: str) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.removesuffix(".py").isidentifier() and entry.name != "__pycache__":
                yield entry
