"""Logistic regression: the probability that a sample is of class 1.

One sample is a column of ``X`` (nx, m), its label 0 or 1 a column of ``Y`` (1, m)::

    Z  = w.T X + b                                        (1, m)
    A  = sigmoid(Z)                                       (1, m)    the probability of label 1
    J  = (sum(loss(Z, Y)) + ridge/2 |w|^2) / m            one number, the cost
    dZ = A - Y                                            (1, m)    see below
    dw = (X dZ.T + ridge w) / m                           (nx, 1)
    db = sum(dZ) / m                                      one number

Why ``dZ = A - Y``: the loss is ``L = -(y log a + (1 - y) log(1 - a))``, so ``dL/da = -y/a + (1-y)/(1-a)``, which is
``(a - y) / (a (1 - a))``; and ``da/dz = a (1 - a)``. By the chain rule the two products cancel and ``dL/dz = a - y``.
"""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid
from .blocks import CACHE_NUMBERS, spans
from .logistic_fit import LogisticFit, minimise
from .logistic_step import SeparableDataError
from .losses import log_loss
from .validation import require_samples, require_tolerance, require_two_classes

__all__ = ["SeparableDataError", "backward", "cost", "fit", "forward", "gradient_descent", "predict", "slope"]


@guard
def forward(w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"]) -> Float[np.ndarray, "(1, m)"]:
    """Return ``A``, the probability of label 1 for every sample."""
    Z = w.T @ X + b
    return sigmoid(Z)


@guard
def predict(w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"]) -> Float[np.ndarray, "(1, m)"]:
    """Return the more probable label, 0 or 1, of every sample."""
    A = forward(w, b, X)
    return (A > 0.5).astype(X.dtype)


@guard
def cost(
    w: Float[np.ndarray, "(nx, 1)"],
    b: float,
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    ridge: float = 0.0,
) -> float:
    """Return ``J`` in the form that neither overflows nor cancels: from ``Z``, not from ``log(A)``."""
    m = X.shape[1]
    Z = np.dot(w.T, X) + b
    return float(log_loss(Z, Y).mean()) + 0.5 * ridge * float(np.vdot(w, w)) / m


@guard
def backward(
    A: Float[np.ndarray, "(1, m)"], X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"]
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    """Return ``dw, db``, the slope of the mean loss in every direction."""
    m = X.shape[1]
    dZ = A - Y
    dw = X @ dZ.T / m
    db = float(dZ.mean())
    return dw, db


@guard
def slope(
    w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"]
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    """Return ``dw, db`` at w and b, a block at a time: the cache still has it for the second product."""
    nx, m = X.shape
    dw = np.zeros_like(w)
    db = 0.0
    for span in spans(nx, m, CACHE_NUMBERS):
        Xk, Yk = X[:, span], Y[:, span]
        dZ = sigmoid(w.T @ Xk + b) - Yk
        dw += Xk @ dZ.T
        db += float(dZ.sum())
    return dw / m, db / m


@guard
def gradient_descent(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    learning_rate: float,
    steps: int,
    ridge: float = 0.0,
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    """Walk downhill from 0: forward, backward, step; each block of X is read twice a step."""
    nx, m = X.shape
    w = np.zeros((nx, 1), X.dtype)
    b = 0.0
    for _ in range(steps):
        dw, db = slope(w, b, X, Y)
        w = w - learning_rate * (dw + ridge / m * w)
        b = b - learning_rate * db
    return w, b


@guard
def fit(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float = 1.0, tolerance: float = 1e-12
) -> LogisticFit:
    """Return the w and b of the smallest cost, with a certificate of how small it is.

    Parameters
    ----------
    X, Y
        float64 or float32 features of any scale, and labels 0 and 1.
    ridge
        The weight of ``|w|^2 / 2`` against the sum of the losses (scikit-learn's ``LogisticRegression(C=1 / ridge)``);
        b is free.
    tolerance
        How far the cost J may at most be above its minimum.

    Raises
    ------
    ValueError
        When a number is not finite, a label is not 0 or 1, or there is only one class.
    OverflowError
        When X is so small that no float64 can hold the best w.
    SeparableDataError
        When ridge is 0 and a plane separates the classes, so that no finite w is best.
    """
    require_samples(X, Y, ridge)
    require_tolerance(tolerance)
    require_two_classes(Y)
    return minimise(X, Y, ridge, tolerance)
