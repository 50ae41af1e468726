"""The recipe of `logistic_regression.fit`: few features, few samples or many of both.

* Few samples: Newton's method, which no scale and no correlation slows down.
* Many samples: Newton on some thousand of them, which is cheap and lands within their sampling error of the
  optimum; then a few steps on all samples, with the curvature of the few.
* More features than samples: rotate into the span of the samples, and solve for m numbers instead of nx.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np

from shapeguard import Float, guard

from .logistic_descent import descend, few, newton_solver
from .logistic_step import Point, start
from .losses import log_loss
from .scaled_parameters import Scaled
from .scaling import scaled
from .span import span_of
from .validation import require_finite, require_representable

MANY_FEATURES = 300
CORRECTIONS = 3


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
        Larger than the tolerance where rounding keeps the walk from its goal.
    duality_gap
        An upper bound of the same, ``|dw|^2 m / (2 ridge)``, as the penalty alone curves the cost by ``ridge / m``.
        It is strict where db is 0, and the last step leaves db no further from 0 than dw. Infinite without a ridge.
    gradient_norm
        The length of dw.
    passes
        Steps on all samples, each of which reads X once or twice.
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
    goal = 0.5 * tolerance * m
    finite = False
    with np.errstate(over="ignore", invalid="ignore"), suppress(FloatingPointError, np.linalg.LinAlgError):
        data = scaled(X, Y.astype(np.float64, copy=False), ridge)
        point = from_the_span(data, goal) if nx > m else approach(data, goal)
        finite = bool(np.isfinite(point.g).all())
    return certify(data, point) if finite else in_other_units(X, Y, ridge, tolerance)


@guard
def in_other_units(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float, tolerance: float
) -> LogisticFit:
    """Refuse numbers that are not finite; fit those whose sums are not in units of 2^400 or 2^-400, which is exact.

    ``w.T X = (w u).T (X / u)``, and the penalty ``ridge |w|^2`` is ``(ridge / u^2) |w u|^2``; a ridge that is no number
    any more in these units is the next that is.
    """
    require_finite(X, "X")
    u = 2.0**400 if float(np.abs(X).max()) > 1.0 else 2.0**-400
    in_units = min(max(ridge / u / u, np.finfo(np.float64).tiny), 2.0**900) if ridge > 0.0 else 0.0
    best = minimise(X.astype(np.float64) / u, Y, in_units, tolerance)
    with np.errstate(over="ignore"):
        w, norm = best.w / u, best.gradient_norm * u
    require_representable(w, best.b)
    return replace(best, w=w, gradient_norm=norm)


@guard
def approach(data: Scaled, goal: float) -> Point:
    """Walk to the optimum, by way of some of the samples where there are many more than features.

    The optimum of these is within ``nx / 2`` of their own sum of losses, the usual error of so many samples: exactness
    there would be wasted. Their curvature is the first guess for all.
    """
    nx, m = data.X.shape
    theta = np.zeros((nx + 1, 1))
    if nx > MANY_FEATURES and m <= 20 * nx:
        flat = 0.25 * m + data.penalty
        return descend(data, start(data, theta), lambda g: g / flat, goal, whole=False)
    sample = data.some(few(data))
    if m > 2 * sample.m:
        theta = approach(sample, 0.02 * nx).theta
    return descend(data, start(data, theta), newton_solver(sample, theta, m), goal)


@guard
def from_the_span(data: Scaled, goal: float) -> Point:
    """Walk in the span of the samples, then correct what the way back has rounded."""
    span = span_of(data)
    rotated = span.rotated
    at_zero = start(rotated, np.zeros((rotated.X.shape[0] + 1, 1)))
    best = descend(rotated, at_zero, newton_solver(rotated, at_zero.theta, rotated.m), goal)
    solve = newton_solver(rotated, best.theta, rotated.m)
    theta = span.lift(best.theta)
    for _ in range(CORRECTIONS):
        point = start(data, theta)
        g = span.drop(point.g)
        d = solve(g)
        point.decrement = 0.5 * float(np.vdot(g, d))
        if point.decrement <= goal:
            break
        theta = theta - span.lift(d)
    return point


@guard
def certify(data: Scaled, point: Point) -> LogisticFit:
    """Return the weights with everything that proves them."""
    m = data.X.shape[1]
    w, b = data.original(point.theta)
    dw = data.unscaled_slope(point.g)
    largest = float(np.abs(dw).max())
    norm = largest * float(np.linalg.norm(dw / largest)) if largest > 0.0 else 0.0
    duality_gap = norm / data.ridge * norm / (2.0 * m) if data.ridge > 0.0 else np.inf
    penalty = 0.5 * data.ridge * float(np.vdot(w, w)) if data.ridge > 0.0 else 0.0
    cost = (float(log_loss(point.Z, data.Y).sum()) + penalty) / m
    return LogisticFit(w, b, cost, point.decrement / m, duality_gap, norm / m, point.passes)
