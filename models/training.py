"""Gradient descent with the cost in view: evaluate, step downhill, repeat.

This is the one loop that stays a loop: each step needs the weights of the step before. The loop over the samples, and
the one over the features, are gone: they are inside the products of the model. The models' own ``gradient_descent`` is
the same walk without the cost, the progress bar and the alarm.

How long may a step be? A convex cost whose second derivative is at most ``L`` lies below the parabola::

    J(w - alpha dw) <= J(w) - alpha |dw|^2 + (L / 2) alpha^2 |dw|^2

so each step with ``alpha <= 1 / L`` brings the cost down by at least ``alpha |dw|^2 / 2``. `curvature` computes ``L``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from shapeguard import Float, guard

from . import linear_regression, logistic_regression

Step = Callable[
    [Float[np.ndarray, "(nx, 1)"], float, Float[np.ndarray, "(nx, m)"], Float[np.ndarray, "(1, m)"]],
    tuple[float, Float[np.ndarray, "(nx, 1)"], float],
]
"""From ``w, b, X, Y`` to ``J, dw, db``."""


class DivergedError(ArithmeticError):
    """Gradient descent ran away: the learning rate is too large for this data."""


@guard
@dataclass(frozen=True)
class Descent:
    """The way down: the weights at the end and the cost before every step."""

    w: Float[np.ndarray, "(nx, 1)"]
    b: float
    costs: list[float] = field(repr=False)


@guard
def gradient_descent(
    step: Step,
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    *,
    learning_rate: float,
    steps: int,
    w: Float[np.ndarray, "(nx, 1)"] | None = None,
    b: float = 0.0,
    progress: str | None = None,
) -> Descent:
    """Go `steps` steps downhill from ``w`` and ``b``, or from zero.

    Parameters
    ----------
    step
        The model: gives ``J, dw, db`` for ``w, b, X, Y``.
    learning_rate
        alpha, the length of a step in units of the gradient.
    progress
        The title of a progress bar; without one there is no bar.

    Raises
    ------
    DivergedError
        When the cost stops being a finite number.
    """
    w = np.zeros((X.shape[0], 1)) if w is None else w
    costs: list[float] = []
    for taken in _bar(range(steps), progress):
        J, dw, db = step(w, b, X, Y)
        if not math.isfinite(J):
            raise DivergedError(
                f"The cost is {J} after {taken} steps: the learning rate {learning_rate:g} is too large for this data. "
                "A rate of at most 1 / curvature(X) never diverges; standardised features allow a much larger one."
            )
        costs.append(J)
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return Descent(w, b, costs)


@guard
def linear_step(
    w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"]
) -> tuple[float, Float[np.ndarray, "(nx, 1)"], float]:
    """Return ``J, dw, db`` of linear regression."""
    J = linear_regression.cost(linear_regression.predict(w, b, X), Y)
    dw, db = linear_regression.gradient(X, Y, w, b)
    return J, dw, db


@guard
def logistic_step(
    w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"]
) -> tuple[float, Float[np.ndarray, "(nx, 1)"], float]:
    """Return ``J, dw, db`` of logistic regression: forward to A, backward to the gradient."""
    A = logistic_regression.forward(w, b, X)
    dw, db = logistic_regression.backward(A, X, Y)
    return logistic_regression.cost(w, b, X, Y), dw, db


@guard
def curvature(X: Float[np.ndarray, "(nx, m)"]) -> float:
    """Return the largest second derivative of the mean squared error ``|w.T X + b - Y|^2 / 2m`` in any direction.

    It is the largest eigenvalue of ``X1 @ X1.T / m``, where ``X1`` is ``X`` with a row of ones for ``b``. The logistic
    cost bends at most a quarter as much, because ``a * (1 - a) <= 1/4``.
    """
    m = X.shape[1]
    X1 = np.concatenate([X, np.ones((1, m))], axis=0)
    return float(np.linalg.norm(X1, ord=2) ** 2 / m)


def _bar(steps: range, title: str | None) -> Iterable[int]:
    """Return the steps, with a progress bar where it has a title."""
    if title is None:
        return steps
    from tqdm import tqdm

    # None when piped; and some terminals, as those of containers, do not know their size and would show none either.
    bar: Iterable[int] = tqdm(steps, desc=title, unit=" steps", ncols=100, nrows=20, disable=None)
    return bar
