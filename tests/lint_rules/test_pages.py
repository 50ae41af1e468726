"""Every rule has a page in the agreed layout, and the pages in the docs are the ones that the rules make."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shapeguard.linting.packs import load_table
from shapeguard.linting.pages import page_of
from shapeguard.linting.rule_docs import rule_pages

ROOT = Path(__file__).parents[2]
TABLE = load_table()
SECTIONS = ["What it does", "Why is this bad?", "Example", "Use instead", "References"]


def test_the_pages_in_the_docs_are_fresh() -> None:
    made = dict(rule_pages(TABLE))
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert kept == made, "run: shapeguard rule --all --output docs/rules"


@pytest.mark.parametrize("code", TABLE.entries)
def test_layout(code: str) -> None:
    page = page_of(code, TABLE)
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert [heading for heading in headings if heading != "Fix safety"] == SECTIONS
    has_fix = any(example.fixed is not None for example in TABLE.rule(code).invalid)
    assert ("Fix safety" in headings) == has_fix
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        ast.parse(block)


@pytest.mark.parametrize("code", TABLE.entries)
def test_ten_examples_of_either_kind(code: str) -> None:
    rule = TABLE.rule(code)
    assert len(set(rule.valid)) >= 10
    assert len({example.source for example in rule.invalid}) >= 10


def test_rules_are_short() -> None:
    for module in (ROOT / "lint_rules").rglob("*.py"):
        assert len(module.read_text(encoding="utf-8").splitlines()) <= 160, module


def test_importing_every_rule_does_not_import_libcst() -> None:
    program = (
        "import sys\nfrom shapeguard.linting.packs import load_table\ntable = load_table()\n"
        "for code in table.entries: table.rule(code)\nprint('libcst' in sys.modules, 'numpy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "False"]
