"""Statements of the notes that are false, each shown to be false; those about shapes are programs for the linter."""

from __future__ import annotations

import math

import numpy as np
import pytest

from models.linear_regression import fit, normal_equation
from models.training import gradient_descent, logistic_step


def test_one_two_over_three_six_is_singular_and_one_two_over_three_five_is_not() -> None:
    with pytest.raises(np.linalg.LinAlgError):
        np.linalg.inv(np.array([[1.0, 2.0], [3.0, 6.0]]))
    assert np.linalg.inv(np.array([[1.0, 2.0], [3.0, 5.0]])).shape == (2, 2)


def test_ridge_on_x_itself_can_make_a_regular_matrix_singular() -> None:
    X = np.array([[-0.1, 0.0], [0.0, 1.0]])
    assert np.linalg.matrix_rank(X) == 2
    assert np.linalg.matrix_rank(X + 0.1 * np.eye(2)) == 1
    assert np.linalg.matrix_rank(X @ X.T + 0.1 * np.eye(2)) == 2


def test_ridge_lifts_every_eigenvalue_of_the_gram_matrix_by_itself() -> None:
    X = np.random.default_rng(0).standard_normal((5, 3))
    before = np.linalg.eigvalsh(X @ X.T)
    after = np.linalg.eigvalsh(X @ X.T + 0.1 * np.eye(5))
    assert np.allclose(after, before + 0.1)
    assert after.min() >= 0.1 - 1e-12


def test_most_singular_tables_are_solved_without_a_word_and_fit_reports_the_rank() -> None:
    generator = np.random.default_rng(0)
    silent = 0
    for _ in range(100):
        features = generator.standard_normal((3, 30))
        X = np.concatenate([features, features.sum(axis=0, keepdims=True)], axis=0)
        Y = generator.standard_normal((1, 30))
        try:
            normal_equation(X, Y)
            silent += 1
        except np.linalg.LinAlgError:
            pass
        assert fit(X, Y).rank == 3
    assert silent > 50


def test_solving_keeps_digits_that_inverting_loses() -> None:
    powers = np.arange(8.0).reshape(-1, 1)
    X = np.linspace(0.0, 1.0, 200).reshape(1, -1) ** powers
    truth = np.ones((8, 1))
    Y = truth.T @ X
    solved = np.abs(normal_equation(X, Y) - truth).max()
    inverted = np.abs(np.linalg.inv(X @ X.T) @ X @ Y.T - truth).max()
    assert inverted > 3.0 * solved


def test_without_ridge_separable_classes_have_no_lowest_point_to_end_up_at() -> None:
    X, Y = np.array([[-2.0, -1.0, 1.0, 2.0]]), np.array([[0.0, 0.0, 1.0, 1.0]])
    short = gradient_descent(logistic_step, X, Y, learning_rate=1.0, steps=100)
    long = gradient_descent(logistic_step, X, Y, learning_rate=1.0, steps=10_000)
    assert long.w.item() > short.w.item() + 2.0
    assert long.costs[-1] < short.costs[-1] / 10.0


def test_the_formula_of_the_sigmoid_needs_its_brackets() -> None:
    assert 1 / 1 + math.exp(-2.0) == pytest.approx(1.1353, abs=5e-5)
    assert 1 / (1 + math.exp(-2.0)) == pytest.approx(0.8807970779778823, rel=1e-15)


def test_a_million_times_a_second_is_not_a_millisecond() -> None:
    """`1000 + seconds` is what the notes print for a dot product of 1.57 ms."""
    seconds = 0.00157
    assert 1000 + seconds == pytest.approx(1000.0016, abs=5e-5)
    assert 1000 * seconds == pytest.approx(1.57)
