"""The losses and the cost of the notes, in the middle and in the tails."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.activations import sigmoid
from models.derivatives import central_difference
from models.losses import cost, log_loss, squared_error, textbook_log_loss


def row(*elements: float) -> np.ndarray:
    return np.array(elements, dtype=np.float64).reshape(1, -1)


def test_the_golden_cost() -> None:
    w, b = np.array([[1.0], [2.0]]), 1.5
    X, Y = np.array([[1.0, -2.0, -1.0], [3.0, 0.5, -3.2]]), row(1, 1, 0)
    Z = w.T @ X + b
    assert sigmoid(Z) == pytest.approx(row(0.99979657, 0.62245933, 0.00273196), abs=5e-9)
    assert cost(log_loss(Z, Y)) == pytest.approx(0.15900537707692405, rel=1e-15)
    assert cost(textbook_log_loss(sigmoid(Z), Y)) == pytest.approx(0.15900537707692405, rel=1e-12)


@pytest.mark.parametrize(
    ("z", "y", "loss"),
    [(-40, 1, 40.0), (-800, 1, 800.0), (40, 1, 4.248354255291589e-18), (40, 0, 40.0), (0, 1, 0.6931471805599453)],
)
def test_the_tails_are_right(z: float, y: float, loss: float) -> None:
    assert log_loss(row(z), row(y)).item() == pytest.approx(loss, rel=3e-16)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_the_textbook_form_fails_in_the_tails() -> None:
    assert np.isnan(textbook_log_loss(sigmoid(row(40)), row(1))).all()
    assert np.isinf(textbook_log_loss(sigmoid(row(-800)), row(1))).all()


@given(st.floats(-30, 30), st.floats(0, 1))
def test_both_forms_agree_in_the_middle(z: float, y: float) -> None:
    Z, Y = row(z), row(y)
    assert log_loss(Z, Y) == pytest.approx(textbook_log_loss(sigmoid(Z), Y), rel=1e-2, abs=1e-9)


@given(st.floats(-20, 20), st.sampled_from([0.0, 1.0]))
def test_the_derivative_is_a_minus_y(z: float, y: float) -> None:
    slope = central_difference(lambda Z: log_loss(Z, row(y)), row(z))
    assert slope == pytest.approx(sigmoid(row(z)) - y, abs=1e-8)


def test_the_squared_error_is_half_the_square() -> None:
    assert np.array_equal(squared_error(row(3, 1), row(1, 1)), row(2, 0))


def test_the_squared_error_behind_a_sigmoid_is_not_convex_and_the_log_loss_is() -> None:
    Z = np.linspace(-6.0, 6.0, 121).reshape(1, -1)
    Y = np.ones_like(Z)
    bend = {
        "squared": central_difference(
            lambda z: central_difference(lambda u: squared_error(sigmoid(u), Y), z, 1e-3), Z, 1e-3
        ),
        "log": central_difference(lambda z: central_difference(lambda u: log_loss(u, Y), z, 1e-3), Z, 1e-3),
    }
    assert bend["squared"].min() < -0.01
    assert bend["log"].min() > 0.0


def test_a_column_of_labels_is_refused_instead_of_becoming_a_table() -> None:
    """The silent mistake: (1, 5) - (5, 1) is (5, 5), and its mean is a plausible number."""
    with pytest.raises(TypeError):
        log_loss(np.zeros((1, 5)), np.zeros((5, 1)))
