"""Derivatives by nudging, against the notes' table."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from models.activations import sigmoid, sigmoid_slope
from models.derivatives import central_difference, complex_step, forward_difference, gradient_by_nudging

Function = Callable[[np.ndarray], np.ndarray]


def logistic(X: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-X))


TABLE = [
    pytest.param(lambda X: 3.0 * X, 2.0, 3.0, id="3a"),
    pytest.param(lambda X: X**2, 2.0, 4.0, id="a^2 at 2"),
    pytest.param(lambda X: X**2, 5.0, 10.0, id="a^2 at 5"),
    pytest.param(lambda X: X**3, 2.0, 12.0, id="a^3 at 2: 8 is the value, 12 the derivative"),
    pytest.param(np.log, 2.0, 0.5, id="log a at 2: 0.693 is the value, 0.5 the derivative"),
    pytest.param(logistic, 0.0, 0.25, id="sigmoid at 0"),
]


@pytest.mark.parametrize(("f", "x", "slope"), TABLE)
def test_the_table_of_the_notes(f: Function, x: float, slope: float) -> None:
    X = np.array([[x]])
    assert forward_difference(f, X).item() == pytest.approx(slope, rel=1e-7)
    assert central_difference(f, X).item() == pytest.approx(slope, rel=1e-9)
    assert complex_step(f, X).item() == pytest.approx(slope, rel=3e-16)


def test_the_curve_of_x_squared_is_two_x_everywhere() -> None:
    X = np.arange(-10.0, 10.0, 0.1).reshape(1, -1)
    assert np.allclose(central_difference(lambda x: x**2, X), 2.0 * X, rtol=0, atol=1e-8)
    assert np.allclose(complex_step(lambda x: x**2, X), 2.0 * X, rtol=1e-15, atol=0)


def test_a_step_can_be_too_small() -> None:
    X = np.array([[2.0]])
    errors = {h: abs(central_difference(lambda x: x**3, X, h).item() - 12.0) for h in (1e-2, 6e-6, 1e-12)}
    assert errors[6e-6] < 1e-8
    assert errors[1e-2] > 1e4 * errors[6e-6]
    assert errors[1e-12] > 1e4 * errors[6e-6]


def test_moving_a_by_a_nudge_moves_a_squared_by_two_a_times_the_nudge() -> None:
    move = 2.001**2 - 2.0**2
    assert move == pytest.approx(4 * 0.001, rel=1e-3)


def test_the_slope_of_the_sigmoid_is_a_times_one_minus_a() -> None:
    Z = np.linspace(-30.0, 30.0, 61).reshape(1, -1)
    assert np.allclose(sigmoid_slope(Z), complex_step(logistic, Z), rtol=1e-12)
    A = sigmoid(Z)
    assert np.allclose(sigmoid_slope(Z), A * (1.0 - A), rtol=1e-12, atol=3e-16)


def test_a_gradient_has_the_shape_of_the_weights() -> None:
    C = np.array([[1.0], [-2.0], [1e6]])
    w = np.array([[3.0], [0.0], [-1e5]])
    gradient = gradient_by_nudging(lambda v: ((C * v) ** 2).sum().item() / 2.0, w)
    assert gradient.shape == (3, 1)
    assert gradient == pytest.approx(C**2 * w, rel=1e-6, abs=1e7)
