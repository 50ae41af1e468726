"""Turns of a loop, one after the other: what the first leaves behind meets the second; iterators are used up."""

from __future__ import annotations

import pytest
from implied_findings import problems

HEADER = "import numpy as np\nfrom itertools import tee\n"

TWINS = {
    "a power iteration": (
        "def f(A, steps):\n    n, d = A.shape\n    v = np.ones((d, 1))\n    for _ in range(steps):\n"
        "        v = {}\n        v = v / np.linalg.norm(v)\n    return v\n",
        "A @ v",
        "A.T @ (A @ v)",
    ),
    "a state that is turned": (
        "def f(A):\n    n, d = A.shape\n    S = np.zeros((n, d))\n    while S.sum() < 3:\n        S = (S + A){}\n",
        ".T",
        "",
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_second_turn_fails(name: str) -> None:
    template, wrong, right = TWINS[name]
    assert problems(HEADER + template.replace("{}", wrong))
    assert not problems(HEADER + template.replace("{}", right))


SILENT = {
    "one turn and no other": "A = np.zeros((3, 4))\nv = np.ones((4, 1))\nfor l in range(1):\n    v = A @ v\n",
    "rows appended": (
        "def f(d):\n    A = np.zeros((1, d))\n    for i in range(9):\n        A = np.vstack([A, np.ones((1, d))])\n"
    ),
    "halved together": (
        "def f(n):\n    x, y = np.zeros(n), np.ones(n)\n    while x.size > 1:\n        x, y = x[::2] + y[::2], y[::2]\n"
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_goes_well_is_left_alone(name: str) -> None:
    assert not problems(HEADER + SILENT[name])


ITERATORS = {
    "zip": "zip([1, 2, 3], [4, 5, 6])",
    "iter": "iter([(1, 4), (2, 5), (3, 6)])",
    "map": "map(tuple, [(1, 4), (2, 5), (3, 6)])",
    "enumerate": "enumerate([4, 5, 6])",
    "reversed": "reversed([(1, 4), (2, 5), (3, 6)])",
    "a generator": "((i, i + 3) for i in range(3))",
    "tee": "tee([(1, 4), (2, 5), (3, 6)])[1]",
}


@pytest.mark.parametrize("name", ITERATORS)
def test_an_iterator_that_was_read_from_is_shorter(name: str) -> None:
    source = f"{HEADER}pairs = {ITERATORS[name]}\nnext(pairs)\nnp.array(list(pairs)) + np.zeros((2, 2))\n"
    assert not problems(source)


def test_an_iterator_that_is_read_once_is_whole() -> None:
    assert problems(HEADER + "pairs = zip([1, 2, 3], [4, 5, 6])\nnp.array(list(pairs)) + np.zeros((2, 2))\n")
