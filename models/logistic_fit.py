"""First version."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid, sigmoid_slope
from .losses import log_loss
from .validation import require_finite


@dataclass(frozen=True)
class LogisticFit:
    """The best weights, and the proof."""

    w: np.ndarray
    b: float
    cost: float
    gap: float
    gradient_norm: float
    passes: int


class SeparableDataError(ValueError):
    """A plane separates the classes and nothing bounds the weights: no finite w is best."""


@guard
def minimise(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float, tolerance: float
) -> LogisticFit:
    """Newton's method on standardised features."""
    require_finite(X, "X")
    nx, m = X.shape
    x = X.mean(axis=1, keepdims=True)
    s = X.std(axis=1, keepdims=True)
    s[s == 0.0] = 1.0
    S = np.concatenate([(X - x) / s, np.ones((1, m))], axis=0)
    D = np.concatenate([ridge / s**2, np.zeros((1, 1))], axis=0)
    v = np.zeros((nx + 1, 1))
    J, decrement, passes = np.inf, np.inf, 0
    while decrement > tolerance and passes < 100:
        Z = np.dot(v.T, S)
        if ridge == 0.0 and bool(((2.0 * Y - 1.0) * Z > 0.0).all()):
            raise SeparableDataError("The plane found separates the classes; use ridge > 0.")
        J = float(log_loss(Z, Y).sum() + 0.5 * np.vdot(D * v, v)) / m
        g = np.dot(S, (sigmoid(Z) - Y).T) + D * v
        H = np.dot(S * sigmoid_slope(Z), S.T) + np.diagflat(D)
        step = np.linalg.solve(H + 1e-12 * np.trace(H) * np.eye(nx + 1), g)
        decrement = 0.5 * float(np.vdot(g, step)) / m
        t = 1.0
        while t > 1e-6:
            trial = v - t * step
            J_trial = float(log_loss(np.dot(trial.T, S), Y).sum() + 0.5 * np.vdot(D * trial, trial)) / m
            if J_trial <= J:
                break
            t = 0.5 * t
        v = v - t * step
        passes += 1
    w = v[:-1, :] / s
    b = float(v[-1, 0]) - float(np.vdot(w, x))
    return LogisticFit(w, b, J, decrement, float(np.linalg.norm(g)) / m, passes)
