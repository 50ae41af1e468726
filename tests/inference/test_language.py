"""Shapes through Python's own constructs: each bug is found, and its correct twin is silent."""

from __future__ import annotations

import pytest
from constructs import CONSTRUCTS, written
from implied_findings import problems

from shapeguard.inference.reveal import reveal

HEAD = "import numpy as np\nfrom dataclasses import dataclass\nfrom shapeguard import Float, guard\n"
FIT = (
    "@guard\n@dataclass(frozen=True)\nclass Fit:\n"
    "    w: Float[np.ndarray, '(nx, 1)']\n    X: Float[np.ndarray, '(nx, m)']\n"
)
PAIRS = {
    "fields that declare shapes": (
        FIT + "@guard\ndef f(fit: Fit) -> None:\n    z = fit.X @ fit.w",
        FIT + "@guard\ndef f(fit: Fit) -> None:\n    z = fit.X.T @ fit.w",
    ),
}
PAIRS |= {name: (written(code, right=False), written(code, right=True)) for name, code in CONSTRUCTS.items()}


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


@pytest.mark.parametrize(
    ("cut", "length"),
    [("2:k", "len(2:k)"), (":k", "len(:k)"), ("k:", "len(k:)"), ("k:8:2", "len(k:8:2)"), ("k - 1:k", "1")],
)
def test_a_length_that_nobody_knows_is_written_as_in_the_code(cut: str, length: str) -> None:
    code = f"def f(k: int):\n    x = np.zeros((9, 4))\n    y = x[{cut}]"
    assert f"# y: ({length}, 4)" in reveal(HEAD + code, "example.py")
