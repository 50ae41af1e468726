"""Losses say how wrong one sample is; the cost is their mean over all m samples.

The logistic loss is minus the logarithm of the probability that the model gave to what happened::

    L(a, y) = -(y log a + (1 - y) log(1 - a))             a if y is 1, 1 - a if y is 0

Put ``a = sigmoid(z)`` into it. ``log a = -log(1 + exp(-z))`` and ``log(1 - a) = -z - log(1 + exp(-z))``, so::

    L(z, y) = log(1 + exp(-z)) + (1 - y) z
            = max(z, 0) - y z + log(1 + exp(-|z|))        both signs of z in one line, and no exponential overflows

Its derivative is what backward propagation starts with: ``dL/dz = sigmoid(z) - y``.
"""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard


@guard
def squared_error(Yhat: Float[np.ndarray, "(1, m)"], Y: Float[np.ndarray, "(1, m)"]) -> Float[np.ndarray, "(1, m)"]:
    """Return ``(yhat - y)^2 / 2`` for each sample: right for a linear model, not convex behind a sigmoid."""
    return 0.5 * (Yhat - Y) ** 2


@guard
def textbook_log_loss(A: Float[np.ndarray, "(1, m)"], Y: Float[np.ndarray, "(1, m)"]) -> Float[np.ndarray, "(1, m)"]:
    """Return ``-(y log a + (1 - y) log(1 - a))``, the definition, to be read and not to be used.

    From ``z = 37`` on, ``a`` rounds to exactly 1 and this is ``0 * log 0``, which is not a number. `log_loss` is the
    same function of ``z`` and has the right value everywhere.
    """
    return -(Y * np.log(A) + (1.0 - Y) * np.log(1.0 - A))


@guard
def log_loss(Z: Float[np.ndarray, "(1, m)"], Y: Float[np.ndarray, "(1, m)"]) -> Float[np.ndarray, "(1, m)"]:
    """Return the logistic loss of each sample from ``Z``, before the sigmoid, where no digit has been lost yet."""
    return np.maximum(Z, 0.0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))


@guard
def cost(losses: Float[np.ndarray, "(1, m)"]) -> float:
    """Return ``J``, the mean of the losses over the m samples."""
    return float(losses.mean())
