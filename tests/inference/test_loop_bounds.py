"""Indices that a loop counts beyond the end of an axis, and loops that never come to them."""

from __future__ import annotations

import pytest
from implied_findings import problems

HEADER = "import numpy as np\nX = np.ones((80, 2))\nw = np.zeros(2)\n"

BEYOND = {
    "a swapped axis": "for j in range(X.shape[0]):\n    X[:, j] += 1",
    "a vector of the other length": "for j in range(len(X)):\n    w[j] = 1.0",
    "read within a call": "for j in range(80):\n    print(X[0, j])",
    "both, swapped": "for i in range(2):\n    for j in range(80):\n        X[j, i] = X[i, j]",
    "the outer one": "for i in range(80):\n    for j in range(20):\n        X[j, i] = 0.0",
    "in a function that is called": "def f(A):\n    for j in range(A.shape[0]):\n        A[:, j] += 1\nf(X)",
    "after other statements": "for j in range(80):\n    k = j + 1\n    print(k)\n    w[j] = k",
    "a while loop behind it": "for j in range(80):\n    w[j] = 1.0\n    k = 3\n    while k:\n        k -= 1",
}

WITHIN = {
    "the right axis": "for j in range(X.shape[0]):\n    X[j, :] += 1",
    "many columns": "Y = np.ones((2, 80))\nfor j in range(Y.shape[1]):\n    Y[:, j] += 1",
    "left early": "for j in range(80):\n    w[j] = 1.0\n    if w.sum() > 1:\n        break",
    "returned from": "def f(A):\n    for j in range(80):\n        A[0, j] = 1\n        if j:\n            return\nf(X)",
    "yielded": "def f(A):\n    for j in range(80):\n        yield A[:, j]\nnext(f(X))",
    "behind a condition": "for j in range(80):\n    if j < 2:\n        X[:, j] += 1",
    "behind a continue": "for j in range(80):\n    if j >= 2:\n        continue\n    X[:, j] += 1",
    "half of a condition": "for j in range(80):\n    k = X[0, j] if j < 2 else 0.0\n    k = j < 2 and X[0, j]",
    "a later function": "fs = []\nfor j in range(80):\n    fs.append(lambda: X[0, j])",
    "a counter that is changed": "for j in range(80):\n    j = j % 2\n    X[:, j] += 1",
    "an array that grows": "v = np.ones(2)\nfor j in range(80):\n    print(v[j])\n    v = np.append(v, 1.0)",
    "a slice": "for j in range(80):\n    print(X[:, j:])",
    "a new axis before it": "for j in range(80):\n    print(X[None, j])",
    "an ellipsis before it": "Y = np.ones((2, 80))\nfor j in range(80):\n    print(Y[..., j])",
    "no turn inside": "for i in range(80):\n    for j in range(0):\n        X[j, i] = 0.0",
    "a try": "for j in range(80):\n    try:\n        X[:, j] += 1\n    except IndexError:\n        pass",
    "a try around": "try:\n    for j in range(80):\n        X[:, j] += 1\nexcept IndexError:\n    pass",
    "a list": "xs = [1.0, 2.0]\nfor j in range(80):\n    xs.append(xs[j])",
    "another range": "def range(n):\n    return (0, 1)\nfor j in range(80):\n    X[:, j] += 1",
}


@pytest.mark.parametrize("name", BEYOND)
def test_an_index_that_the_loop_counts_beyond_the_end_is_told(name: str) -> None:
    assert {(severity, code) for severity, _, code in problems(HEADER + BEYOND[name])} == {("error", "SG409")}
    with pytest.raises(IndexError):
        exec(HEADER + BEYOND[name], {})


@pytest.mark.parametrize("name", WITHIN)
def test_nothing_is_told_of_a_loop_that_never_comes_there(name: str) -> None:
    assert problems(HEADER + WITHIN[name]) == set()
    exec(HEADER + WITHIN[name], {})
