"""Functions that call themselves: what the base case returns holds where one more round keeps it."""

from __future__ import annotations

import pytest
from constructs import written
from implied_findings import problems

HEAD = "import numpy as np\n"
RECURSIVE = {
    "base": "def power(a, n):\n    if n == 0:\n        return a\n    return power(a, n - 1) * 2\npower(A, 3) @ X",
    "nested use": (
        "def g(k, n):\n    if n == 0:\n        return k * 2\n    out = g(k, n - 1)\n    return out + k\n"
        "import sys\ng(A, len(sys.argv)) @ X"
    ),
    "inside": (
        "def tree(a, depth):\n    if depth == 0:\n        return None\n    a @ X\n"
        "    return tree(a, depth - 1)\ntree(A, 3)"
    ),
    "method": (
        "class T:\n    def grow(self, a, depth):\n        if depth > 3:\n            return a.mean(axis=0)\n"
        "        m = self.grow(a, depth + 1)\n        return m\nT().grow(np.ones((5,3)), 0) @ X"
    ),
    "symbolic": (
        "def power(a, n):\n    if n == 0:\n        return np.eye(a.shape[0])\n    half = power(a, n // 2)\n"
        "    return half @ half @ a\ndef g(k):\n    return power(np.ones((3, 3)), k) @ X\n"
    ),
    "a tree of dicts": (
        "def build(a, depth):\n    if depth == 0:\n        return {'value': A}\n"
        "    return {'left': build(a, depth - 1), 'value': A}\nbuild(A, 2)['value'] @ X"
    ),
    "a tree of objects": (
        "class Node:\n    def __init__(self, W, left=None):\n        self.W = W\n        self.left = left\n"
        "def build(depth):\n    if depth == 0:\n        return Node(A)\n    return Node(A, build(depth - 1))\n"
        "build(len(A)).W @ X"
    ),
    "a generator": (
        "def walk(depth):\n    if depth:\n        yield from walk(depth - 1)\n    yield A\n"
        "for a in walk(len(A)):\n    a @ X"
    ),
}
SILENT = {
    "an argument that only the result tells": """
        def grown(a, n):
            if n == 0:
                return a, grown
            b, again = grown(a, n - 1)
            if n > 1:
                b + np.ones(5)
            return again(np.ones(5), n - 1)
        grown(np.ones(3), 4)
        """,
    "a result as long as the argument": """
        def fft(x):
            N = x.shape[0]
            if N <= 1:
                return x
            even, odd = fft(x[::2]), fft(x[1::2])
            factor = np.exp(-2j * np.pi * np.arange(N) / N)
            return np.concatenate([even + factor[: N // 2] * odd, even + factor[N // 2 :] * odd])
        fft(np.ones(8)) + np.ones(8)
        """,
    "a result that grows": """
        def hadamard(n):
            if n == 0:
                return np.ones((1, 1))
            H = hadamard(n - 1)
            return np.block([[H, H], [H, -H]])
        hadamard(2) @ np.ones((4, 2))
        """,
    "blocks of the argument": """
        def product(A, B):
            h = A.shape[0] // 2
            if h == 0:
                return A * B
            top = product(A[:h, :h], B[:h, :h]) + product(A[:h, h:], B[h:, :h])
            low = product(A[h:, :h], B[:h, :h]) + product(A[h:, h:], B[h:, :h])
            return np.vstack([np.hstack([top, top]), np.hstack([low, low])])
        product(np.ones((8, 8)), np.ones((8, 8))) @ np.ones((8, 3))
        """,
    "None at the leaves": """
        def build(a):
            if len(a) == 0:
                return None
            return {"p": a[0], "left": build(a[1:])}
        tree = build(np.ones((5, 3)))
        tree["left"]["p"] @ np.ones((3, 2))
        """,
}


@pytest.mark.parametrize("name", RECURSIVE)
def test_the_bug_behind_a_recursion_is_found(name: str) -> None:
    assert problems(HEAD + written(RECURSIVE[name], right=False))


@pytest.mark.parametrize("name", RECURSIVE)
def test_the_correct_twin_is_silent(name: str) -> None:
    assert problems(HEAD + written(RECURSIVE[name], right=True)) == set()


@pytest.mark.parametrize("name", SILENT)
def test_what_depends_on_the_argument_is_not_taken_from_the_base_case(name: str) -> None:
    assert problems("        " + HEAD + SILENT[name]) == set()
