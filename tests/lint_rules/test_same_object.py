"""Other names for what a loop changes: they see after the fix what they saw after the loop."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.running import names_after

ABOUT = """import numpy as np
X = np.array([[1.5, 2.0], [3.0, -1.0], [0.5, 0.25]])
zero = np.zeros(2)
none = np.zeros(2, dtype=int)
counts = np.zeros(3, dtype=np.uint8)
floats = np.zeros(3)
labels = np.array([0, -1, 2, 2])
total = 0
"""
APPENDED = "v = X[:, 0].copy()\nfor x in v:\n    if x > 1:\n        p.append(x)\n    else:\n        q.append(x)\n"


def run(source: str) -> list[Any]:
    names = names_after(source)
    return [names.get(name) for name in ("zero", "none", "s", "counts", "floats", "total", "p", "q")]


def assert_alike(source: str, fixed: str) -> None:
    for before, after in zip(run(source), run(fixed), strict=True):
        np.testing.assert_array_equal(after, before)


@pytest.mark.parametrize(
    ("loop", "line"),
    [
        ("s = zero\nfor i in range(3):\n    s = s + X[i]", "s = s + np.sum(X, axis=0)"),
        ("s = none\nfor i in range(3):\n    s = s + X[i]", "s = s + np.sum(X, axis=0)"),
        ("s = none\nfor i in range(3):\n    s = s - X[i]", "s = s - np.sum(X, axis=0)"),
        ("for i in range(3):\n    total = total + X[i, 0]", "total += np.sum(X[:, 0])"),
        (
            "s = zero\nfor i in range(3):\n    if X[i, 0] > 1:\n        s = s + X[i, 1]",
            "s = s + np.sum(np.where(X[:, 0] > 1, X[:, 1], 0))",
        ),
        (
            "s = zero\nfor i in range(3):\n    if X[i, 0] > 1:\n        s += X[i, 1]",
            "s += np.sum(np.where(X[:, 0] > 1, X[:, 1], 0))",
        ),
        (
            "s = zero\nfor i in range(3):\n    if X[i, 0] > 1:\n        s = s + 1\n    else:\n        s = s + X[i, 1]",
            "s = s + np.sum(np.where(X[:, 0] > 1, 1, X[:, 1]))",
        ),
        (
            "for i in range(3):\n    if X[i, 0] > 1:\n        total = total + 1",
            "total += int(np.count_nonzero(X[:, 0] > 1))",
        ),
        ("for i in range(4):\n    counts[labels[i]] += 1", "np.add.at(counts, labels, 1)"),
        ("for i in range(4):\n    floats[labels[i]] += 1", "np.add.at(floats, labels, 1)"),
    ],
)
def test_sums_leave_other_names_alone(loop: str, line: str) -> None:
    source = f"{ABOUT}{loop}\n"
    fixed = fix_text(source, check, ("safe", "unsafe")).text
    assert fixed.splitlines()[-1] == line
    assert_alike(source, fixed)


def test_two_spellings_in_two_branches_are_left_alone() -> None:
    branches = "    if X[i, 0] > 1:\n        s = s + 1\n    else:\n        s += X[i, 1]\n"
    source = f"{ABOUT}s = zero\nfor i in range(3):\n{branches}"
    assert "SG301" not in {finding.code for finding in check(source)}


@pytest.mark.parametrize("lists", ["p = []\nq = p", "p = q = []", "p = []\nd = {'p': p}\nq = d['p']"])
def test_one_list_under_two_names_keeps_its_order(lists: str) -> None:
    source = f"{ABOUT}{lists}\n{APPENDED}"
    assert_alike(source, fix_text(source, check, ("safe", "unsafe")).text)
    assert not [finding for finding in check(source) if finding.code == "SG301" and finding.fix]


@pytest.mark.parametrize("lists", ["p = []\nq = []", "p, q = [], []"])
def test_two_lists_are_filled_one_by_one(lists: str) -> None:
    source = f"{ABOUT}{lists}\n{APPENDED}"
    fixed = fix_text(source, check, ("safe", "unsafe")).text
    assert fixed.splitlines()[-2:] == ["p.extend(v[v > 1])", "q.extend(v[~(v > 1)])"]
    assert_alike(source, fixed)
