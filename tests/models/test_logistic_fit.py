"""The logistic fit: its optimum, its certificate, and the data on which others stop too early."""

from __future__ import annotations

import warnings
from functools import partial
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from benchmarks.logistic_cases import breast_cancer, digits, images, made
from models.activations import sigmoid
from models.lbfgs import wrong_by
from models.logistic_regression import SeparableDataError, backward, cost, fit, forward
from models.scaling import scaled


def slope(X: np.ndarray, Y: np.ndarray, w: np.ndarray, b: float, ridge: float) -> float:
    dw, db = backward(forward(w, b, X), X, Y)
    return float(np.hypot(np.linalg.norm(dw + ridge * w / X.shape[1]), db))


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    nx=st.integers(1, 12),
    m=st.integers(4, 60),
    ridge=st.sampled_from([0.01, 1.0, 100.0]),
    scale=st.integers(-6, 6),
)
def test_the_slope_vanishes_and_no_neighbour_is_lower(seed: int, nx: int, m: int, ridge: float, scale: int) -> None:
    rng = np.random.default_rng(seed)
    X = (rng.normal(size=(nx, m)) + 3.0) * 10.0**scale
    Y = rng.integers(0, 2, size=(1, m)).astype(float)
    Y[:, :2] = [[0.0, 1.0]]
    best = fit(X, Y, ridge=ridge)
    assert best.gap <= 1e-12
    assert best.cost == pytest.approx(cost(best.w, best.b, X, Y, ridge), rel=1e-12)
    assert best.cost - best.duality_gap <= best.cost
    for _ in range(3):
        nudge = rng.normal(size=(nx, 1)) * 1e-3 / 10.0**scale
        assert cost(best.w + nudge, best.b, X, Y, ridge) >= best.cost - 1e-12


@pytest.mark.parametrize("data", [breast_cancer(False), breast_cancer(True), digits()], ids=["raw", "scaled", "digits"])
def test_the_same_optimum_as_scikit_learns_tightest(data: tuple[np.ndarray, np.ndarray]) -> None:
    X, Y = data
    best = fit(X, Y, tolerance=1e-15)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = LogisticRegression(solver="newton-cholesky", tol=1e-13, max_iter=1000).fit(X.T, Y.ravel())
    assert best.cost <= cost(peer.coef_.T, float(peer.intercept_[0]), X, Y, 1.0) + 1e-14
    np.testing.assert_allclose(best.w, peer.coef_.T, rtol=2e-3, atol=1e-5 * np.abs(best.w).max())
    assert slope(X, Y, best.w, best.b, 1.0) < 1e-5


def test_many_samples_in_few_passes_whatever_the_scale_or_correlation() -> None:
    for options in ({}, {"unscaled": True}, {"correlation": 0.9}):
        X, Y = made(20, 60_000, **options)  # type: ignore[arg-type]
        best = fit(X, Y, tolerance=1e-10)
        assert best.passes <= 8
        assert best.gap <= 1e-10
        assert best.cost <= fit(X, Y, tolerance=1e-15).cost + 1e-10


