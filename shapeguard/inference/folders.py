"""Where modules stand: the folders of a project, each listed once, and the dotted names of the files in them."""

from __future__ import annotations

import os


class Folders:
    """The folders in which modules are looked for, most of them in vain."""

    def __init__(self) -> None:
        self._listed: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
        self._nearest: dict[str, str] = {}

    def module_in(self, root: str, name: str) -> str | None:
        """The file of a module below a root."""
        parent, _, last = name.rpartition(".")
        folder, names = self._package(root, parent)
        for candidate, first in ((f"{last}{os.sep}__init__.py", last), (f"{last}.py", f"{last}.py")):
            if first in names:
                path = os.path.join(folder, candidate)
                if os.path.isfile(path):
                    return path
        return None

    def nearest(self, root: str, name: str) -> str:
        """The folder that a module would appear in, or the nearest above it that there is."""
        wanted = os.path.join(root, name.rpartition(".")[0].replace(".", os.sep))
        if wanted not in self._nearest:
            self._nearest[wanted] = _nearest(wanted)
        return self._nearest[wanted]

    def _package(self, root: str, name: str) -> tuple[str, frozenset[str]]:
        """The folder of a package below a root, and the names in it."""
        found = self._listed.get((root, name))
        if found is None:
            folder = os.path.join(root, name.replace(".", os.sep)) if name else root
            found = self._listed[root, name] = folder, _names_in(folder)
        return found


def _names_in(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return frozenset()


def _nearest(path: str) -> str:
    while not os.path.isdir(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path


def root_of(filename: str) -> str | None:
    """The directory above the outermost package that a file belongs to."""
    directory = os.path.dirname(os.path.abspath(filename))
    if not os.path.isdir(directory):
        return None
    while os.path.isfile(os.path.join(directory, "__init__.py")):
        above = os.path.dirname(directory)
        if above == directory:
            break
        directory = above
    return directory


def module_name(filename: str) -> tuple[str, bool]:
    """The dotted name of a file within its package, and whether it is the package itself."""
    path = os.path.abspath(filename)
    parts = [os.path.splitext(os.path.basename(path))[0]]
    directory = os.path.dirname(path)
    while os.path.isfile(os.path.join(directory, "__init__.py")) and len(parts) < 32:
        parts.insert(0, os.path.basename(directory))
        directory = os.path.dirname(directory)
    if parts[-1] == "__init__":
        return ".".join(parts[:-1]), True
    return ".".join(parts), False
