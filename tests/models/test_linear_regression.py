"""Linear regression as a text: the notes' own numbers, and every gradient against finite differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import datasets
from models.linear_regression import (
    cost,
    fit,
    gradient,
    gradient_descent,
    gradient_descent_on_statistics,
    normal_equation,
    predict,
)

X_ROWS = np.array([[60.0, 35.0, 0.0], [52.0, 39.0, 0.0], [52.0, 35.0, 0.0]])
Y_NEXT = np.array([[52.0, 52.0, 53.0]])


def test_one_row_by_hand() -> None:
    w = np.array([[0.7], [0.3], [0.1]])
    np.testing.assert_allclose(predict(w, 10.0, X_ROWS.T), [[62.5, 58.1, 56.9]], rtol=1e-15)
    np.testing.assert_allclose(predict(w, 0.0, X_ROWS.T).T, X_ROWS @ w, rtol=1e-15)


def test_ridge_makes_the_singular_table_solvable() -> None:
    with pytest.raises(np.linalg.LinAlgError):
        normal_equation(X_ROWS.T, Y_NEXT)
    w = normal_equation(X_ROWS.T, Y_NEXT, 0.1)
    exact = [[0.38283828752000926], [0.862702491962173], [0.0]]  # by Gaussian elimination in fractions
    np.testing.assert_allclose(w, exact, rtol=1e-10)
    exact_prediction = [[53.16488446987661, 53.55298813756522, 50.10217816971653]]
    np.testing.assert_allclose(predict(w, 0.0, X_ROWS.T), exact_prediction, rtol=1e-11)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), nx=st.integers(1, 6), m=st.integers(1, 9), ridge=st.sampled_from([0.0, 0.5]))
def test_gradient_against_the_complex_step(seed: int, nx: int, m: int, ridge: float) -> None:
    rng = np.random.default_rng(seed)
    X, Y, w = rng.normal(size=(nx, m)), rng.normal(size=(1, m)), rng.normal(size=(nx, 1))

    def J(w: np.ndarray, b: complex) -> complex:
        return (((w.T @ X + b - Y) ** 2).sum() + ridge * (w * w).sum()) / (2 * m)

    dw, db = gradient(X, Y, w, 0.3, ridge)
    slopes = [[J(w + 1e-30j * np.eye(nx)[:, [j]], 0.3).imag / 1e-30] for j in range(nx)]
    np.testing.assert_allclose(dw, slopes, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(db, J(w + 0j, 0.3 + 1e-30j).imag / 1e-30, rtol=1e-12, atol=1e-12)


def test_statistics_walk_the_same_way() -> None:
    rng = np.random.default_rng(1)
    X, Y = rng.normal(size=(5, 300)), rng.normal(size=(1, 300))
    for ridge in (0.0, 3.0):
        w, b = gradient_descent(X, Y, 0.1, 200, ridge)
        w_fast, b_fast = gradient_descent_on_statistics(X, Y, 0.1, 200, ridge)
        np.testing.assert_allclose(w_fast, w, rtol=1e-12, atol=1e-14)
        assert b_fast == pytest.approx(b, rel=1e-12)


def test_descent_arrives_where_fit_starts() -> None:
    rng = np.random.default_rng(2)
    X, Y = rng.normal(size=(3, 400)), rng.normal(size=(1, 400))
    w, b = gradient_descent(X, Y, 0.5, 300, 2.0)
    best = fit(X, Y, ridge=2.0)
    np.testing.assert_allclose(best.w, w, rtol=1e-9)
    assert best.b == pytest.approx(b, rel=1e-9)


def test_tomorrows_temperature() -> None:
    weather = datasets.temperature()
    best = fit(weather.X_train, weather.Y_train)
    np.testing.assert_allclose(best.w, [[0.781336], [0.218775], [-0.055197]], atol=5e-7)
    assert best.b == pytest.approx(1.922262, abs=5e-7)
    error = np.sqrt(2.0 * cost(predict(best.w, best.b, weather.X_test), weather.Y_test))
    assert error == pytest.approx(2.7786, abs=5e-5)


def test_float32_stays_float32() -> None:
    X = np.ones((2, 3), np.float32)
    Y = np.ones((1, 3), np.float32)
    w, b = gradient_descent(X, Y, 0.1, 2)
    assert w.dtype == predict(w, b, X).dtype == np.float32
