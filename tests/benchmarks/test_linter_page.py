"""The page of the linter's speed: a part measured anew takes the place of what stood there, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.linter.builds import Builds
from benchmarks.linter.page import PAGE, rewrite, section, table
from benchmarks.linter.peers import own


def test_a_table_is_markdown() -> None:
    assert table(("tool", "s"), [("ruff", "0.3")]) == "| tool | s |\n| --- | --- |\n| ruff | 0.3 |"


@pytest.mark.parametrize("title", ["First", "Second", "Third"])
def test_only_the_section_of_that_title_is_rewritten(tmp_path: Path, title: str) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\nHead.\n\n## First\n\none\n\n## Second\n\ntwo\n")
    rewrite(section(title, "new"), page)
    text = page.read_text()
    kept = {"First": "one", "Second": "two"}
    assert text.startswith("# Page\n\nHead.\n\n## First\n")
    assert text.count(f"## {title}\n\nnew\n") == 1
    assert all((old in text) == (name != title) for name, old in kept.items())


def test_the_ratios_to_peers_are_those_of_the_compiled_wheel() -> None:
    first, second = own(Builds(compiled={"PYTHONPATH": "a"}, pure={"PYTHONPATH": "b"}))
    assert (first.name, first.setting) == ("shapeguard", {"PYTHONPATH": "a"})
    assert (second.name, second.setting) == ("shapeguard, not compiled", {"PYTHONPATH": "b"})
    assert (first.cold, first.warm) == (second.cold, second.warm)


def test_the_page_has_the_sections_that_the_command_writes() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"\n## {title}\n" in text for title in ("Peers, cold and warm", "Start-up", "Cost a line"))
