"""Descent on the logistic cost, in scaled parameters: direction, line search, slope, and again.

A step reads X twice, once for ``P = forward(d)`` along the direction and once for the slope at its end.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid, sigmoid_slope
from .lbfgs import Pairs, Solve, cholesky_solver, direction, stretch
from .line_search import line_search
from .scaled_parameters import Scaled

PASSES = 300
MEMORY = 12
FEW = 2048
ROUND = 10.0
"""How many times flatter or steeper than guessed a step may find the cost."""


class SeparableDataError(ValueError):
    """A plane separates the classes and no ridge bounds the weights: no finite w is best."""


@guard
@dataclass
class Point:
    """Where the descent stands: parameters, Z, the slope, and how much lower the cost can still be."""

    theta: Float[np.ndarray, "(n, 1)"]
    Z: Float[np.ndarray, "(1, m)"]
    dZ: Float[np.ndarray, "(1, m)"]
    g: Float[np.ndarray, "(n, 1)"]
    decrement: float = np.inf
    passes: int = 0


@guard
def start(data: Scaled, theta: Float[np.ndarray, "(n, 1)"]) -> Point:
    """Evaluate the slope at theta."""
    Z = data.forward(theta)
    dZ = sigmoid(Z) - data.Y
    return Point(theta, Z, dZ, data.backward(dZ) + data.penalty * theta)


def few(data: Scaled) -> int:
    """Return how many samples tell enough about all of them to start with: an eighth, and some for every feature."""
    nx, m = data.X.shape
    return max(FEW, m // 8, 10 * nx)


def newton_solver(sample: Scaled, theta: np.ndarray, m: int) -> Solve:
    """Return the inverse curvature of m samples at theta, ``H = S S.T`` with ``S = X1 sqrt(a (1 - a))``, from some.

    A part of the samples allows only a guess, which float32 makes at half the price.
    """
    share = sample.m / m
    root = np.sqrt(sigmoid_slope(sample.forward(theta)))
    H = sample.curvature(root, np.float64 if share == 1.0 else np.float32)
    solve = cholesky_solver(H, sample.penalty)
    return lambda g: share * solve(g)


def descend(data: Scaled, point: Point, solve: Solve, tolerance: float) -> Point:
    """Walk until the cost is within `tolerance` (of the sum of losses) of its minimum.

    The decrement ``g.T inv(H) g / 2`` is how much lower the parabola at this point goes. It is believed only as long as
    the last step has met the curvature that was expected; else, or when the walk takes long, the curvature is computed
    anew, each time from four times as many samples.

    Parameters
    ----------
    solve
        A first guess of the inverse curvature.

    Raises
    ------
    SeparableDataError
        When there is no ridge and a plane separates the classes.
    """
    pairs: Pairs = deque(maxlen=MEMORY)
    patience = max(3, data.X.shape[0] // 20)
    count, age = few(data), 0
    while point.passes < PASSES:
        d = direction(point.g, pairs, solve)
        point.decrement = -0.5 * float(np.vdot(point.g, d))
        expected = not pairs or 1.0 / ROUND <= stretch(*pairs[-1], solve) <= ROUND
        if point.decrement <= tolerance and expected:
            break
        if age >= patience or not expected:
            solve = newton_solver(data.some(count), point.theta, data.m)
            pairs.clear()
            count, age = 4 * count, 0
            continue
        require_overlap(data, point.Z)
        before = point
        point = step(data, point, d)
        s, y = point.theta - before.theta, point.g - before.g
        if float(np.vdot(s, y)) > 0.0:
            pairs.append((s, y))
        age += 1
    return point


@guard
def step(data: Scaled, point: Point, d: Float[np.ndarray, "(n, 1)"]) -> Point:
    """Go along d until the slope is flat, then set c to its best: no further read of X."""
    P = data.forward(d)
    require_overlap(data, P)
    linear, square = float(np.vdot(data.penalty * point.theta, d)), float(np.vdot(data.penalty * d, d))
    t, Z, A = line_search(point.Z, point.dZ, data.Y, P, linear, square)
    theta = point.theta + t * d
    curvature = float(np.vdot(A, 1.0 - A))
    if curvature > 1e-3:
        shift = -float((A - data.Y).sum()) / curvature
        if abs(shift) < 1.0:
            theta[-1, 0] += shift
            Z = Z + shift
            A = sigmoid(Z)
    dZ = A - data.Y
    return Point(theta, Z, dZ, data.backward(dZ) + data.penalty * theta, np.inf, point.passes + 1)


@guard
def require_overlap(data: Scaled, sides: Float[np.ndarray, "(1, m)"]) -> None:
    """Raise `SeparableDataError` if there is no ridge and a plane has every sample on its label's side, or on itself.

    Z of a plane, or the P of a direction, is a proof: further along that w no loss rises and some fall for ever, so no
    finite w is best. Where classes overlap no such plane exists. Samples on the plane are recognised up to rounding.
    """
    if data.ridge > 0.0:
        return
    margins = (2.0 * data.Y - 1.0) * sides
    widest = float(margins.max())
    if widest > 0.0 and float(margins.min()) > -1e-9 * widest:
        touching = "separates the two classes" if margins.min() > 1e-9 * widest else "lets the two classes only touch"
        raise SeparableDataError(
            f"A plane {touching}, so the cost falls for ever as w grows, and no finite w is best. "
            "Fit with ridge > 0, which bounds w."
        )
