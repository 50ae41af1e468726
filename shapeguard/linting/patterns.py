"""Which files a pattern of the configuration means; both are held by the names that the files have without links."""

from __future__ import annotations

import os
from collections.abc import Collection
from fnmatch import fnmatchcase
from pathlib import Path

from shapeguard.linting.settings import Settings, selected


class RealNames:
    """The names of files without links; each folder is followed once, and a loop of links keeps its name."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def __call__(self, path: str | Path, is_link: bool | None = None) -> str:
        if os.path.islink(path) if is_link is None else is_link:
            return os.path.realpath(path)
        folder, name = os.path.split(path)
        return os.path.join(self.of_folder(folder), name)

    def of_folder(self, folder: str | Path) -> str:
        """The name of a folder without links."""
        name = os.fspath(folder)
        if name not in self._folders:
            self._folders[name] = os.path.realpath(name)
        return self._folders[name]

    def parts_below(self, root: Path, path: str | Path) -> tuple[str, ...]:
        """The names from ``root`` to a file, all that it has where it is elsewhere."""
        name, folder = self(path), os.path.join(self.of_folder(root), "")
        return Path(name.removeprefix(folder) if name.startswith(folder) else path).parts


def is_excluded(path: str | Path, settings: Settings, real_names: RealNames) -> bool:
    """Whether a pattern of the settings leaves a file out."""
    if not settings.exclude:
        return False
    parts = real_names.parts_below(settings.root, path)
    return any(matches_pattern(parts, pattern) for pattern in settings.exclude)


def ignored_in(
    settings: Settings, path: str | Path, known: Collection[tuple[str, str]], real_names: RealNames
) -> frozenset[str]:
    """The codes that ``per-file-ignores`` switches off in a file."""
    parts = real_names.parts_below(settings.root, path)
    lists = [selectors for pattern, selectors in settings.per_file_ignores if matches_pattern(parts, pattern)]
    return frozenset().union(*(selected(selectors, known) for selectors in lists))


def matches_pattern(parts: tuple[str, ...], pattern: str) -> bool:
    """Whether a file is meant by a pattern such as ``tests/*``, ``**/old.py`` or ``old.py``.

    A pattern without a slash is held against the names of the file and of its folders, one with a slash against the
    path from the root; what is below a folder that matches, matches.
    """
    if "/" not in pattern.rstrip("/"):
        return any(fnmatchcase(part, pattern.rstrip("/")) for part in parts)
    pattern = pattern.strip("/").removeprefix("./")
    prefixes = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    alternatives = {pattern, pattern.replace("**/", "")}
    return any(fnmatchcase(prefix, alternative) for prefix in prefixes for alternative in alternatives)
