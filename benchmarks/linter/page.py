"""The page that the measurements are kept on: a section for each part, rewritten where the part was run anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "linter-speed.md"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def section(title: str, text: str) -> str:
    """A section, with how busy the machine was: other work inflates processor time."""
    load = ", ".join(f"{average:.0f}" for average in os.getloadavg())
    return f"## {title}\n\n{text}\n\n{os.cpu_count()} cores, load average {load} when this ended.\n"


def rewrite(part: str, page: Path = PAGE) -> None:
    """Put a section in place of the one with its title, or at the end."""
    before = page.read_text(encoding="utf-8")
    (title,) = re.findall(r"\A## .*$", part, re.MULTILINE)
    old = re.compile(rf"^{re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    found = old.search(before)
    after = (
        f"{before.rstrip()}\n\n{part}"
        if found is None
        else before[: found.start()] + part + "\n" + before[found.end() :]
    )
    page.write_text(after.rstrip() + "\n", encoding="utf-8")
