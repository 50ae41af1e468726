"""A flake8 plugin: found by flake8 through its entry point, switched on with ``--extend-select=SG``.

flake8 applies its own ``# noqa``; ``# shapeguard: ignore[...]`` works too, and so do the rules, the profile and the
patterns that ``[tool.shapeguard]`` sets for the file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from shapeguard import __version__
from shapeguard.linting import check
from shapeguard.linting.folder_settings import Configuration
from shapeguard.linting.packs import OWN, load_table
from shapeguard.linting.patterns import RealNames, is_excluded


class Plugin:
    """What flake8 makes for every file that it could parse."""

    name = "shapeguard"
    version = __version__
    off_by_default = True

    def __init__(self, tree: ast.AST, lines: list[str], filename: str) -> None:
        self._source = "".join(lines)
        self._filename = filename

    def run(self) -> Iterator[tuple[int, int, str, type]]:
        """Yield row (from 1), column (from 0), message and plugin of every finding."""
        path, configuration = Path(self._filename), _configuration()
        if is_excluded(path, configuration.settings_for(path.parent), RealNames()):
            return
        scope = configuration.scope_for(path)
        codes = sorted(scope.codes - OWN.keys())
        for finding in check(self._source, self._filename, select=codes, profile=scope.profile) if codes else ():
            text = f"{finding.code} [{finding.name}] {finding.message}"
            yield finding.start.row, finding.start.column - 1, text, type(self)


@cache
def _configuration() -> Configuration:
    return Configuration(load_table())
