"""Where modules stand: the folders of a project, each listed once, and the dotted names of the files in them."""

from __future__ import annotations

import os


class Folders:
    """The folders in which modules are looked for, most of them in vain."""

    def __init__(self) -> None:
        self._listed: dict[tuple[str, str], tuple[str, str, frozenset[str]]] = {}

    def module_in(self, root: str, name: str) -> tuple[str | None, list[str]]:
        """The file of a module below a root, None where there is none; and what must change for another answer.

        That is the folder which the module is in or would be, or the nearest above it that there is; and a path that
        stands where a module would, and is no file.
        """
        parent, _, last = name.rpartition(".")
        folder, nearest, names = self._package(root, parent)
        rests_on = [nearest]
        for candidate, first in ((f"{last}{os.sep}__init__.py", last), (f"{last}.py", f"{last}.py")):
            if first in names:
                path = os.path.join(folder, candidate)
                if os.path.isfile(path):
                    return path, rests_on
                rests_on.append(path)
        return None, rests_on

    def _package(self, root: str, name: str) -> tuple[str, str, frozenset[str]]:
        """The folder of a package below a root, the nearest that there is, and the names in it."""
        found = self._listed.get((root, name))
        if found is None:
            folder = os.path.join(root, name.replace(".", os.sep)) if name else root
            found = self._listed[root, name] = folder, _nearest(folder), _names_in(folder)
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


def folders_above(filename: str) -> list[str]:
    """The folders from that of a file to the one above its outermost package."""
    directory = os.path.dirname(os.path.abspath(filename))
    folders = [directory]
    while os.path.isfile(os.path.join(directory, "__init__.py")):
        directory, below = os.path.dirname(directory), directory
        if directory == below:
            break
        folders.append(directory)
    return folders


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
