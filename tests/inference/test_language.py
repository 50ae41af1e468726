"""Shapes through Python's own constructs: each bug is found, and its correct twin is silent."""

from __future__ import annotations

import pytest
from implied_findings import problems

from shapeguard.inference.reveal import reveal

HEAD = "import numpy as np\nfrom dataclasses import dataclass\nfrom shapeguard import Float, guard\n"
FIT = (
    "@guard\n@dataclass(frozen=True)\nclass Fit:\n"
    "    w: Float[np.ndarray, '(nx, 1)']\n    X: Float[np.ndarray, '(nx, m)']\n"
)
A, B = "np.ones((2, 3))", "np.ones((3, 2))"
PAIRS = {
    "match": (f"match 1:\n    case k:\n        a = {A}\na @ {A}", f"match 1:\n    case k:\n        a = {A}\na @ {B}"),
    "finally": (f"try:\n    a = {A}\nfinally:\n    b = {A}\na @ b", f"try:\n    a = {A}\nfinally:\n    b = {B}\na @ b"),
    "with": (f"with open('x') as f:\n    a = {A}\na @ {A}", f"with open('x') as f:\n    a = {A}\na @ {B}"),
    "closure": (
        f"def f(W):\n    def g(x):\n        return W @ x\n    return g({A})\nf({A})",
        f"def f(W):\n    def g(x):\n        return W @ x\n    return g({B})\nf({A})",
    ),
    "lambda": (f"f = lambda x: x @ {A}\nf({A})", f"f = lambda x: x @ {A}\nf({B})"),
    "walrus": (f"if (a := {A}).any():\n    a @ {A}", f"if (a := {A}).any():\n    a @ {B}"),
    "comprehension": (f"s = [{A} for _ in range(4)]\ns[0] @ {A}", f"s = [{A} for _ in range(4)]\ns[0] @ {B}"),
    "default argument": (f"def f(x, W={A}):\n    return W @ x\nf({A})", f"def f(x, W={A}):\n    return W @ x\nf({B})"),
    "star arguments": (
        f"def f(x, W):\n    return W @ x\npair = ({A}, {A})\nf(*pair)",
        f"def f(x, W):\n    return W @ x\npair = ({A}, {B})\nf(*pair)",
    ),
    "dict of parameters": (
        f"p = {{}}\nfor l in range(1, 3):\n    p['W' + str(l)] = {A}\np['W1'] @ p['W2']",
        f"p = {{}}\nfor l in range(1, 3):\n    p['W' + str(l)] = {A}\np['W1'] @ p['W2'].T",
    ),
    "list of layers": (
        f"layers = [{A}, {A}]\nx = np.ones((3, 1))\nfor W in layers:\n    x = W @ x",
        f"layers = [{A}, {B}]\nx = np.ones((3, 1))\nfor W in layers:\n    x = W @ x",
    ),
    "partial": (
        f"from functools import partial\ndef f(W, x):\n    return W @ x\npartial(f, {A})({A})",
        f"from functools import partial\ndef f(W, x):\n    return W @ x\npartial(f, {A})({B})",
    ),
    "inheritance": (
        f"class P:\n    def run(self, x):\n        return {A} @ x\nclass C(P):\n    pass\nC().run({A})",
        f"class P:\n    def run(self, x):\n        return {A} @ x\nclass C(P):\n    pass\nC().run({B})",
    ),
    "fields of a dataclass": (
        FIT + "@guard\ndef f(fit: Fit) -> None:\n    z = fit.X @ fit.w",
        FIT + "@guard\ndef f(fit: Fit) -> None:\n    z = fit.X.T @ fit.w",
    ),
    "slice object": (f"rows = slice(0, 2)\n{B}[rows] @ np.ones((3, 2))", f"rows = slice(0, 2)\n{B}[rows] @ {A}"),
}


@pytest.mark.parametrize("name", PAIRS)
def test_the_bug_is_found(name: str) -> None:
    assert problems(HEAD + PAIRS[name][0])


@pytest.mark.parametrize("name", PAIRS)
def test_the_correct_twin_is_silent(name: str) -> None:
    assert problems(HEAD + PAIRS[name][1]) == set()


def test_lengths_that_a_call_chooses_are_never_held_against_numbers() -> None:
    """What comes back may well be a column: a general contract of the result does not say otherwise."""
    make = FIT + "import lib\n@guard\ndef make() -> Fit:\n    return lib.make()\n"
    assert problems(HEAD + make + "np.ones((1, 3)) @ make().w\n" + "make().X + np.ones((4, 5))") == set()


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("@guard\ndef f(fit: Fit) -> None:\n    w = fit.w", "# w: (nx, 1)"),
        (
            "import contextlib\ndef f(a: Fit):\n    with contextlib.suppress(ValueError):\n        G = a.X @ a.X.T",
            "# G: (nx, nx)",
        ),
        ("import lib\ndef g() -> tuple[Fit, int]:\n    return lib.g()\nfit, n = g()\nw = fit.w", "# w: (nx, 1)"),
        (
            "from collections.abc import Iterator\ndef g() -> Iterator[Float[np.ndarray, '(3, k)']]:\n"
            "    yield np.ones((3, 1))\nfor part in g():\n    kept = part",
            "# kept: (3, ?)",
        ),
    ],
)
def test_what_annotations_promise_is_shown(code: str, shown: str) -> None:
    assert shown in reveal(HEAD + FIT + code, "example.py")
