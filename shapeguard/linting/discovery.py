"""Which files to check: those named, and below the folders named every source that git does not ignore."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from shapeguard.linting.git_ignores import FILE, GitIgnores
from shapeguard.linting.patterns import RealNames, is_excluded
from shapeguard.linting.settings import Settings

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
    real_names = RealNames()
    found: list[Path] = []
    for path in paths:
        if os.path.isdir(path):
            found += map(Path, _walk(os.fspath(path), settings_for, real_names, unread, left_out))
        elif force_exclude and is_excluded(path, settings_for(path.parent), real_names):
            left_out(path, EXCLUDED)
        else:
            found.append(path)
    is_link = [os.path.islink(path) for path in found]
    chosen: dict[str, int] = {}
    for index in sorted(range(len(found)), key=is_link.__getitem__):
        chosen.setdefault(real_names(found[index], is_link[index]), index)
    return (found[index] for index in sorted(chosen.values()))


def _walk(
    folder: str,
    settings_for: Callable[[Path], Settings],
    real_names: RealNames,
    unread: Callable[[OSError], object],
    left_out: Callable[[Path, str], object],
) -> Iterator[str]:
    """The names below a folder; paths are made only of what a pattern asks for, since making them takes longest."""
    ignores = GitIgnores(folder) if settings_for(Path(folder)).respect_gitignore else None
    stack = [folder]
    while stack:
        current = stack.pop()
        settings = settings_for(Path(current))
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            unread(error)
            continue
        if ignores is not None and any(entry.name == FILE for entry in entries):
            ignores.read(current)
        folders = []
        for entry in entries:
            path = entry.name if current == os.curdir else entry.path
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder and (entry.name in NEVER or entry.name.startswith(".")):
                continue
            if not is_folder and (not entry.name.endswith(SUFFIXES) or _is_no_file(entry)):
                continue
            if settings.exclude and is_excluded(path, settings, real_names):
                left_out(Path(path), EXCLUDED)
            elif ignores is not None and ignores.ignores(path, is_folder):
                left_out(Path(path), IGNORED)
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
