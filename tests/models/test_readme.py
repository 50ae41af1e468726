"""The reading order tells the truth: every file, program and function that it names exists, and nothing is left out."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models"
TEXT = (MODELS / "README.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in TEXT.splitlines()
    if re.match(r"\| E?\d+ \|", line)
]
FILES = {path.name for folder in ("models", "tests") for path in (ROOT / folder).rglob("*.py")}


def test_all_forty_pieces_and_all_thirty_two_mistakes_are_there() -> None:
    numbers = [row[0].strip("| ") for row in ROWS]
    assert numbers == [str(n) for n in range(1, 41)] + [f"E{n}" for n in range(1, 33)]


@pytest.mark.parametrize("row", [pytest.param(row, id=row[0].strip("| ")) for row in ROWS])
def test_a_row_names_what_exists(row: list[str]) -> None:
    places = " ".join([row[-1], *([row[2]] if len(row) == 5 else [])])
    named = re.findall(r"`([^`]+)`", places)
    assert named, places
    for name in named:
        if name.startswith("../"):
            assert (MODELS / name).exists(), name
        elif name.endswith(".py"):
            assert name in FILES, name
        else:
            module, attribute = name.split(".")
            if module == "pictures":
                pytest.importorskip("matplotlib")
            assert hasattr(importlib.import_module(f"models.{module}"), attribute), name


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)]+)\)", TEXT))))
def test_a_link_leads_somewhere(target: str) -> None:
    assert (MODELS / target).exists()


def test_every_wrong_program_is_in_the_table() -> None:
    programs = {path.name for path in (ROOT / "tests/examples/course_notes/wrong").glob("*.py")}
    assert {name for name in programs if f"`{name}`" not in TEXT} == set()
