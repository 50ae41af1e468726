"""``shapeguard init`` and ``shapeguard rule``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from shapeguard.linting.packs import load_table

Command = Callable[..., Any]


@pytest.fixture
def empty(project: Path) -> Path:
    """The project without a configuration."""
    (project / "pyproject.toml").unlink()
    return project


def configured(folder: Path) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["shapeguard"]
    return table


def hooks(folder: Path) -> list[str]:
    config = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())
    return [hook["id"] for repo in config["repos"] for hook in repo["hooks"]]


def test_an_empty_project_gets_both_files(command: Command, empty: Path) -> None:
    assert command("init").code == 0
    assert configured(empty) == {"profile": "column"} and hooks(empty) == ["shapeguard"]


def test_what_is_there_stays(command: Command, empty: Path) -> None:
    (empty / "pyproject.toml").write_text('[project]\nname = "x"  # mine\n')
    (empty / ".pre-commit-config.yaml").write_text(
        "# ours\nrepos:\n  - repo: local\n    hooks:\n      - id: mine\n\nci:\n  skip: [mine]\n"
    )
    command("init", "--profile", "general")
    assert (empty / "pyproject.toml").read_text().startswith('[project]\nname = "x"  # mine\n\n[tool.shapeguard]\n')
    assert configured(empty) == {"profile": "general"}
    text = (empty / ".pre-commit-config.yaml").read_text()
    assert hooks(empty) == ["mine", "shapeguard"] and text.startswith("# ours\n") and "skip: [mine]" in text


def test_lists_that_are_not_indented(command: Command, empty: Path) -> None:
    (empty / ".pre-commit-config.yaml").write_text("repos:\n- repo: local\n  hooks:\n  - id: mine")
    command("init")
    assert hooks(empty) == ["mine", "shapeguard"]


def test_a_second_time_changes_nothing(command: Command, empty: Path) -> None:
    command("init")
    before = {path.name: path.read_text() for path in empty.iterdir() if path.is_file()}
    ran = command("init")
    assert ran.code == 0 and ran.out.count("left as it is") == 2
    assert before == {path.name: path.read_text() for path in empty.iterdir() if path.is_file()}


def test_a_list_in_one_line_is_not_torn_apart(command: Command, empty: Path) -> None:
    (empty / ".pre-commit-config.yaml").write_text("repos: []\n")
    assert "add this to them" in command("init").out
    assert (empty / ".pre-commit-config.yaml").read_text() == "repos: []\n"


@pytest.mark.parametrize(("line", "profile"), [("x = zeros((3, 1))\n", "column"), ("x = np.zeros(3)\n", "general")])
def test_the_profile_is_seen_in_the_code(command: Command, empty: Path, line: str, profile: str) -> None:
    (empty / "a.py").write_text("import numpy as np\n" + line * 12)
    command("init")
    assert configured(empty) == {"profile": profile}


def test_no_folder(command: Command) -> None:
    assert command("init", "nowhere").code == 2


def test_the_page_of_a_rule(command: Command) -> None:
    assert (
        command("rule", "XX101").out
        == "# dead-transpose (XX101)\n\nFlags a transpose that is thrown away.\n\nIt is a toy.\n"
    )
    assert command("rule", "dead-transpose", "sg999").out.count("# ") >= 2


def test_all_rules(command: Command) -> None:
    lines = command("rule", "--all").out.splitlines()
    assert "XX201  two-sizes" in lines and "SG901  unused-suppression" in lines and lines == sorted(lines)


@pytest.mark.parametrize(
    ("words", "problem"),
    [(("dead-transpoze",), "Did you mean dead-transpose?"), (("XX9",), "--all` lists them"), ((), "name a rule")],
)
def test_no_such_rule(command: Command, words: tuple[str, ...], problem: str) -> None:
    ran = command("rule", *words)
    assert ran.code == 2 and problem in ran.err


@pytest.mark.parametrize("code", sorted(code for code, _ in load_table().known))
def test_every_real_rule_has_a_page_in_the_layout(code: str) -> None:
    from shapeguard.linting.pages import page_of, summary_of

    page = page_of(code, load_table())
    assert "## What it does\n" in page and "## Why is this bad?\n" in page
    assert 10 < len(summary_of(page)) < 400
