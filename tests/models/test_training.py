"""Gradient descent on costs whose minimum is known."""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training import DivergedError, curvature, gradient_descent

TARGET = np.array([[3.0], [-1.0]])


X, Y = np.zeros((2, 5)), np.zeros((1, 5))


def bowl(w: np.ndarray, b: float, X: np.ndarray, Y: np.ndarray) -> tuple[float, np.ndarray, float]:
    """A cost with its minimum 0 at w = TARGET, b = 2, whose second derivative is 1 in every direction."""
    return ((w - TARGET) ** 2).sum().item() / 2 + (b - 2.0) ** 2 / 2, w - TARGET, b - 2.0


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_it_ends_at_the_same_point_wherever_it_starts(start: float, b: float) -> None:
    descent = gradient_descent(bowl, X, Y, w=np.full((2, 1), start), b=b, learning_rate=0.5, steps=80)
    assert np.allclose(descent.w, TARGET, atol=1e-12)
    assert descent.b == pytest.approx(2.0, abs=1e-12)


def test_the_cost_falls_at_every_step() -> None:
    costs = gradient_descent(bowl, X, Y, learning_rate=0.5, steps=20).costs
    assert len(costs) == 20
    assert all(later < earlier for earlier, later in pairwise(costs))


def test_the_start_is_not_changed() -> None:
    w = np.zeros((2, 1))
    gradient_descent(bowl, X, Y, w=w, learning_rate=0.5, steps=3)
    assert np.array_equal(w, np.zeros((2, 1)))


def test_too_long_a_step_is_an_error_that_says_so() -> None:
    with pytest.raises(DivergedError, match=r"learning rate 3 is too large"), np.errstate(over="ignore"):
        gradient_descent(bowl, X, Y, learning_rate=3.0, steps=2000)


def test_the_curvature_is_the_largest_eigenvalue() -> None:
    X = np.random.default_rng(0).standard_normal((3, 50))
    X1 = np.concatenate([X, np.ones((1, 50))], axis=0)
    assert curvature(X) == pytest.approx(np.linalg.eigvalsh(X1 @ X1.T / 50).max(), rel=1e-12)


def test_the_progress_bar_shows_the_title(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)  # progress is for terminals
    gradient_descent(bowl, X, Y, learning_rate=0.5, steps=5, progress="bowl")
    assert "bowl" in capsys.readouterr().err
