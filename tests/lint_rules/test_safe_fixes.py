"""What a safe fix leaves behind cannot be told from what the loop left: types, dtypes, values, memory."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.likeness import is_alike

ABOUT = """import numpy as np
m = 6
a = np.linspace(-2.0, 3.0, 6)
out = np.zeros(6)
n = np.arange(6)
n8 = np.zeros(6, dtype=np.int8)
R = np.arange(18.0).reshape(6, 3)
r = []
"""
SAFE = [
    "for i in range(m):\n    out[i] = a[i] + 1e999",
    "for i in range(m - 2):\n    r.append(a[i:i + 3] * 2)",
    "for i in range(m):\n    r.append(R[i])",
    "for i in range(m):\n    r.append(a[i] > 1 and a[i] < 2)",
    "for i in range(m):\n    if not a[i] > 1:\n        r.append(a[i])",
    "for i in range(m):\n    n8[i] = n8[i] * 2 + 100",
    "for i in range(m):\n    n8[i] += 100",
    "for i in range(m):\n    if a[i] > 1:\n        n8[i] = 100",
    "for i in range(m):\n    out[i] = n[i] * 100",
    "r = [a[i] for i in range(m) if i > 2]",
    "r = np.asarray([v for v in a])",
    "r = np.asarray([v for v in a], dtype=float)",
    "r = np.fromiter((v for v in a), float)",
]
UNSAFE = [
    "for i in range(m):\n    out[i] = 1e999 if a[i] > 1 else a[i]",
    "for i in range(1, m):\n    if a[i] > 1:\n        r.append(i)",
    "for i in range(0, m, 2):\n    if a[i] > 1:\n        r.append(i)",
    "for i in range(m - 2):\n    r.append(a[i:i + 3])",
    "for i in range(1, m - 2):\n    r.append(a[i:i + 3])",
    "for i in range(m):\n    if a[i] > 0:\n        r.append(R[i])",
    "for i in range(m):\n    r.append(not a[i] > 1)",
    "for i in range(m):\n    r.append(not n[i])",
    "for i in range(m):\n    n8[i] = n[i] * 100",
    "for i in range(m):\n    n8[i] = i * 100",
    "for i in range(m):\n    n8[i] += n[i] * 100",
    "for i in range(m):\n    if a[i] > 4:\n        n8[i] = 300",
    "r = [not v > 0 for v in a]",
    "r = tuple(i / 2 for i in range(m) if a[i] > 0)",
]
NO_FIX = [
    "for i in range(m):\n    out[i] = 1180591620717411303424 if a[i] > 1 else 0",
    "for i in range(m):\n    if a[i] > 1:\n        out[i] = 1180591620717411303424",
    "for i in range(m):\n    n8[i] += 9223372036854775808",
]


def fixes(source: str) -> list[str]:
    findings = [finding for finding in check(source) if finding.code == "SG301"]
    return [finding.fix.applicability for finding in findings if finding.fix]


def run(source: str) -> list[Any]:
    """What a program leaves, and whose memory the arrays of the list look at; or the error that it ends with."""
    names: dict[str, Any] = {}
    try:
        exec(source, names)
    except (ArithmeticError, ValueError) as error:
        return [type(error)]
    results = [*names["r"], names["r"]]
    looked_at = [
        [name for name in ("a", "R") if np.shares_memory(result, names[name])]
        for result in results
        if isinstance(result, np.ndarray)
    ]
    return [names["out"], names["n8"], names["r"], looked_at]


@pytest.mark.parametrize("program", SAFE)
def test_a_safe_fix_leaves_what_the_loop_left(program: str) -> None:
    source = f"{ABOUT}{program}\n"
    assert fixes(source) == ["safe"]
    fixed = fix_text(source, check).text
    assert fixed != source
    assert is_alike(run(source), run(fixed))


@pytest.mark.parametrize("program", UNSAFE)
def test_what_can_be_told_from_the_loop_is_unsafe(program: str) -> None:
    assert fixes(f"{ABOUT}{program}\n") == ["unsafe"]


@pytest.mark.parametrize("program", UNSAFE[1:])
def test_it_can_be_told(program: str) -> None:
    source = f"{ABOUT}{program}\n"
    assert not is_alike(run(source), run(fix_text(source, check, ("unsafe",)).text))


@pytest.mark.parametrize("program", NO_FIX)
def test_no_fix_for_a_number_that_an_int64_does_not_hold(program: str) -> None:
    assert fixes(f"{ABOUT}{program}\n") == []


def test_the_help_says_that_windows_are_read_only() -> None:
    (finding,) = [
        one for one in check(f"{ABOUT}for i in range(m - 2):\n    r.append(a[i:i + 3])\n") if one.code == "SG301"
    ]
    assert finding.help.endswith("it keeps windows that are read-only")


@pytest.mark.parametrize(
    "lines",
    [
        "m = 0.0\nfor v in w:\n    m = max(m, v)",
        "m = 0.0\nfor v in w:\n    if v < m:\n        m = v",
        "m = max(v for v in w)",
    ],
)
def test_an_extremum_of_nan_is_unsafe_and_the_help_says_so(lines: str) -> None:
    source = f"{ABOUT}w = np.array([1.0, np.nan, -3.0])\n{lines}\nr.append(m)\n"
    (finding,) = [one for one in check(source) if one.code == "SG301"]
    assert finding.fix is not None and finding.fix.applicability == "unsafe"
    assert finding.help.endswith("it may treat NaN otherwise")
