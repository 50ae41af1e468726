"""A rank-1 array becomes a row or column only where every use bears one more axis."""

from __future__ import annotations

import ast

import pytest

from shapeguard.linting.uses import bears_another_axis

CREATION = "np.ones(4)"


def bears(uses: str, use: str = "w.T") -> bool:
    creation, wanted = (ast.parse(text, mode="eval").body for text in (CREATION, use))
    return bears_another_axis(f"w = {CREATION}\n{uses}\n", creation, wanted)


@pytest.mark.parametrize(
    "uses",
    [
        "w.T",
        "print(w, w.shape)",
        "y = 2 * w + 1\nprint(y.T)",
        "np.dot(w, w.T)",
        "s = w.T @ w\nprint(s)",
        "total = w.sum()\nprint(np.max(np.abs(w)))",
        "w.transpose()",
        "np.exp(-w)",
    ],
)
def test_uses_that_bear_it(uses: str) -> None:
    assert bears(uses)


@pytest.mark.parametrize(
    "uses",
    [
        "w[0]",
        "w[1:]",
        "w[0] = 3",
        "for x in w:\n    print(x)",
        "[x for x in w]",
        "len(w)",
        "w.shape[0]",
        "fit(w)",
        "fit(weights=w)",
        "np.dot(w, w)",
        "np.dot(w, v)",
        "w @ v",
        "w + v",
        "w > v",
        "v = w\nv[0]",
        "y = np.exp(w)\nlen(y)",
        "s = w.T @ w\nfloat(s)",
        "w += 1",
        "w = w * 2",
        "model.w = w",
        "w.sum(axis=0)",
        "def g(w):\n    return w",
        "g = lambda: w",
        "(w, 3)",
        "v = np.ones(4)",
    ],
)
def test_uses_that_may_not(uses: str) -> None:
    assert not bears(uses)


def test_the_use_that_asks_for_it_is_right() -> None:
    assert bears("A @ w", "A @ w")
    assert not bears("A @ w\nB @ w", "A @ w")
    assert not bears("y = A @ w\ny[0]", "A @ w")
