"""Which files to check: those named, and below the folders named every source that git does not ignore."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from shapeguard.linting.patterns import RealNames, is_excluded
from shapeguard.linting.settings import Settings

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
    ignores = _Ignores(folder) if settings_for(Path(folder)).respect_gitignore else None
    stack = [folder]
    while stack:
        current = stack.pop()
        settings = settings_for(Path(current))
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            unread(error)
            continue
        if ignores is not None and any(entry.name == ".gitignore" for entry in entries):
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


class _Ignores:
    """The ``.gitignore`` files that bear on a folder: its own, and those above it up to the repository's root."""

    def __init__(self, folder: str) -> None:
        self._specs: dict[Path, GitIgnoreSpec] = {}
        absolute = Path(folder).absolute()
        for above in (absolute, *absolute.parents):
            if above != absolute and os.path.isfile(above / ".gitignore"):
                self.read(above)
            if os.path.exists(above / ".git"):
                return
        self._specs.clear()  # outside a repository only the files below count

    def read(self, folder: str | Path) -> None:
        """Read the ``.gitignore`` of a folder."""
        from pathspec import GitIgnoreSpec

        absolute = Path(folder).absolute()
        try:
            lines = (absolute / ".gitignore").read_text("utf-8", "replace").splitlines()
        except OSError:
            return
        self._specs[absolute] = GitIgnoreSpec.from_lines(lines)

    def ignores(self, name: str, is_folder: bool) -> bool:
        """Whether git ignores a file or folder; the nearest ``.gitignore`` that says anything decides."""
        if not self._specs:
            return False
        path = Path(name).absolute()
        for folder in path.parents:
            spec = self._specs.get(folder)
            if spec is not None:
                answer = spec.check_file(path.relative_to(folder).as_posix() + "/" * is_folder).include
                if answer is not None:
                    return answer
        return False
