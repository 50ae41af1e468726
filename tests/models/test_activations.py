"""The sigmoid against exact arithmetic."""

from __future__ import annotations

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest

from models.activations import sigmoid


def exact_sigmoid(z: float) -> float:
    """Sum the series of exp in rational arithmetic, then divide: correct to the last bit."""
    halvings = 10
    x = Fraction(-z) / 2**halvings
    term = total = Fraction(1)
    for k in range(1, 40):
        term = term * x / k
        total += term
        total = total.limit_denominator(2**400) if total.denominator > 2**900 else total
    for _ in range(halvings):
        total = (total * total).limit_denominator(2**400)
    return float(1 / (1 + total))


def test_the_notes_values() -> None:
    assert sigmoid(np.array([[0.0, 2.0]])) == pytest.approx(np.array([[0.5, 0.8807970779778823]]), rel=2e-16)


@pytest.mark.parametrize("z", [-30.0, -7.5, -1.0, -1e-9, 0.1, 3.0, 12.25, 36.0])
def test_within_two_units_in_the_last_place(z: float) -> None:
    expected = exact_sigmoid(z)
    assert abs(sigmoid(np.array([[z]])).item() - expected) <= 2 * math.ulp(expected)


def test_the_limits_come_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        A = sigmoid(np.array([[-np.inf, -1e308, -800.0, 800.0, 1e308, np.inf]]))
    assert np.array_equal(A, [[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]])


def test_every_value_is_a_probability() -> None:
    A = sigmoid(np.linspace(-1e3, 1e3, 10_001).reshape(1, -1))
    assert A.min() >= 0.0
    assert A.max() <= 1.0
    assert bool((np.diff(A) >= 0.0).all())


def test_forgotten_brackets_give_no_probability() -> None:
    assert 1 / 1 + math.exp(-2.0) == pytest.approx(1.1353352832366128)


def test_float32_stays_float32() -> None:
    assert sigmoid(np.zeros((2, 3), dtype=np.float32)).dtype == np.float32
