"""The folder of rule pages: one Markdown file a rule, with its examples, and a table of all."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from shapeguard.linting.packs import RuleTable
from shapeguard.linting.pages import page_of, summary_of

_SHOWN = 4
_PREAMBLE = """# Rules

Severity says how sure a finding is: an `error` fails for all sufficiently large sizes or contradicts a contract in
code, a `warning` fails unless sizes coincide, silently computes something else, is needlessly slow or has no effect, a
`convention` is legal but not the column convention (off in the profile `general`). The pages are made by
`shapeguard rule --all --output docs/rules`.

| code | name | what it finds | fix |
|---|---|---|---|
"""


def rule_pages(table: RuleTable) -> Iterator[tuple[str, str]]:
    """The name of every file with its content."""
    rows = []
    for code, name in sorted(table.known):
        page = page_of(code, table)
        rows.append(f"| {code} | [{name}]({name}.md) | {summary_of(page)} | {_fixable(code, table)} |\n")
        yield f"{name}.md", page + _examples(code, table)
    yield "index.md", _PREAMBLE + "".join(rows)


def write_rule_pages(folder: Path, table: RuleTable) -> None:
    """Write all pages, and remove those of rules that are no more."""
    pages = dict(rule_pages(table))
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, content in pages.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


def _fixable(code: str, table: RuleTable) -> str:
    if code not in table.entries:
        return "safe" if code == "SG901" else ""
    fixed = any(example.fixed is not None for example in table.rule(code).invalid)
    return "yes" if fixed else ""


def _examples(code: str, table: RuleTable) -> str:
    """The first examples of the rule; a flagged line ends in ``# !``."""
    if code not in table.entries:
        return ""
    rule = table.rule(code)
    flagged = [example.source for example in rule.invalid[:_SHOWN]]
    return _listing("Flagged", flagged) + _listing("Not flagged", rule.valid[:_SHOWN])


def _listing(title: str, sources: list[str] | tuple[str, ...]) -> str:
    blocks = "\n\n".join(textwrap.dedent(source).strip("\n") for source in sources)
    return f"\n## {title}\n```python\n{blocks}\n```\n"
