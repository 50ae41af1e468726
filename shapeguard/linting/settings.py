"""The configuration: ``[tool.shapeguard]`` of the nearest ``pyproject.toml`` upwards that has one.

An unknown key, a value of the wrong kind or an unknown code is an error that names the key and the line: a typing
mistake must never switch the linter off in silence.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

Profile: TypeAlias = Literal["column", "general"]
PROFILES = ("column", "general")
BASELINE = ".shapeguard-baseline.json"
"""Where accepted findings are written, unless something else is said."""
UNCHECKED = ("SG998", "SG999")
"""The codes of a file that cannot be parsed."""
OUTPUT_FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab")


class ConfigError(Exception):
    """The configuration cannot be used; the message names the file, the key and the line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What to check and how, for the files below one ``pyproject.toml``.

    Attributes
    ----------
    root
        The folder that patterns and the baseline are relative to.
    select, ignore
        Codes, beginnings of codes (``SG2``) or names of rules. An empty ``select`` means all.
    profile
        ``column`` for the convention that samples are columns, ``general`` without convention findings.
    per_file_ignores
        Patterns of files, each with what is ignored there.
    exclude
        Patterns of files and folders that are left out when a folder is walked.
    """

    root: Path
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: Profile = "column"
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    baseline: str | None = None
    output_format: str | None = None
    cache_dir: str | None = None


def load_settings(path: Path, known: Collection[tuple[str, str]]) -> Settings | None:
    """Read the ``[tool.shapeguard]`` of a ``pyproject.toml``.

    Parameters
    ----------
    path
        The file.
    known
        Code and name of every rule, to tell a selector that selects nothing.

    Returns
    -------
    Settings or None
        None where the file has no such table.

    Raises
    ------
    ConfigError
        If the file is not TOML, or a key or a value is not known.
    """
    import tomllib

    text = _text_of(path)
    try:
        document = tomllib.loads(text)
    except ValueError as error:  # a number with thousands of digits is TOML, too, but no int
        raise ConfigError(f"{path}: this is not valid TOML: {error}.") from None
    except RecursionError:
        raise ConfigError(f"{path}: the configuration cannot be read: it is nested too deeply.") from None
    tool = document.get("tool", {})
    if not isinstance(tool, dict):
        raise ConfigError(f"{path}: [tool] must be a table.")
    table = tool.get("shapeguard")
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.shapeguard] must be a table.")
    return _settings(path, text, table, known)


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: the configuration cannot be read: {error.strerror}.") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong, row = error.object[error.start], error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{row}: byte {wrong:#04x} is not UTF-8, which TOML is written in.") from None


def select_codes(settings: Settings, known: Collection[tuple[str, str]]) -> frozenset[str]:
    """The codes that the settings switch on; that a file cannot be checked at all is told unless it is ignored.

    Raises
    ------
    ConfigError
        If a selector selects nothing.
    """
    check_selectors((*settings.select, *settings.ignore), known)
    return selected((*settings.select, *UNCHECKED) if settings.select else ("ALL",), known) - selected(
        settings.ignore, known
    )


def check_selectors(selectors: Collection[str], known: Collection[tuple[str, str]]) -> None:
    """Raise a ConfigError for a selector that is no code, beginning of a code or name of a rule."""
    for selector in selectors:
        if not any(_matches((selector,), code, name) for code, name in known):
            raise ConfigError(f"{selector!r} is no rule: give a code (SG201), its beginning (SG2) or a name.")


def selected(selectors: Collection[str], known: Collection[tuple[str, str]]) -> frozenset[str]:
    """The codes that selectors mean."""
    return frozenset(code for code, name in known if _matches(selectors, code, name))


def overridden(settings: Settings, **options: Any) -> Settings:
    """The settings with those options of the command line that were given."""
    return replace(settings, **{name: value for name, value in options.items() if value is not None})


def _matches(selectors: Collection[str], code: str, name: str) -> bool:
    return any(s in {name, "ALL"} or (s != "" and code.startswith(s)) for s in selectors)


def _settings(path: Path, text: str, table: Mapping[str, Any], known: Collection[tuple[str, str]]) -> Settings:
    values: dict[str, Any] = {}
    for key, value in table.items():
        reader = (_KEYS | _RUNTIME_KEYS).get(key)
        if reader is None:
            raise _error(
                path, text, (key,), f"there is no such key; there are {', '.join(sorted(_KEYS | _RUNTIME_KEYS))}"
            )
        try:
            read = reader(value)
            if key in _KEYS:
                values[key.replace("-", "_")] = read
        except ValueError as error:
            raise _error(path, text, (key, *getattr(error, "keys", ())), str(error)) from None
    settings = Settings(root=path.parent, **values)
    for keys, selectors in _selectors(settings):
        try:
            check_selectors(selectors, known)
        except ConfigError as error:
            raise _error(path, text, keys, str(error).rstrip(".")) from None
    return settings


def _selectors(settings: Settings) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    per_file = [(("per-file-ignores", pattern), selectors) for pattern, selectors in settings.per_file_ignores]
    return [(("select",), settings.select), (("ignore",), settings.ignore), *per_file]


def _error(path: Path, text: str, keys: tuple[str, ...], problem: str) -> ConfigError:
    from shapeguard.linting.toml_lines import line_of

    row, where = line_of(("tool", "shapeguard", *keys), text), " ".join((keys[0], *map(repr, keys[1:])))
    return ConfigError(f"{path}:{row}: [tool.shapeguard] {where}: {problem}.")


class _WrongEntry(ValueError):
    """A value of the wrong kind within a table, below these keys."""

    def __init__(self, problem: str, *keys: str) -> None:
        super().__init__(problem)
        self.keys = keys


def _strings(such_as: str) -> Callable[[object], tuple[str, ...]]:
    def read(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(f"this must be a list of strings, such as {such_as}")
        return tuple(value)

    return read


_codes = _strings('["SG201"]')


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("this must be a string")
    return value


def _file(value: object) -> str:
    if "\0" in _string(value):
        raise ValueError("no name of a file has a null byte in it")
    return os.path.expanduser(_string(value))


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("this must be true or false")
    return value


def _one_of(choices: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in choices:
            raise ValueError(f"{value!r} is not one of {', '.join(choices)}")
        return str(value)

    return read


def _patterns(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(value, dict):
        raise ValueError('this must be a table, such as {"tests/*" = ["SG101"]}')
    for pattern, selectors in value.items():
        try:
            _codes(selectors)
        except ValueError as error:
            raise _WrongEntry(str(error), pattern) from None
    return tuple((pattern, tuple(selectors)) for pattern, selectors in value.items())


_KEYS: dict[str, Callable[[object], object]] = {
    "select": _codes,
    "ignore": _codes,
    "profile": _one_of(PROFILES),
    "per-file-ignores": _patterns,
    "exclude": _strings('["build", "generated/*.py"]'),
    "respect-gitignore": _boolean,
    "baseline": _file,
    "output-format": _one_of(OUTPUT_FORMATS),
    "cache-dir": _file,
}

_RUNTIME_KEYS: dict[str, Callable[[object], object]] = {
    "mode": _string,
    "broadcast": _one_of(("raise", "warn", "off")),
}
"""What the guard and the sanitizer read from the same table."""
