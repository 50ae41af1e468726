"""What a condition keeps from failing is not computed for all: no fix where an index or a power may fail."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.likeness import is_alike
from tests.lint_rules.running import names_after

ABOUT = """import numpy as np
a = np.array([4.0, -9.0, 16.0, 0.0])
b = np.array([2, 3, 5, 7])
e = np.array([1, -2, 0, 2])
idx = np.array([0, 9, 2, 1])
t = np.array([1.0, 2.0, 3.0, 4.0])
o = np.zeros(4)
y = np.ones(4, dtype=int)
def take(k):
    return t[k] * 2
r = 0
"""
NO_FIX = [
    "for i in range(4):\n    if idx[i] < 4:\n        o[i] = t[idx[i]]",
    "for i, k in enumerate(idx):\n    o[i] = t[k] if k < 4 else 0.",
    "for i, k in enumerate(idx):\n    o[i] = take(k) if k < 4 else 0.",
    "for i in range(4):\n    if idx[i] < 4:\n        o[i] += t[idx[i]]",
    "for k in idx:\n    if k < 4:\n        r += t[k]",
    "r = sum(1 for k in idx if k < 4 and t[k] > 1)",
    "r = all(k == 9 or t[k] > 0 for k in idx)",
    "r = any(t[k] > 0 for k in idx)",
    "for i in range(4):\n    if e[i] >= 0:\n        y[i] = b[i] ** e[i]",
]
SAFE = [
    "r = [t[k] for k in idx if k < 4]",
    "r = [np.sqrt(x) for x in a if x >= 0]",
    "r = [u / v for u, v in zip(t, a) if v]",
    "r = [x * 2 for x in a if x >= 0]",
]
UNSAFE = [
    "for i in range(4):\n    o[i] = np.sqrt(a[i]) if a[i] >= 0 else 0.0",
    "for i in range(4):\n    if a[i]:\n        o[i] = 1 / a[i]",
    "r = [u % v for u, v in zip(b, e) if v]",
    "r = any(1 / x > 0 for x in a)",
]


def run(source: str) -> list[Any]:
    names = names_after(source)
    return [names["o"], names["y"], names["r"]]


def fixes(source: str) -> list[str]:
    findings = [finding for finding in check(source) if finding.code == "SG301"]
    assert findings
    return [finding.fix.applicability for finding in findings if finding.fix]


@pytest.mark.parametrize("program", NO_FIX)
def test_what_may_fail_unguarded_gets_no_fix(program: str) -> None:
    run(ABOUT + program)
    assert fixes(f"{ABOUT}{program}\n") == []


@pytest.mark.parametrize("program", SAFE)
def test_what_is_computed_of_the_kept_only_is_safe(program: str) -> None:
    source = f"{ABOUT}{program}\n"
    assert fixes(source) == ["safe"]
    fixed = fix_text(source, check).text
    with np.errstate(all="raise"):
        assert is_alike(run(source), run(fixed))


@pytest.mark.parametrize("program", UNSAFE)
def test_what_may_warn_unguarded_is_unsafe(program: str) -> None:
    assert fixes(f"{ABOUT}{program}\n") == ["unsafe"]
