"""Sums of truth values and small integers are counted as the loop counts them; ``math`` of them is left alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.running import names_after

ABOUT = """import numpy as np
import math
mask = np.array([True, True, False])
also = np.array([True, True, True])
small = np.array([9, 5, 3], dtype=np.int8)
a = np.array([1.0, 2.0, 3.0])
o = np.zeros(3)
s = 0
last = 0.0
"""
SUMS = {
    "for x, y in zip(mask, also):\n    s += x * y": "s += np.sum(mask * also)",
    "for x, y in zip(small, small):\n    s += x * y": "s += np.sum(small * small)",
    "for x, y in zip(a, small):\n    s += x * y": "s += np.dot(a, small)",
    "for x in a:\n    if x > 1:\n        s += 1": "s += int(np.count_nonzero(a > 1))",
}
SILENT = ["for i in range(3):\n    last = a[i] * 2", "for x in a:\n    last = x + 1\n    s = last * 2"]
NO_FIX = [
    "for i in range(3):\n    o[i] = math.exp(small[i] / 50)",
    "for i in range(3):\n    o[i] = math.sqrt(mask[i])",
    "for i in range(3):\n    o[i] = small[i] if small[i] > 3 else 1000",
    "o = np.array([x if x > 3 else 1000 for x in small])",
    "o = np.array([x if x > 3 else -1 for x in small])",
]


def run(source: str) -> Any:
    names = names_after(source)
    return names["s"]


@pytest.mark.parametrize(("program", "expected"), SUMS.items())
def test_a_sum_is_the_loop_s(program: str, expected: str) -> None:
    fixed = fix_text(f"{ABOUT}{program}\n", check, ("safe", "unsafe")).text
    assert fixed == f"{ABOUT}{expected}\n"
    with np.errstate(all="ignore"):
        assert run(fixed) == run(ABOUT + program)


@pytest.mark.parametrize("program", SILENT)
def test_nothing_is_said_of_a_loop_that_leaves_its_last_sample(program: str) -> None:
    assert check(f"{ABOUT}{program}\n", select=["SG301"]) == []


@pytest.mark.parametrize("program", NO_FIX)
def test_what_small_integers_may_not_hold_gets_no_fix(program: str) -> None:
    assert [finding.fix for finding in check(f"{ABOUT}{program}\n", select=["SG301"])] == [None]
