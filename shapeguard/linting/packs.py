"""Packs of rules: where rules come from, and how a rule is imported only when a file asks for it.

A pack is a module (or package) with a ``MANIFEST`` that maps each code to the module of its rule and the names of the
facts that it subscribes to; importing the pack must import nothing else. A third party's pack announces itself through
the entry point group ``shapeguard.rules``; its ``URL``, where it has one, is the address of a rule's page, with
``{code}`` or ``{name}`` in it. The built-in pack is known by name: reading entry points takes 54 ms.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapeguard.linting.rule import Rule

BUILT_IN = "lint_rules"
GROUP = "shapeguard.rules"
OWN = {"SG901": "unused-suppression", "SG998": "newer-syntax", "SG999": "syntax-error"}
"""What is found without a fact: by the suppressions and by the parser."""


class PackError(Exception):
    """A rule pack cannot be used: it is not importable, or its manifest is malformed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a manifest."""

    code: str
    module: str
    facts: tuple[str, ...]
    pack: str
    address: str = ""

    @property
    def name(self) -> str:
        """The name of the rule, which its module is called after: ``lint_rules.two_way_broadcast``."""
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def url(self) -> str | None:
        """Where the pack says that the rule's page is; None where it does not say."""
        return self.address.replace("{code}", self.code).replace("{name}", self.name) or None


class RuleTable:
    """The rules of all packs by code and by kind of fact; a rule is imported on first use."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.code: entry for entry in sorted(entries, key=lambda entry: entry.code)}
        self._by_fact: dict[str, list[str]] = {}
        for entry in self.entries.values():
            for fact in entry.facts:
                self._by_fact.setdefault(fact, []).append(entry.code)
        self._rules: dict[str, Rule[Any]] = {}

    @cached_property
    def known(self) -> frozenset[tuple[str, str]]:
        """Code and name of everything that can be found."""
        named = OWN | {code: entry.name for code, entry in self.entries.items()}
        return frozenset(named.items())

    def codes_for(self, fact: object) -> list[str]:
        """The codes of the rules that subscribe to a fact."""
        return self._by_fact.get(type(fact).__name__, [])

    def rule(self, code: str) -> Rule[Any]:
        """The rule of a code.

        Raises
        ------
        PackError
            If its module cannot be imported or holds no such rule.
        """
        if code not in self._rules:
            self._rules[code] = _load(self.entries[code])
        return self._rules[code]


def load_table() -> RuleTable:
    """Read the manifests of the built-in pack and of every installed one.

    Raises
    ------
    PackError
        If a pack cannot be imported, its manifest is malformed, or two packs claim one code.
    """
    entries: dict[str, Entry] = {}
    for pack in dict.fromkeys((BUILT_IN, *installed_packs())):
        for entry in _read_manifest(pack):
            other = entries.setdefault(entry.code, entry)
            if other is not entry:
                raise PackError(f"The rule packs {other.pack!r} and {pack!r} both claim the code {entry.code}.")
    return RuleTable(entries.values())


def installed_packs() -> Iterator[str]:
    """Modules that installed distributions announce in the entry point group ``shapeguard.rules``.

    ``importlib.metadata`` takes 54 ms to import and read; looking for the group's header takes two.
    """
    for folder in dict.fromkeys(sys.path):
        try:
            with os.scandir(folder or os.curdir) as listing:
                metadata = [entry.path for entry in listing if entry.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for path in metadata:
            try:
                with open(os.path.join(path, "entry_points.txt"), encoding="utf-8") as file:
                    text = file.read()
            except (OSError, UnicodeDecodeError):
                continue
            if GROUP in text:
                yield from _section(text)


def _section(text: str) -> Iterator[str]:
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            inside = line == f"[{GROUP}]"
        elif inside and "=" in line and not line.startswith(("#", ";")):
            yield line.partition("=")[2].strip()


def _read_manifest(pack: str) -> Iterator[Entry]:
    try:
        module_of_pack = import_module(pack)
        manifest = module_of_pack.MANIFEST
    except Exception as error:
        raise PackError(f"The rule pack {pack!r} cannot be imported: {type(error).__name__}: {error}") from error
    if not isinstance(manifest, Mapping):
        raise PackError(f"The rule pack {pack!r} has a MANIFEST that is not a mapping of codes.")
    address = getattr(module_of_pack, "URL", "")
    if not isinstance(address, str):
        raise PackError(f"The rule pack {pack!r} has a URL that is not a string.")
    for code, value in manifest.items():
        try:
            module, facts = value
            yield Entry(str(code), str(module), tuple(map(str, facts)), pack, address)
        except (TypeError, ValueError) as error:
            raise PackError(f"In the rule pack {pack!r}, {code} must map to (module, names of facts).") from error


def _load(entry: Entry) -> Rule[Any]:
    from shapeguard.linting.rule import Rule

    try:
        module = import_module(entry.module)
    except Exception as error:
        raise PackError(
            f"The rule {entry.code} of the pack {entry.pack!r} cannot be imported from {entry.module}: "
            f"{type(error).__name__}: {error}"
        ) from error
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Rule) and getattr(value, "code", None) == entry.code:
            return value()
    raise PackError(f"The module {entry.module} of the pack {entry.pack!r} holds no rule with the code {entry.code}.")
