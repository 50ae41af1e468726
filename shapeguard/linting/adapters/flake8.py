"""A flake8 plugin: found by flake8 through its entry point, switched on with ``--extend-select=SG``.

flake8 applies its own ``# noqa``; ``# shapeguard: ignore[...]`` works too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from shapeguard import __version__
from shapeguard.linting import check


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
        for finding in check(self._source, self._filename, ignore=("SG901", "SG998", "SG999")):
            text = f"{finding.code} [{finding.name}] {finding.message}"
            yield finding.start.row, finding.start.column - 1, text, type(self)
