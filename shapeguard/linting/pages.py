"""The page of a rule: the docstring of its module."""

from __future__ import annotations

import sys
from functools import cache

from shapeguard.linting import packs
from shapeguard.linting.packs import OWN, RuleTable


@cache
def site() -> str | None:
    """The address under which the project's metadata announces its documentation; None where it announces none."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("shapeguard-numpy").get_all("Project-URL") or ()
    except PackageNotFoundError:
        return None
    announced = dict(url.split(", ", 1) for url in urls)
    return announced.get("Documentation", "").rstrip("/") or None


def url_of(code: str, name: str, table: RuleTable) -> str | None:
    """The page of a rule: on the site where one is announced, else its path in the repository.

    The rule of a third party's pack is where that pack says (None where it does not).
    """
    entry = table.entries.get(code)
    if entry is not None and entry.pack != packs.BUILT_IN:
        return entry.url
    address = site()
    return f"docs/rules/{name}.md" if address is None else f"{address}/rules/{name}/"


def page_of(code: str, table: RuleTable) -> str:
    """The page of a rule as Markdown.

    Raises
    ------
    PackError
        If the rule cannot be imported.
    """
    if code in table.entries:
        rule = table.rule(code)
        return f"# {rule.name} ({code})\n\n{(sys.modules[type(rule).__module__].__doc__ or '').strip()}\n"
    return f"# {OWN[code]} ({code})\n\n{OWN_PAGES[code].strip()}\n"


def summary_of(page: str) -> str:
    """The first sentence under *What it does*, or the first that is no heading."""
    paragraphs = [p for p in page.split("\n\n") if p.strip() and not p.lstrip().startswith("#")]
    return " ".join(paragraphs[0].split()) if paragraphs else ""


OWN_PAGES = {
    "SG901": """
A comment silences a finding that is not there.

## What it does
Flags a `# noqa: SG...` or `# shapeguard: ignore[...]` that silences nothing, and one that names no rule, in any
profile. A code that is not looked for is not told of; `--select SG901` alone looks for all of them.

## Why is this bad?
It tells the reader of a problem that is not there, and will hide the next one that turns up on its line.

## Example
```python
y = np.zeros((nx, 1))  # noqa: SG408
```

## Use instead
```python
y = np.zeros((nx, 1))
```
""",
    "SG998": """
The file uses syntax that the running Python does not know.

## What it does
Says that a file uses syntax newer than the Python that runs shapeguard, so that it was not checked.

## Why is this bad?
Nothing is wrong with the file, but silence about it would look like a clean result.

## Use instead
Run shapeguard with a Python at least as new as the code; in pre-commit, with `language_version`.
""",
    "SG999": """
The file cannot be parsed.

## What it does
Says that a file cannot be parsed, or not even decoded. The other files are checked all the same.

## Why is this bad?
What Python cannot read, it cannot run.
""",
}
