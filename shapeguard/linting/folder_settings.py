"""Which settings hold where: the nearest ``pyproject.toml`` upwards, then the options of the command line."""

from __future__ import annotations

import os
from pathlib import Path

from shapeguard.linting.checking import Scope
from shapeguard.linting.packs import RuleTable
from shapeguard.linting.patterns import RealNames, ignored_in
from shapeguard.linting.settings import ConfigError, Settings, load_settings, overridden, select_codes


class Configuration:
    """The settings of every folder: those of the nearest ``pyproject.toml`` with our table, then the command line's."""

    def __init__(self, table: RuleTable, **options: object) -> None:
        self.table = table
        self._options = options
        self._real_names = RealNames()
        self._read: dict[Path, Settings] = {}
        self._named: dict[str, Settings] = {}
        self._codes: dict[int, frozenset[str]] = {}

    def settings_for(self, folder: Path) -> Settings:
        """The settings for the files of a folder."""
        return self._of_folder(str(folder))

    def scope_for(self, path: Path) -> Scope:
        """What to look for in a file."""
        settings = self._of_folder(os.path.dirname(path))
        codes = self._codes.get(id(settings))
        if codes is None:
            codes = self._codes[id(settings)] = select_codes(settings, self.table.known)
        if settings.per_file_ignores:
            codes -= ignored_in(settings, path, self.table.known, self._real_names)
        return Scope(codes, settings.profile)

    def _of_folder(self, name: str) -> Settings:
        if name not in self._named:
            self._named[name] = self._settings(Path(name).absolute())
        return self._named[name]

    def _settings(self, folder: Path) -> Settings:
        if folder not in self._read:
            file = folder / "pyproject.toml"
            if os.path.lexists(file) and not os.path.isfile(file):
                raise ConfigError(f"{file}: the configuration cannot be read: it is no regular file.")
            found = load_settings(file, self.table.known) if os.path.isfile(file) else None
            if found is not None:
                self._read[folder] = overridden(found, **self._options)
            elif folder != folder.parent:
                self._read[folder] = self._settings(folder.parent)
            else:
                self._read[folder] = overridden(Settings(Path.cwd()), **self._options)
        return self._read[folder]
