"""What is told of a function that declares nothing: for certain of one call, anything softer where all calls agree."""

from __future__ import annotations

import textwrap

import pytest

from shapeguard.inference import analyze
from shapeguard.inference.facts import AnyFact, Elementwise, Fact, Growth, Transposed

HEAD = "import numpy as np\n"
TABLE = "def distances(A, B):\n    return np.sum(A**2, axis=1).reshape(-1, 1) + np.sum(B**2, axis=1)\n"
MISS = "def miss(y, p):\n    return ((y - p) ** 2).mean()\n"


def tables(code: str) -> list[Elementwise]:
    facts = analyze(HEAD + textwrap.dedent(code), "example.py").facts
    return [each for each in facts if isinstance(each, Elementwise) and each.outcome.is_two_way and not each.on_purpose]


@pytest.mark.parametrize(
    ("calls", "told"),
    [
        ("distances(np.ones((20, 1)), np.ones((20, 1)))", True),
        ("X = np.ones((20, 1))\ndistances(X, X)\ndistances(X, np.ones((50, 1)))", False),
        ("X = np.ones((20, 1))\ndistances(X, np.ones((50, 1)))\ndistances(X, X)", False),
        ("distances(np.ones((50, 1)), np.ones((20, 1)))", False),
    ],
)
def test_callers_of_a_table_agree_or_nothing_is_said(calls: str, told: bool) -> None:
    assert bool(tables(TABLE + calls)) is told


@pytest.mark.parametrize(
    ("calls", "told"),
    [
        ("miss(np.ones((9, 1)), np.ones(9))", True),
        ("miss(np.ones((9, 1)), np.ones(9))\nmiss(np.ones((5, 1)), np.ones(5))", True),
        ("miss(np.ones((9, 1)), np.ones(9))\nmiss(np.ones(5), np.ones(5))", False),
        ("miss(np.ones((9, 1)), np.ones((9, 1)))\nmiss(np.ones((9, 1)), np.ones(9))", False),
    ],
)
def test_one_caller_for_whom_it_is_right_is_enough_to_be_silent(calls: str, told: bool) -> None:
    assert bool(tables(MISS + calls)) is told


def test_the_trace_names_the_call_and_the_lines_of_the_sizes() -> None:
    (fact,) = tables(MISS + "y = np.ones((9, 1))\np = np.ones(9)\nmiss(y, p)\n")
    steps = {(step.line, step.text) for step in fact.trace}
    assert (6, "the call of `miss` with y (9, 1), p (9,)") in steps
    assert {(2, "`y` is (9, 1)"), (2, "`p` is (9,)")} <= steps


@pytest.mark.parametrize(
    ("kind", "code", "step"),
    [
        (
            Growth,
            "out = np.zeros((0, 3))\nfor i in range(50):\n    out = np.vstack([out, np.ones(3)])\n",
            (4, "`out` is (?, 3)"),
        ),
        (Transposed, "v = np.ones(4)\nv.T @ v\n", (2, "`v` is (4,)")),
        (Transposed, "v = np.ones(4)\nw = np.ones((4, 4)) - v.transpose()\n", (2, "`v` is (4,)")),
    ],
)
def test_conventions_are_traced_too(kind: type[Fact], code: str, step: tuple[int, str]) -> None:
    found: list[AnyFact] = [fact for fact in analyze(HEAD + code, "example.py").facts if isinstance(fact, kind)]
    assert any(each.line == step[0] and each.text.startswith(step[1]) for fact in found for each in fact.trace)


def test_one_alternative_for_which_it_is_right_is_enough_to_be_silent() -> None:
    """A column or a vector, as a condition says that nobody knows: both have to make the table."""
    made = "def made(y, wide):\n    if wide:\n        return y.reshape(-1, 1)\n    return {}\n"
    use = "import sys\ny = made(np.ones(50), sys.argv)\ny + np.ones(50)\n"
    assert not tables(made.format("y") + use)
    assert tables(made.format("2 * y.reshape(-1, 1)") + use)
