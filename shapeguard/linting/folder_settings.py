"""Which settings hold where: the nearest ``pyproject.toml`` upwards, then the options of the command line."""

from __future__ import annotations

import os
from pathlib import Path

from shapeguard.linting.checking import Scope
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.settings import Settings, ignored_in, load_settings, overridden, select_codes


class Configuration:
    """The settings of every folder: those of the nearest ``pyproject.toml`` with our table, then the command line's."""

    def __init__(self, table: RuleTable, **options: object) -> None:
        self.table = table
        self._options = options
        self._read: dict[Path, Settings] = {}
        self._codes: dict[int, frozenset[str]] = {}

    def settings_for(self, folder: Path) -> Settings:
        """The settings for the files of a folder."""
        return self._settings(folder.absolute())

    def scope_for(self, path: Path) -> Scope:
        """What to look for in a file."""
        settings = self.settings_for(path.parent)
        codes = self._codes.get(id(settings))
        if codes is None:
            codes = self._codes[id(settings)] = select_codes(settings, self.table.known)
        if settings.per_file_ignores:
            codes -= ignored_in(settings, path, self.table.known)
        return Scope(codes, settings.profile)

    def _settings(self, folder: Path) -> Settings:
        if folder not in self._read:
            file = folder / "pyproject.toml"
            found = load_settings(file, self.table.known) if os.path.isfile(file) else None
            if found is not None:
                self._read[folder] = overridden(found, **self._options)
            elif folder != folder.parent:
                self._read[folder] = self._settings(folder.parent)
            else:
                self._read[folder] = overridden(Settings(Path.cwd()), **self._options)
        return self._read[folder]
