"""Both fits from sums over blocks alone, for samples that no memory holds: see `distributed` for where they may live.

Linear regression reads every block once for the sums, and once more for each refinement. Logistic regression reads them
once a Newton step. Neither keeps anything as long as the samples.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid, sigmoid_slope
from .approximate_inverse import by_cholesky
from .distributed import Each, total
from .lbfgs import cholesky_solver
from .logistic_step import SeparableDataError
from .losses import log_loss
from .stats import Stats, stats


@guard
@dataclass(frozen=True)
class Pass:
    """What some samples add to the cost, slope (n, 1), curvature (n, n), and how many are on the wrong side."""

    loss: float
    slope: Float[np.ndarray, "(n, 1)"]
    curvature: Float[np.ndarray, "(k, k)"]
    wrong: int = 0

    def __add__(self, other: Pass) -> Pass:
        """Return what the samples of both add."""
        wrong = self.wrong + other.wrong
        return Pass(self.loss + other.loss, self.slope + other.slope, self.curvature + other.curvature, wrong)


@guard
def squares(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], w: Float[np.ndarray, "(nx, 1)"], b: float
) -> Pass:
    """Return half the squared error of one block, and minus its slope; its curvature is known from `stats`."""
    r = Y - np.dot(w.T, X) - b
    slope = np.concatenate([np.dot(X, r.T), r.sum(axis=1, keepdims=True)], axis=0)
    return Pass(0.5 * float(np.vdot(r, r)), slope, np.zeros((0, 0)))


@guard
def losses(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    w: Float[np.ndarray, "(nx, 1)"],
    b: float,
    x: Float[np.ndarray, "(nx, 1)"],
    s: Float[np.ndarray, "(nx, 1)"],
) -> Pass:
    """Return loss, slope and curvature of one block in the parameters of standardised features."""
    Z = np.dot(w.T, X) + b
    T = np.concatenate([(X - x) / s, np.ones_like(Y)], axis=0)
    S = T * np.sqrt(sigmoid_slope(Z))
    wrong = int(np.count_nonzero((2.0 * Y - 1.0) * Z <= 0.0))
    return Pass(float(log_loss(Z, Y).sum()), np.dot(T, (sigmoid(Z) - Y).T), np.dot(S, S.T), wrong)


@guard
def original(
    x: Float[np.ndarray, "(nx, 1)"], s: Float[np.ndarray, "(nx, 1)"], theta: Float[np.ndarray, "(nx+1, 1)"]
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    """Return ``w, b`` for the features themselves: ``w.T X + b`` is theta's Z of ``(X - x) / s`` and a row of ones."""
    w = theta[:-1, :] / s
    return w, float(theta[-1, 0]) - float(np.vdot(x, w))


def fit_linear(each: Each, ridge: float = 0.0, refinements: int = 2) -> tuple[np.ndarray, float]:
    """Return ``w, b`` of linear regression from one pass for the sums and a few to refine.

    Raises
    ------
    ValueError
        When the features depend on each other too closely for their sums alone: `linear_regression.fit` can do it.
    """
    table: Stats = total(each, stats)
    nx = table.mean.shape[0] - 1
    x, y = table.mean[:-1, :], float(table.mean[-1, 0])
    inverse = by_cholesky(table.gram[:-1, :-1] + ridge * np.eye(nx), np.ones((nx, 1)))
    if inverse is None:
        raise ValueError(
            "The features are constant, or nearly combinations of each other, so their sums do not determine w. "
            "Fit with ridge > 0, or with linear_regression.fit, which reads the samples again."
        )
    w = inverse.solve(table.gram[:-1, -1:])
    b = y - float(np.vdot(x, w))
    for _ in range(refinements):
        g = total(each, partial(squares, w=w, b=b)).slope
        dw = inverse.solve(g[:-1, :] - ridge * w - x * g[-1:, :])
        b += float(g[-1, 0]) / table.m - float(np.vdot(x, dw))
        w = w + dw
    return w, b


def fit_logistic(
    each: Each, nx: int, ridge: float = 1.0, tolerance: float = 1e-10, passes: int = 60
) -> tuple[np.ndarray, float]:
    """Return ``w, b`` of logistic regression by Newton's method, one pass over all samples a step.

    The last step is taken without looking: it was as short as `tolerance` asks for, and squares the error once more.

    Raises
    ------
    SeparableDataError
        When there is no ridge and a plane separates the classes.
    ArithmeticError
        When the cost is not within `tolerance` of its minimum after so many passes.
    """
    table: Stats = total(each, stats)
    x = table.mean[:-1, :]
    s = np.sqrt(table.squares[:-1, :] / table.m)
    s = np.where(s > 0.0, s, 1.0)
    penalty = np.concatenate([ridge / s**2, np.zeros((1, 1))], axis=0)
    theta, step, t = np.zeros((nx + 1, 1)), np.zeros((nx + 1, 1)), 1.0
    lowest, decrement = np.inf, np.inf
    for _ in range(passes):
        trial = theta + t * step
        w, b = original(x, s, trial)
        seen: Pass = total(each, partial(losses, w=w, b=b, x=x, s=s))
        if ridge == 0.0 and seen.wrong == 0:
            raise SeparableDataError("A plane separates the two classes: no finite w is best. Fit with ridge > 0.")
        cost = seen.loss + 0.5 * float(np.vdot(penalty * trial, trial))
        if cost > lowest + 1e-12 * abs(lowest):
            t = 0.5 * t
            continue
        theta, lowest, t = trial, cost, 1.0
        g = seen.slope + penalty * theta
        step = -cholesky_solver(seen.curvature, penalty)(g)
        decrement = -0.5 * float(np.vdot(g, step)) / table.m
        if decrement <= tolerance:
            return original(x, s, theta + step)
    raise ArithmeticError(
        f"After {passes} passes the cost is still {decrement:.1e} above its minimum: do the classes overlap? "
        "Fit with a larger ridge."
    )
