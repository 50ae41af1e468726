"""The examples of every rule in the manifest: what must be flagged, where, and what it is mended to."""

from __future__ import annotations

import pytest

from shapeguard.linting.engine import inspect_source
from shapeguard.linting.finding import Severity
from shapeguard.linting.packs import load_table
from shapeguard.linting.rule import Invalid
from shapeguard.linting.testing import PRELUDE, check_invalid, check_valid, invalid_examples, valid_examples

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


@pytest.mark.parametrize(("code", "example"), list(invalid_examples(TABLE)))
def test_conventions_that_nobody_asks_for_change_no_other_finding(code: str, example: Invalid) -> None:
    source = f"{PRELUDE}{example.source}\n"
    told = inspect_source(source, "example.py", TABLE, TABLE.entries).findings
    half = inspect_source(source, "example.py", TABLE, TABLE.entries, conventions=False).findings
    assert [finding.severity is Severity.CONVENTION or finding for finding in half] == [
        finding.severity is Severity.CONVENTION or finding for finding in told
    ]
    assert [(finding.code, finding.start, finding.end) for finding in half] == [
        (finding.code, finding.start, finding.end) for finding in told
    ]
