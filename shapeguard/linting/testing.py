"""The examples of a rule are its tests: for the built-in rules and for those of a third party's pack.

A rule's ``valid`` programs must not be flagged by it. In an ``invalid`` one exactly the lines that end in ``# !`` must
be. Where ``fixed`` is given, the rule's fix must lead there exactly (the marks ``# !`` are taken off first), the result
must parse, the finding be gone, and a second run change nothing; where it is None, the rule must offer no fix.
Examples are dedented, so they may be written as indented triple-quoted strings; one that imports nothing gets
``import numpy as np`` and ``from jaxtyping import Float`` put in front.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from shapeguard.linting.engine import inspect_source
from shapeguard.linting.finding import Finding
from shapeguard.linting.fixing import fix_text
from shapeguard.linting.packs import RuleTable, load_table
from shapeguard.linting.rule import Invalid, Rule

PRELUDE = "import numpy as np\nfrom jaxtyping import Float\n"
_MARK = re.compile(r"[ \t]*# !$", re.MULTILINE)


def valid_examples(table: RuleTable | None = None) -> Iterator[tuple[str, str]]:
    """Every code with each of its valid programs."""
    table = table or load_table()
    for code in table.entries:
        for source in table.rule(code).valid:
            yield code, source


def invalid_examples(table: RuleTable | None = None) -> Iterator[tuple[str, Invalid]]:
    """Every code with each of its invalid programs."""
    table = table or load_table()
    for code in table.entries:
        for example in table.rule(code).invalid:
            yield code, example


def check_valid(rule: Rule[Any], source: str, table: RuleTable | None = None) -> None:
    """Assert that the rule says nothing about a program."""
    source = _program(source)
    ast.parse(source)
    found = _find(source, rule, table)
    assert not found, f"{rule.code} flags a valid example:\n{source}\n{_listing(found)}"


def check_invalid(rule: Rule[Any], example: Invalid, table: RuleTable | None = None) -> None:
    """Assert that the rule flags exactly the marked lines, with the severity and the fix given."""
    marked = _program(example.source)
    expected = [row for row, line in enumerate(marked.split("\n"), 1) if _MARK.search(line)]
    source = _MARK.sub("", marked)
    found = _find(source, rule, table)
    assert expected, f"{rule.code}: no line of this invalid example ends in '# !':\n{marked}"
    rows = sorted({finding.start.row for finding in found})
    assert rows == expected, f"{rule.code} flags the lines {rows}, not {expected}:\n{source}\n{_listing(found)}"
    if example.severity is not None:
        severities = {finding.severity for finding in found}
        assert severities == {example.severity}, f"{rule.code} has severity {severities}:\n{source}"
    _check_fix(rule, example, source, found, table)


def _check_fix(rule: Rule[Any], example: Invalid, source: str, found: list[Finding], table: RuleTable | None) -> None:
    fixed = fix_text(source, lambda text: _find(text, rule, table), ("safe", "unsafe"))
    if example.fixed is None:
        assert fixed.text == source, f"{rule.code} has a fix that the example does not give:\n{fixed.text}"
        return
    assert any(finding.fix for finding in found), f"{rule.code} offers no fix for:\n{source}"
    expected = _MARK.sub("", _program(example.fixed))
    assert fixed.text == expected, f"{rule.code} fixes to\n{fixed.text}\nand not to\n{expected}"
    ast.parse(fixed.text)
    assert not [finding for finding in fixed.left if finding.fix], f"{rule.code}: a second run changes more."


def _find(source: str, rule: Rule[Any], table: RuleTable | None) -> list[Finding]:
    inspection = inspect_source(source, "example.py", table or load_table(), {rule.code, "SG999"})
    assert not inspection.crashes, inspection.crashes
    return [finding for finding in inspection.findings if finding.code in {rule.code, "SG999"}]


def _program(source: str) -> str:
    program = textwrap.dedent(source).lstrip("\n")
    return program if re.search(r"^(import|from) ", program, re.MULTILINE) else PRELUDE + program


def _listing(findings: list[Finding]) -> str:
    return "\n".join(f"  line {finding.start.row}: {finding.message}" for finding in findings)
