"""The examples of every rule in the manifest: what must be flagged, where, and what it is mended to."""

from __future__ import annotations

import pytest

from shapeguard.linting.packs import load_table
from shapeguard.linting.rule import Invalid
from shapeguard.linting.testing import check_invalid, check_valid, invalid_examples, valid_examples

TABLE = load_table()


@pytest.mark.parametrize(("code", "source"), list(valid_examples(TABLE)))
def test_valid(code: str, source: str) -> None:
    check_valid(TABLE.rule(code), source, TABLE)


@pytest.mark.parametrize(("code", "example"), list(invalid_examples(TABLE)))
def test_invalid(code: str, example: Invalid) -> None:
    check_invalid(TABLE.rule(code), example, TABLE)


@pytest.mark.parametrize("code", TABLE.entries)
def test_the_manifest_tells_the_truth(code: str) -> None:
    rule = TABLE.rule(code)
    assert tuple(fact.__name__ for fact in rule.facts) == TABLE.entries[code].facts
    assert rule.name and rule.name == rule.name.lower().replace(" ", "-")
