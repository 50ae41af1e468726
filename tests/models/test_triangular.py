"""The inverse of a triangle is a triangle, and as close to it as rounding allows."""

from __future__ import annotations

import numpy as np
import pytest

from models.triangular import inverse_of_triangle


@pytest.mark.parametrize("n", [1, 2, 32, 33, 65, 100, 257])
def test_inverse_of_a_cholesky_factor(n: int) -> None:
    T = np.random.default_rng(n).normal(size=(n, 3 * n))
    L = np.linalg.cholesky(np.dot(T, T.T))
    inverse = inverse_of_triangle(L)
    assert (np.triu(inverse, 1) == 0.0).all()
    bound = 8.0 * n * np.finfo(np.float64).eps
    assert (np.abs(np.dot(inverse, L) - np.eye(n)) <= bound * np.dot(np.abs(inverse), np.abs(L))).all()
