"""What holds at the first turn of a loop outside is not written into the code: mended, it does the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.running import names_after

ABOUT = """import numpy as np
x = np.arange(9.0)
s = np.zeros(9)
y = None
"""
INNER = "    for j in range({}):\n        s[j] = s[j] + x[j] + 1\n"
LENGTHENED = [
    "y = [[x[j] * 2 for j in range(i)] for i in range(3)]",
    "k = 1\nfor t in range(3):\n    k += 1\n    y = [x[j] * 2 for j in range(k)]",
    "for t in range(3):\n    n = t + 1\n" + INNER.format("n"),
    "k = 0\nfor t in range(3):\n    k = k + 1\n" + INNER.format("k"),
    "a, b = 1, 1\nfor t in range(3):\n" + INNER.format("a") + "    a, b = b, a + b\n",
    "class C: pass\nc = C()\nc.n = 1\nfor t in range(3):\n" + INNER.format("c.n") + "    c.n += 1\n",
    "d = {'n': 1}\nfor t in range(3):\n" + INNER.format("d['n']") + "    d['n'] += 1\n",
    "l = [1]\nfor t in range(3):\n" + INNER.format("len(l)") + "    l.append(1)\n",
    "z = np.ones(1)\nfor t in range(3):\n" + INNER.format("len(z)") + "    z = np.append(z, 1.)\n",
    "for t in range(1, 4):\n    z = x[:t]\n" + INNER.format("len(z)"),
]
COUNTED_ELSEWHERE = "k = 1\ndef count():\n    global k\n    k += 1\nfor t in range(3):\n    count()\n" + INNER.format(
    "k"
)


def run(source: str) -> list[Any]:
    names = names_after(source)
    return [names["s"], names["y"]]


@pytest.mark.parametrize("program", LENGTHENED)
def test_a_loop_of_another_length_at_every_turn_is_left_alone(program: str) -> None:
    assert not [finding.message for finding in check(f"{ABOUT}{program}\n") if finding.code == "SG301"]


def test_a_count_that_a_function_changes_is_written_by_its_name() -> None:
    source = ABOUT + COUNTED_ELSEWHERE
    fixed = fix_text(source, check, ("safe", "unsafe")).text
    assert fixed.endswith("    s[:k] = s[:k] + x[:k] + 1\n")
    for before, after in zip(run(source), run(fixed), strict=True):
        np.testing.assert_array_equal(after, before)


@pytest.mark.parametrize(
    ("stop", "line"),
    [("n - 2", "s[:n - 2] = x[:n - 2]"), ("len(x) - 2", "s[:-2] = x[:-2]"), ("n", "s[:n] = x[:n]")],
)
def test_the_end_is_written_as_its_author_counts(stop: str, line: str) -> None:
    source = f"{ABOUT}n = 5\nfor i in range({stop}):\n    s[i] = x[i]\n"
    fixed = fix_text(source, check).text
    assert fixed == f"{ABOUT}n = 5\n{line}\n"
    np.testing.assert_array_equal(run(fixed)[0], run(source)[0])
