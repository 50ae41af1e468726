"""One evaluation of each model, exactly as in the notes: forward to the cost, backward to the gradient."""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid
from .losses import cost, log_loss, squared_error


@guard
def predict(w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"]) -> Float[np.ndarray, "(1, m)"]:
    """Return ``Z = w.T X + b``: every sample's features, weighted and added up."""
    return w.T @ X + b


@guard
def gradient(
    X: Float[np.ndarray, "(nx, m)"], dZ: Float[np.ndarray, "(1, m)"]
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    """Return ``dw, db``: z depends on w through X, so ``dw = X dZ.T / m``; on b directly, so ``db = mean(dZ)``."""
    m = X.shape[1]
    return X @ dZ.T / m, float(dZ.mean())


@guard
def linear_step(
    w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"]
) -> tuple[float, Float[np.ndarray, "(nx, 1)"], float]:
    """Return ``J, dw, db`` of the squared error, where ``dZ = Z - Y``."""
    Z = predict(w, b, X)
    dw, db = gradient(X, Z - Y)
    return cost(squared_error(Z, Y)), dw, db


@guard
def logistic_step(
    w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"]
) -> tuple[float, Float[np.ndarray, "(nx, 1)"], float]:
    """Return ``J, dw, db`` of the logistic loss, where ``dZ = A - Y``."""
    Z = predict(w, b, X)
    A = sigmoid(Z)
    dw, db = gradient(X, A - Y)
    return cost(log_loss(Z, Y)), dw, db
