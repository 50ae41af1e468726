"""Constants are declared final where that is what they are."""

import pytest

from compiling.constants import made_final

HEAD = "from __future__ import annotations"
TOLD = HEAD + "; from typing import Final as _Final\n"


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("MOST = 3", "MOST: _Final = 3"),
        ("_MOST_NAMES = {}", "_MOST_NAMES: _Final = {}"),
        ("TABLE: dict[str, int] = {}", "TABLE: _Final[dict[str, int]] = {}"),
        ("ÄRA: int = 1\nB1: int = 2", "ÄRA: int = 1\nB1: _Final[int] = 2"),
        ("TABLE = {\n    'a': 1,\n}", "TABLE: _Final = {\n    'a': 1,\n}"),
    ],
)
def test_made_final(written, declared):
    assert made_final(f"{HEAD}\n{written}\n") == f"{TOLD}{declared}\n"


@pytest.mark.parametrize(
    "written",
    [
        "most = 3",
        "Most = 3",
        "MOST = 3\nMOST = 4",
        "MOST = 3\ndef f():\n    global MOST\n    MOST = 4",
        "def f():\n    MOST = 3",
        "T = TypeVar('T')",
        "MOST: Final = 3",
        "MOST: int",
        "NAMES: TypeAlias = 'dict[str, int]'",
        "A, B = 1, 2",
    ],
)
def test_left_alone(written):
    text = f"{HEAD}\n{written}\n"
    assert made_final(text) == text


def test_a_constant_that_a_loop_binds_too_is_left_alone():
    text = f"{HEAD}\nITEM = 3\nfor ITEM in range(3):\n    pass\n"
    assert made_final(text) == text
