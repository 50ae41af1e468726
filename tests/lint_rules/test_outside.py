"""A function that reads what the loop writes makes the steps depend on each other; one that calls itself is no map."""

from __future__ import annotations

import pytest

from shapeguard.linting import check

ABOUT = """import numpy as np
o = np.zeros(5)
p = np.zeros(5)
w = np.ones(5)
k = 2.0
s = 0.0
def scale(x):
    return x * o[0] + k
def through(x):
    return scale(x) * 2
last = lambda x: x + o[-1]
def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)
def even(n):
    return True if n == 0 else odd(n - 1)
def odd(n):
    return False if n == 0 else even(n - 1)
"""
DEPENDENT = [
    "for i in range(5):\n    o[i] = scale(w[i])",
    "for i in range(5):\n    o[i] += through(w[i])",
    "for i in range(5):\n    o[i] = last(w[i])",
    "for i in range(5):\n    s += scale(w[i])\n    o[i] = s",
    "for k in w:\n    s += scale(k)",
    "for i in range(5):\n    o[i] = fact(i)",
    "p = np.vectorize(even)(w)",
    "p = np.array([odd(x) for x in w])",
]


@pytest.mark.parametrize("program", DEPENDENT)
def test_nothing_is_said(program: str) -> None:
    assert check(f"{ABOUT}{program}\n", select=["SG301", "SG999"]) == []


def test_a_function_that_reads_other_names_is_none() -> None:
    (finding,) = check(f"{ABOUT}for i in range(5):\n    p[i] = scale(w[i])\n", select=["SG301", "SG999"])
    assert finding.fix is not None
