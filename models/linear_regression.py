"""Linear regression: a weighted sum of the features, as close to the targets as squares can tell.

One sample is a column of ``X`` (nx, m), its target a column of ``Y`` (1, m); ``w`` is (nx, 1) and ``b`` one number::

    Z  = w.T X + b                                        (1, m)    the prediction
    J  = (sum((Z - Y)^2) + ridge |w|^2) / 2m              one number, the cost
    dZ = Z - Y                                            (1, m)    m times the derivative of J by each z
    dw = (X dZ.T + ridge w) / m                           (nx, 1)   z depends on w through X
    db = sum(dZ) / m                                      one number, z depends on b directly

Where the cost is smallest, dw and db vanish. Leave b out and dw = 0 reads ``X (X.T w - Y.T) + ridge w = 0``, which is
the normal equation ``(X X.T + ridge I) w = X Y.T``: the residual is orthogonal to every feature.
"""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard

from .exact_linear import solve
from .linear_fit import LinearFit
from .losses import squared_error
from .validation import require_samples


@guard
def predict(w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"]) -> Float[np.ndarray, "(1, m)"]:
    """Return ``Z = w.T X + b``; the one number b is broadcast to all m samples, which is meant."""
    return np.dot(w.T, X) + b


@guard
def cost(Z: Float[np.ndarray, "(1, m)"], Y: Float[np.ndarray, "(1, m)"]) -> float:
    """Return ``J``, the mean over the m samples of half the squared error."""
    return float(squared_error(Z, Y).mean())


@guard
def gradient(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    w: Float[np.ndarray, "(nx, 1)"],
    b: float,
    ridge: float = 0.0,
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    """Return ``dw, db``, the slope of the cost in every direction."""
    m = X.shape[1]
    dZ = predict(w, b, X) - Y
    dw = (np.dot(X, dZ.T) + ridge * w) / m
    db = float(dZ.mean())
    return dw, db


@guard
def normal_equation(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float = 0.0
) -> Float[np.ndarray, "(nx, 1)"]:
    """Solve ``(X X.T + ridge I) w = X Y.T``: the textbook's answer without b, in one line.

    Solved, not inverted: ``inv(X X.T) @ X @ Y.T`` first builds an (nx, m) table that nobody needs, and loses digits.
    ``X X.T`` squares the condition of ``X``, and half the digits are gone before the solver starts: `fit` has them.

    Raises
    ------
    numpy.linalg.LinAlgError
        When ``X X.T`` is exactly singular and ridge is 0. Most singular tables are *not* noticed, because rounding
        makes them look regular; `fit` measures the rank instead.
    """
    nx = X.shape[0]
    return np.linalg.solve(np.dot(X, X.T) + ridge * np.eye(nx), np.dot(X, Y.T))


@guard
def gradient_descent(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    learning_rate: float,
    steps: int,
    ridge: float = 0.0,
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    """Walk downhill from 0, reading all of X twice a step."""
    nx = X.shape[0]
    w = np.zeros((nx, 1), X.dtype)
    b = 0.0
    for _ in range(steps):
        dw, db = gradient(X, Y, w, b, ridge)
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return w, b


@guard
def gradient_descent_on_statistics(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    learning_rate: float,
    steps: int,
    ridge: float = 0.0,
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    """Walk the same way, reading X once in all: with Z written out, the gradient needs only sums over the samples.

    ``dw = (X (X.T w + b - Y.T) + ridge w) / m = G w + b x - c`` with ``G = (X X.T + ridge I) / m``, ``c = X Y.T / m``
    and the mean sample ``x``; ``db = x.T w + b - y`` with the mean target ``y``.
    """
    nx, m = X.shape
    G = (np.dot(X, X.T) + ridge * np.eye(nx)) / m
    c = np.dot(X, Y.T) / m
    x = X.mean(axis=1, keepdims=True)
    y = float(Y.mean())
    w = np.zeros((nx, 1), X.dtype)
    b = 0.0
    for _ in range(steps):
        dw = np.dot(G, w) + b * x - c
        db = float(np.vdot(x, w)) + b - y
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return w, b


@guard
def fit(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    ridge: float = 0.0,
    exact: bool | None = None,
    intercept: bool = True,
) -> LinearFit:
    """Return the w and b of the smallest cost, to the last digit where that is asked for, and how good they are.

    Parameters
    ----------
    X, Y
        float64 or float32; a memory-mapped file larger than memory will do, it is read block by block.
    ridge
        The weight of ``|w|^2`` against the sum of squares (scikit-learn's ``Ridge(alpha=ridge)``); b is free.
    exact
        Refine until all digits are right: always (True), never (False), or (None) where the error bound asks for it
        or the table is so small that it costs nothing.
    intercept
        Whether there is a b; without it, b is 0.

    Raises
    ------
    ValueError
        When a number is not finite, there is no sample or no feature, or the precision is unfit.
    OverflowError
        When X is so small, or Y so large, that no float64 can hold the best w.
    """
    require_samples(X, Y, ridge)
    return solve(X, Y, ridge, exact, intercept)
