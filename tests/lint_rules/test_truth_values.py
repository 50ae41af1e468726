"""A number that counts as true makes a mask, never an index: each program is mended, run both ways, and compared."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.running import names_after

ABOUT = """import numpy as np
names = np.array([2, 0, 3, 1])
w = np.array([1, 0, 2, 0])
f = np.array([0.5, 0.0, np.nan, -1.0])
mask = np.array([True, False, True, False])
A = np.zeros(4)
x = np.arange(4.0)
s = 0
found = []
"""
PROGRAMS = {
    "found = [n for n in names if n]": "found = list(names[names != 0])",
    "found = [v for v, n in zip(x, f) if n]": "found = list(x[f != 0])",
    "found = [v for v, n in zip(x, mask) if n]": "found = list(x[mask])",
    "s = sum(1 for n in names if n)": "s = int(np.count_nonzero(names != 0))",
    "s = sum(v for v, n in zip(x, w) if n)": "s = np.sum(x[w != 0])",
    "s = sum(v for v, n in zip(x, w) if n % 2)": "s = np.sum(x[w % 2 != 0])",
    "for i in range(4):\n    if w[i]:\n        A[i] = 1.0": "A[w != 0] = 1.0",
    "for i in range(4):\n    if not w[i]:\n        A[i] = 1.0": "A[w == 0] = 1.0",
    "for i in range(4):\n    if f[i]:\n        A[i] = 1.0": "A[f != 0] = 1.0",
    "for i in range(4):\n    if mask[i]:\n        A[i] = 1.0": "A[mask] = 1.0",
    "for i in range(4):\n    if w[i]:\n        A[i] = 1.0\n    else:\n        A[i] = 2": "A[:] = np.where(w, 1.0, 2)",
    "for i in range(4):\n    A[i] = 1.0 if w[i] else A[i]": "A[:] = np.where(w, 1.0, A)",
    "for i in range(4):\n    if w[i]:\n        s += x[i]": "s += np.sum(x[w != 0])",
    "for i in range(4):\n    if w[i]:\n        found.append(x[i])": "found.extend(x[w != 0])",
}


def run(source: str) -> list[Any]:
    names = names_after(source)
    return [names["A"], names["s"], names["found"]]


@pytest.mark.parametrize(("program", "expected"), PROGRAMS.items())
def test_a_truth_value_becomes_a_mask(program: str, expected: str) -> None:
    fixed = fix_text(ABOUT + program + "\n", check, ("safe", "unsafe")).text
    assert fixed == ABOUT + expected + "\n"
    for before, after in zip(run(ABOUT + program), run(fixed), strict=True):
        np.testing.assert_array_equal(after, before)
