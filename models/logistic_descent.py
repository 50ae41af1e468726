"""Descent on the logistic cost, in scaled parameters: direction, step, and again."""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid_slope
from .lbfgs import Pairs, Solve, cholesky_solver, direction, wrong_by
from .logistic_step import Point, require_overlap, step
from .scaled_parameters import Scaled

PASSES = 300
"""Then rounding keeps the walk from its goal: of features 1e12 times further from 0 than they vary, for instance."""

MEMORY = 12
FEW = 2048
CLOSE = 2.0
"""A guess of the curvature that is wrong by less is good for whole steps. One that has met no step yet is as good."""

WRONG = 10.0
"""A guess of the curvature that is wrong by more is given up."""


def few(data: Scaled) -> int:
    """Return how many samples tell enough about all of them to start with: an eighth, and some for every feature."""
    nx, m = data.X.shape
    return max(FEW, m // 8, 10 * nx)


@guard
def newton_solver(sample: Scaled, theta: Float[np.ndarray, "(n, 1)"], m: int) -> Solve:
    """Return the inverse curvature of m samples at theta, ``H = S S.T`` with ``S = X1 sqrt(a (1 - a))``, from some.

    A part of the samples allows only a guess, which float32 makes at half the price.
    """
    share = sample.m / m
    root = np.sqrt(sigmoid_slope(sample.forward(theta)))
    H = sample.curvature(root, np.float64 if share == 1.0 else np.float32)
    solve = cholesky_solver(H, sample.penalty)
    return lambda g: share * solve(g)


def descend(data: Scaled, point: Point, solve: Solve, tolerance: float, whole: bool = True) -> Point:
    """Walk until the cost is within `tolerance` (of the sum of losses) of its minimum.

    The decrement ``g.T inv(H) g / 2`` is how much lower the parabola at this point goes. It is believed only as far as
    the last step has met the curvature that was expected. Where that was far off, or the walk takes long, the curvature
    is computed anew, each time from four times as many samples.

    Parameters
    ----------
    solve
        A first guess of the inverse curvature.
    whole
        Whether whole steps are tried at all.

    Raises
    ------
    SeparableDataError
        When there is no ridge and a plane separates the classes.
    """
    pairs: Pairs = []
    patience = max(3, data.X.shape[0] // 20)
    count, age = few(data), 0
    while True:
        d = direction(point.g, pairs, solve)
        point.decrement = -0.5 * float(np.vdot(point.g, d))
        doubt = wrong_by(*pairs[-1], solve) if pairs else CLOSE
        if doubt**2 * point.decrement <= tolerance or point.passes == PASSES:
            break
        if age >= patience or doubt > WRONG:
            solve = newton_solver(data.some(count), point.theta, data.m)
            pairs, count, age = [], 4 * count, 0
            continue
        require_overlap(data, point.Z)
        before = point
        point = step(data, point, d, whole and doubt <= CLOSE)
        s, y = point.theta - before.theta, point.g - before.g
        if float(np.vdot(s, y)) > 0.0:
            pairs = [*pairs[1 - MEMORY :], (s, y)]
        age += 1
    return point
