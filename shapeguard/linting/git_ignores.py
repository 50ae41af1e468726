"""What git ignores: the ``.gitignore`` files, ``.git/info/exclude`` and the list of the user."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE = ".gitignore"


class GitIgnores:
    """What bears on a folder: its own ``.gitignore``, and all above it up to the repository's root.

    Folders are known by the names that they are given, whatever links lead there.
    """

    def __init__(self, folder: str) -> None:
        self._specs: dict[str, list[GitIgnoreSpec]] = {}
        root = here = os.path.abspath(folder)
        while not os.path.exists(os.path.join(root, ".git")):
            if root == os.path.dirname(root):
                return  # outside a repository only the files below count
            root = os.path.dirname(root)
        for file in (_own_list(os.path.join(root, ".git")), _list_of_user()):
            self._add(root, file, last=True)
        while here != root:
            here = os.path.dirname(here)
            self.read(here)

    def read(self, folder: str) -> None:
        """Read the ``.gitignore`` of a folder, where there is one."""
        absolute = os.path.abspath(folder)
        self._add(absolute, os.path.join(absolute, FILE))

    def _add(self, folder: str, file: str, *, last: bool = False) -> None:
        spec = _read(file)
        if spec is not None:
            specs = self._specs.setdefault(folder, [])
            specs.insert(len(specs) if last else 0, spec)

    def ignores(self, name: str, is_folder: bool) -> bool:
        """Whether git ignores a file or folder; the nearest ``.gitignore`` that says anything decides."""
        if not self._specs:
            return False
        path = folder = os.path.abspath(name)
        while folder != os.path.dirname(folder):
            folder = os.path.dirname(folder)
            for spec in self._specs.get(folder, ()):
                below = path.removeprefix(os.path.join(folder, "")).replace(os.sep, "/")
                answer = spec.check_file(below + "/" * is_folder).include
                if answer is not None:
                    return answer
        return False


def _own_list(git: str) -> str:
    """The ``info/exclude`` of a repository; the ``.git`` of a further worktree or a submodule says where it is."""
    if os.path.isfile(git):
        git = os.path.join(os.path.dirname(git), _line_of(git).removeprefix("gitdir:").strip())
        git = os.path.join(git, _line_of(os.path.join(git, "commondir")))
    return os.path.join(git, "info", "exclude")


def _line_of(file: str) -> str:
    if not os.path.isfile(file):
        return ""
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as lines:
            return lines.readline().strip()
    except OSError:
        return ""


def _list_of_user() -> str:
    folder = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(folder, "git", "ignore")


def _read(file: str) -> GitIgnoreSpec | None:
    if not os.path.isfile(file):
        return None
    try:
        with open(file, encoding="utf-8-sig", errors="surrogateescape", newline="\n") as lines:
            return _spec(line.removesuffix("\n").removesuffix("\r") for line in lines)
    except OSError:
        return None


def _spec(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns; git passes over a line that is none, so it is left out."""
    from pathspec import GitIgnoreSpec

    patterns: list[Any] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # some brackets mean in git what they may come to mean in `re`
        for line in lines:
            try:
                patterns += GitIgnoreSpec.from_lines([_as_git_reads(line)]).patterns
            except (ValueError, re.error):
                continue
    return GitIgnoreSpec(patterns)


def _as_git_reads(line: str) -> str:
    """A pattern of git as pathspec must be told it.

    ``a/**/`` is about the folders below ``a``, and a tab at the end is part of a name.
    """
    kept = line.rstrip(" ")
    if kept.endswith("/**/"):
        return kept[:-1] + "/*/"
    return f"{kept[:-1]}[{kept[-1]}]" if kept[-1:].isspace() else line