@pytest.mark.parametrize("kind", [np.float64, np.float32])
@pytest.mark.parametrize("order", ["C", "F"])
def test_one_read_gives_the_slope_of_two(kind: type[np.floating], order: Literal["C", "F"]) -> None:
    X, Y = made(30, 20_000, unscaled=True)
    data = scaled(np.asarray(X, kind, order=order), Y, 1.0)
    theta = np.random.default_rng(0).normal(size=(31, 1))
    Z, dZ, g = data.slope(theta)
    np.testing.assert_allclose(Z, data.forward(theta), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(dZ, sigmoid(Z) - Y, rtol=1e-15)
    np.testing.assert_allclose(g, data.backward(dZ) + data.penalty * theta, rtol=1e-11, atol=1e-9)


def test_a_guess_of_the_curvature_is_wrong_by_a_factor() -> None:
    s, y = np.array([[1.0], [2.0]]), np.array([[3.0], [6.0]])
    for guess, factor in ((3.0, 1.0), (6.0, 2.0), (1.5, 2.0)):
        assert wrong_by(s, y, partial(np.multiply, 1.0 / guess)) == pytest.approx(factor)


def test_the_certificate_is_strict() -> None:
    X, Y = made(8, 3000)
    exact = fit(X, Y, tolerance=1e-16)
    for tolerance in (1e-1, 1e-3, 1e-6):
        rough = fit(X, Y, tolerance=tolerance)
        assert rough.cost - exact.cost <= rough.duality_gap + 1e-15
        assert rough.cost - exact.cost <= tolerance


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("tolerance", [1e-4, 1e-8])
def test_the_gap_is_honest_where_the_curvature_is_only_guessed(correlation: float, tolerance: float) -> None:
    X, Y = made(320, 3500, correlation=correlation)
    fitted = fit(X, Y, tolerance=tolerance)
    above = fitted.cost - fit(X, Y, tolerance=1e-15).cost
    assert above <= tolerance
    assert above <= 10.0 * fitted.gap + 1e-14


def test_sorted_data_is_no_trap() -> None:
    X, Y = made(5, 40_000)
    order = np.argsort(Y.ravel(), kind="stable")
    ours, theirs = fit(X[:, order], Y[:, order]), fit(X, Y)
    np.testing.assert_allclose(ours.w, theirs.w, rtol=1e-5)


def test_more_features_than_samples() -> None:
    X, Y = images()
    X, Y = X[:800, :120], Y[:, :120]
    best = fit(X, Y)
    assert best.duality_gap < 1e-10
    # the optimum is a combination of samples: ridge w = -X dZ.T
    dZ = forward(best.w, best.b, X) - Y
    np.testing.assert_allclose(best.w, -(X @ dZ.T), atol=1e-7)


def test_constant_and_doubled_features() -> None:
    X, Y = made(3, 500)
    X = np.concatenate([X, np.full((1, 500), 0.1), X[:1, :]])
    best = fit(X, Y)
    assert best.w[3, 0] == 0.0
    assert best.w[0, 0] == pytest.approx(best.w[4, 0], rel=1e-6)


class TestSeparable:
    X, Y = np.array([[-2.0, -1.0, 1.0, 2.0]]), np.array([[0.0, 0.0, 1.0, 1.0]])

    def test_a_plane_between_the_classes_is_reported(self) -> None:
        with pytest.raises(SeparableDataError, match="ridge > 0"):
            fit(self.X, self.Y, ridge=0.0)

    def test_more_features_than_samples_always_are(self) -> None:
        X = np.random.default_rng(0).normal(size=(20, 10))
        with pytest.raises(SeparableDataError):
            fit(X, np.array([[0.0, 1.0] * 5]), ridge=0.0)

    def test_a_ridge_bounds_the_weights(self) -> None:
        best = fit(self.X, self.Y, ridge=1.0, tolerance=1e-15)
        assert best.w[0, 0] == pytest.approx(1.00659431, abs=5e-9)
        assert best.b == pytest.approx(0.0, abs=1e-9)

    def test_overlapping_classes_need_none(self) -> None:
        X, Y = made(4, 600)
        best = fit(X, Y, ridge=0.0)
        assert slope(X, Y, best.w, best.b, 0.0) < 1e-7
        assert best.duality_gap == np.inf

    def test_classes_that_touch_have_no_finite_best_either(self) -> None:
        X, Y = np.array([[-1.0, 0.0, 0.0, 1.0]]), np.array([[0.0, 0.0, 1.0, 1.0]])
        with pytest.raises(SeparableDataError, match="touch"):
            fit(X, Y, ridge=0.0)


@pytest.mark.parametrize("far", [1e8, 1e12, 1e14])
def test_features_far_from_zero_come_as_near_as_rounding_lets_them_and_say_so(far: float) -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(3, 40)) + far
    Y = (X[:1, :] - far + 0.5 * rng.normal(size=(1, 40)) > 0).astype(float)
    best, lowest = fit(X, Y), fit(X - far, Y).cost
    rounding = np.finfo(float).eps * far
    assert abs(best.cost - lowest) <= rounding
    assert best.gap <= rounding
