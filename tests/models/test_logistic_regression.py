"""Logistic regression as a text: the golden values of the course, the gradient, the stable cost."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import datasets
from models.logistic_regression import backward, cost, fit, forward, gradient_descent, predict

W, B = np.array([[1.0], [2.0]]), 1.5
X = np.array([[1.0, -2.0, -1.0], [3.0, 0.5, -3.2]])
Y = np.array([[1.0, 1.0, 0.0]])


def test_golden_values() -> None:
    A = forward(W, B, X)
    np.testing.assert_allclose(A, [[0.999796573021, 0.622459331201, 0.002731960763]], rtol=1e-9)
    assert cost(W, B, X, Y) == pytest.approx(0.15900537707692405, rel=1e-14)
    dw, db = backward(A, X, Y)
    np.testing.assert_allclose(dw, [[0.2507153166184082], [-0.06604096325829124]], rtol=1e-14)
    assert db == pytest.approx(-0.12500404500439652, rel=1e-14)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), nx=st.integers(1, 6), m=st.integers(1, 9))
def test_gradient_against_the_complex_step(seed: int, nx: int, m: int) -> None:
    rng = np.random.default_rng(seed)
    X, w = rng.normal(size=(nx, m)), rng.normal(size=(nx, 1))
    Y = rng.integers(0, 2, size=(1, m)).astype(float)

    def J(w: np.ndarray, b: complex) -> complex:
        Z = w.T @ X + b
        return (np.log(1.0 + np.exp(-Z)) + (1.0 - Y) * Z).mean()

    dw, db = backward(forward(w, 0.3, X), X, Y)
    slopes = [[J(w + 1e-30j * np.eye(nx)[:, [j]], 0.3).imag / 1e-30] for j in range(nx)]
    np.testing.assert_allclose(dw, slopes, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(db, J(w + 0j, 0.3 + 1e-30j).imag / 1e-30, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize(("z", "loss"), [(-40.0, 40.0), (-800.0, 800.0), (40.0, 4.248354255291589e-18)])
def test_the_cost_is_right_where_the_textbook_says_inf_or_nan(z: float, loss: float) -> None:
    one = np.ones((1, 1))
    assert cost(np.array([[z]]), 0.0, one, one) == pytest.approx(loss, rel=1e-15)


def test_descent_brings_the_cost_down_at_the_safe_rate() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(3, 200))
    Y = (X[:1, :] + rng.normal(size=(1, 200)) > 0).astype(float)
    X1 = np.concatenate([X, np.ones((1, 200))])
    rate = 4.0 * 200 / np.linalg.norm(X1, 2) ** 2
    costs = [cost(*gradient_descent(X, Y, rate, steps), X, Y) for steps in range(30)]
    assert all(after < before for before, after in itertools.pairwise(costs))


def test_breast_cancer_standardised() -> None:
    data = datasets.breast_cancer()
    mean = data.X_train.mean(axis=1, keepdims=True)
    deviation = data.X_train.std(axis=1, keepdims=True)
    best = fit((data.X_train - mean) / deviation, data.Y_train)
    assert (predict(best.w, best.b, (data.X_test - mean) / deviation) == data.Y_test).mean() >= 0.95


def test_rain_tomorrow_is_the_optimum_that_scikit_learn_approaches() -> None:
    from sklearn.linear_model import LogisticRegression

    rain = datasets.rain()
    best = fit(rain.X_train, rain.Y_train)
    peer = LogisticRegression(solver="newton-cholesky", tol=1e-12).fit(rain.X_train.T, rain.Y_train.ravel())
    np.testing.assert_allclose(best.w, peer.coef_.T, rtol=1e-6)
    assert best.b == pytest.approx(peer.intercept_[0], rel=1e-6)
    assert (predict(best.w, best.b, rain.X_test) == rain.Y_test).mean() == pytest.approx(0.721, abs=5e-4)
