"""The toy pack in place of the built-in one."""

from __future__ import annotations

import pytest

import shapeguard.inference
from shapeguard.linting import packs
from shapeguard.linting.packs import RuleTable
from tests.linting.toy import toy_analyze


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> RuleTable:
    """Everything that is run in this process, or forked from it, uses the toy rules."""
    monkeypatch.setattr(packs, "BUILT_IN", "tests.linting.toy")
    monkeypatch.setattr(packs, "installed_packs", lambda: iter(()))
    monkeypatch.setattr(shapeguard.inference, "analyze", toy_analyze, raising=False)
    return packs.load_table()
