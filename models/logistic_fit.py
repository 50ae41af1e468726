"""The recipe of `logistic_regression.fit`: few features, few samples or many of both.

* Few samples: Newton's method, which no scale and no correlation slows down.
* Many samples: Newton on some thousand of them, which is cheap and lands within their sampling error of the
  optimum; then a few steps on all samples, with the curvature of the few.
* More features than samples: w is a combination of samples, ``w = X c``, because every slope ``X dZ.T`` is one. So
  rotate into their span first, and solve for m numbers instead of nx.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np

from shapeguard import Float, guard

from .lbfgs import Solve
from .logistic_descent import Point, descend, newton_solver, start
from .losses import log_loss
from .scaled_parameters import Scaled, scaled
from .validation import require_finite

FEW = 4096
MANY_FEATURES = 300
CHORD = 12
PATIENCE = 20
SOME_ROWS = 512


@guard
@dataclass(frozen=True)
class LogisticFit:
    """The best weights, and the proof.

    Attributes
    ----------
    w, b
        Weights (nx, 1) and intercept.
    cost
        J at w and b, the ridge included.
    gap
        How far J is above its minimum, estimated from slope and curvature (half the squared Newton decrement).
    duality_gap
        An upper bound of the same, ``|dw|^2 m / (2 ridge)``, as the penalty alone curves the cost by ``ridge / m``.
        It is strict where db is 0; every step ends by moving b there, so that db is left at second order.
        Infinite without a ridge.
    gradient_norm
        The length of dw.
    passes
        Steps on all samples, each of which reads X twice.
    """

    w: Float[np.ndarray, "(nx, 1)"] = field(repr=False)
    b: float
    cost: float
    gap: float
    duality_gap: float
    gradient_norm: float
    passes: int


@guard
def minimise(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float, tolerance: float
) -> LogisticFit:
    """Minimise the logistic cost; see `logistic_regression.fit`."""
    nx, m = X.shape
    goal = 0.1 * tolerance * m
    finite = False
    with np.errstate(over="ignore", invalid="ignore"), suppress(FloatingPointError, np.linalg.LinAlgError):
        data = scaled(X, Y.astype(np.float64, copy=False), ridge)
        point, _ = approach(data, goal, start(data, in_the_span(data, goal)) if nx > m else None)
        finite = bool(np.isfinite(point.g).all())
    return certify(data, point) if finite else in_smaller_units(X, Y, ridge, tolerance)


@guard
def in_smaller_units(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float, tolerance: float
) -> LogisticFit:
    """Refuse numbers that are not finite; fit those whose sums are not in units of 2^400, which rounds nothing.

    ``w.T X = (w u).T (X / u)``, and the penalty ``ridge |w|^2`` is ``(ridge / u^2) |w u|^2``.
    """
    require_finite(X, "X")
    u = 2.0**400
    best = minimise(X.astype(np.float64) / u, Y, ridge / u / u, tolerance)
    return replace(best, w=best.w / u, gradient_norm=best.gradient_norm * u)


@guard
def approach(data: Scaled, goal: float, first: Point | None = None) -> tuple[Point, Solve]:
    """Walk to the optimum, by way of an eighth of the samples where there are many more than features.

    The eighth's optimum is within ``nx / 2`` of its own sum of losses, the usual error of so many samples: exactness
    there would be wasted. Its curvature times eight is the first guess for all.
    """
    nx, m = data.X.shape
    few = max(m // 8, 10 * nx)
    if first is None and m > max(FEW, 2 * few):
        sample = data.some(few)
        share = sample.X.shape[1] / m
        near, _ = approach(sample, 0.02 * nx)
        solve = newton_solver(sample, near)
        return descend(data, start(data, near.theta), lambda g: share * solve(g), CHORD, goal)
    first = start(data, np.zeros((nx + 1, 1))) if first is None else first
    if nx <= MANY_FEATURES:
        return descend(data, first, None, 1, goal)
    flat = 0.25 * m + data.penalty
    return descend(data, first, lambda g: g / flat, nx // PATIENCE, goal)


@guard
def in_the_span(data: Scaled, goal: float) -> Float[np.ndarray, "(n, 1)"]:
    """Return theta for more features than samples, from the m by m products of the samples.

    ``K = T.T T = V diag(k) V.T`` for the centred table T, and ``U = diag(sqrt(k)) V.T`` is the same cloud of samples
    seen in m dimensions: same lengths, same angles, so the same ridge. From its u come ``c = V u / sqrt(k)``, w = T c.
    """
    nx, m = data.X.shape
    K = np.zeros((m, m))
    for start_row in range(0, nx, SOME_ROWS):
        rows = slice(start_row, start_row + SOME_ROWS)
        T = (data.X[rows, :] - data.mean[rows, :]) * data.weight[rows, :]
        K += np.dot(T.T, T)
    k, V = np.linalg.eigh(K)
    kept = k > k[-1] * m * np.finfo(np.float64).eps
    root = np.sqrt(k[kept]).reshape(-1, 1)
    U = root * V[:, kept].T
    rotated = Scaled(U, data.Y, np.zeros_like(root), np.ones_like(root), data.ridge * float(data.weight.max()) ** 2)
    point, _ = descend(rotated, start(rotated, np.zeros((U.shape[0] + 1, 1))), None, 1, goal)
    c = np.dot(V[:, kept], point.theta[:-1, :] / root)
    v = data.weight * (np.dot(data.X, c) - data.mean * c.sum())
    return np.concatenate([v, point.theta[-1:, :]], axis=0)


@guard
def certify(data: Scaled, point: Point) -> LogisticFit:
    """Return the weights with everything that proves them."""
    m = data.X.shape[1]
    w, b = data.original(point.theta)
    dw = data.unscaled_slope(point.g)
    largest = float(np.abs(dw).max())
    norm = largest * float(np.linalg.norm(dw / largest)) if largest > 0.0 else 0.0
    duality_gap = norm / data.ridge * norm / (2.0 * m) if data.ridge > 0.0 else np.inf
    cost = (float(log_loss(point.Z, data.Y).sum()) + 0.5 * data.ridge * float(np.vdot(w, w))) / m
    return LogisticFit(w, b, cost, point.decrement / m, duality_gap, norm / m, point.passes)
