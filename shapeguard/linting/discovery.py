"""Which files to check: those named, and below the folders named every source that git does not ignore."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from shapeguard.linting.settings import Settings, matches_pattern

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".py", ".pyi", ".ipynb")
NEVER = frozenset(
    {
        "__pycache__",
        "__pypackages__",
        "_build",
        "build",
        "dist",
        "node_modules",
        "site-packages",
        "venv",
    }
)
"""Folders that hold no source of the project; so do all that begin with a dot."""

EXCLUDED = "`exclude` in the configuration leaves it out"
IGNORED = "git ignores it"


def discover(
    paths: Iterable[Path],
    settings_for: Callable[[Path], Settings],
    *,
    force_exclude: bool = False,
    unread: Callable[[OSError], object] = lambda error: None,
    left_out: Callable[[Path, str], object] = lambda path, why: None,
) -> Iterator[Path]:
    """Every file to check, each once, in the order of the arguments and by name below a folder.

    A file that is named is checked whatever the patterns say, unless ``force_exclude`` is set (as pre-commit needs).
    Links to folders are not followed, so loops of links end; a link to a file gives way to the file under its own name.
    ``unread`` is told of folders that cannot be read, ``left_out`` of what a pattern leaves out, and why.
    """
    found: list[Path] = []
    for path in paths:
        if os.path.isdir(path):
            found += _walk(path, settings_for, unread, left_out)
        elif force_exclude and is_excluded(path, settings_for(path.parent)):
            left_out(path, EXCLUDED)
        else:
            found.append(path)
    chosen: dict[str, int] = {}
    for index in sorted(range(len(found)), key=lambda index: os.path.islink(found[index])):
        chosen.setdefault(os.path.realpath(found[index]), index)
    return (found[index] for index in sorted(chosen.values()))


def _walk(
    folder: Path,
    settings_for: Callable[[Path], Settings],
    unread: Callable[[OSError], object],
    left_out: Callable[[Path, str], object],
) -> Iterator[Path]:
    ignores = _Ignores(folder.absolute()) if settings_for(folder).respect_gitignore else None
    stack = [folder]
    while stack:
        current = stack.pop()
        settings = settings_for(current)
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            unread(error)
            continue
        if ignores is not None:
            ignores.enter(current.absolute(), any(entry.name == ".gitignore" for entry in entries))
        folders = []
        for entry in entries:
            path = current / entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and (entry.name in NEVER or entry.name.startswith(".")):
                continue
            if not is_folder and (not entry.name.endswith(SUFFIXES) or _is_no_file(entry)):
                continue
            if is_excluded(path, settings):
                left_out(path, EXCLUDED)
            elif ignores is not None and ignores.ignores(path.absolute(), is_folder):
                left_out(path, IGNORED)
            elif is_folder:
                folders.append(path)
            else:
                yield path
        stack += reversed(folders)


def _is_no_file(entry: os.DirEntry[str]) -> bool:
    """Whether something else stands there: a folder behind a link, or a pipe, which would be waited for without end."""
    if not entry.is_symlink():
        return not entry.is_file()
    try:
        return not stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return False  # a link to nothing is told of where it is read


def is_excluded(path: Path, settings: Settings) -> bool:
    """Whether a pattern of the settings leaves a file out."""
    return any(matches_pattern(path, pattern, settings.root) for pattern in settings.exclude)


class _Ignores:
    """The ``.gitignore`` files that bear on a folder: its own, and those above it up to the repository's root."""

    def __init__(self, folder: Path) -> None:
        self._specs: dict[Path, GitIgnoreSpec] = {}
        for above in (folder, *folder.parents):
            if above != folder:
                self.enter(above, os.path.isfile(above / ".gitignore"))
            if os.path.exists(above / ".git"):
                return
        self._specs.clear()  # outside a repository only the files below count

    def enter(self, folder: Path, has_file: bool) -> None:
        """Read the ``.gitignore`` of a folder."""
        if not has_file:
            return
        from pathspec import GitIgnoreSpec

        try:
            lines = (folder / ".gitignore").read_text("utf-8", "replace").splitlines()
        except OSError:
            return
        self._specs[folder] = GitIgnoreSpec.from_lines(lines)

    def ignores(self, path: Path, is_folder: bool) -> bool:
        """Whether git ignores a path; the nearest file that says anything decides."""
        if not self._specs:
            return False
        for folder in path.parents:
            spec = self._specs.get(folder)
            if spec is not None:
                answer = spec.check_file(path.relative_to(folder).as_posix() + "/" * is_folder).include
                if answer is not None:
                    return answer
        return False
