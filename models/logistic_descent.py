"""Descent on the logistic cost, in scaled parameters: direction, line search, slope, and again.

A step reads X twice, once for ``P = forward(d)`` along the direction and once for the slope at its end.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid, sigmoid_slope
from .lbfgs import Pairs, Solve, cholesky_solver, direction
from .line_search import line_search
from .scaled_parameters import Scaled

PASSES = 300
MEMORY = 12


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


def newton_solver(data: Scaled, point: Point) -> Solve:
    """Return the inverse curvature at a point: ``H = S S.T`` with ``S = X1 sqrt(a (1 - a))``."""
    return cholesky_solver(data.curvature(np.sqrt(sigmoid_slope(point.Z))), data.penalty)


def descend(data: Scaled, point: Point, solve: Solve | None, patience: int, tolerance: float) -> tuple[Point, Solve]:
    """Walk until the cost is within `tolerance` (of the sum of losses) of its minimum.

    The decrement ``g.T inv(H) g / 2`` is how much lower the parabola at this point goes.

    Parameters
    ----------
    solve
        A first guess of the inverse curvature.
    patience
        Steps after which the curvature is computed anew: 1 is Newton's method.

    Raises
    ------
    SeparableDataError
        When there is no ridge and a plane separates the classes.
    """
    pairs: Pairs = deque(maxlen=MEMORY)
    solve = newton_solver(data, point) if solve is None else solve
    age = 0
    while point.passes < PASSES:
        if age >= patience:
            solve, age = newton_solver(data, point), 0
            pairs.clear()
        d = direction(point.g, pairs, solve)
        point.decrement = -0.5 * float(np.vdot(point.g, d))
        if point.decrement <= tolerance:
            break
        require_overlap(data, point.Z)
        before = point
        point = step(data, point, d)
        s, y = point.theta - before.theta, point.g - before.g
        if float(np.vdot(s, y)) > 0.0:
            pairs.append((s, y))
        age += 1
    return point, solve


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
