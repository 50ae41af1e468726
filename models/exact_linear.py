"""First version."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shapeguard import Float, guard

from .validation import require_finite


@dataclass(frozen=True)
class LinearFit:
    """The best weights, and how good they are."""

    w: np.ndarray
    b: float
    rank: int
    condition: float
    residual: float
    minimum_norm: bool


@guard
def solve(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float, exact: bool | None
) -> LinearFit:
    """Least squares by singular values of the centred table."""
    require_finite(X, "X")
    require_finite(Y, "Y")
    nx = X.shape[0]
    x = X.mean(axis=1, keepdims=True)
    y = float(Y.mean())
    A = np.concatenate([(X - x).T, np.sqrt(ridge) * np.eye(nx)], axis=0)
    T = np.concatenate([(Y - y).T, np.zeros((nx, 1))], axis=0)
    w, _, rank, singular = np.linalg.lstsq(A, T)
    b = y - float(np.vdot(w, x))
    residual = float(np.linalg.norm(np.dot(w.T, X) + b - Y))
    return LinearFit(w, b, int(rank), float(singular[0] / singular[-1]), residual, int(rank) < nx)
