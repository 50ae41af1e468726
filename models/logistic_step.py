"""One step of descent on the logistic cost, from a point along a direction, and what a point must know.

A step reads X twice, once for ``P = forward(d)`` along the direction and once for the slope at its end. Where the
direction is as good as Newton's, its end is known, and Z and the slope there take one read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid
from .line_search import line_search
from .scaled_parameters import Scaled

STEEP = 0.3
"""The share of the slope that a whole step may leave: a line search would lower the cost by another tenth at most."""


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
    """Evaluate the slope at theta; at 0, Z is known without reading X."""
    if not theta.any():
        dZ = 0.5 - data.Y
        return Point(theta, np.zeros_like(dZ), dZ, data.backward(dZ))
    Z, dZ, g = data.slope(theta)
    return Point(theta, Z, dZ, g)


@guard
def step(data: Scaled, point: Point, d: Float[np.ndarray, "(n, 1)"], whole: bool) -> Point:
    """Go along d until the slope is flat, then set c to its best; or, where d is as good as Newton's, the whole of d.

    The whole step is one read of X: that of the slope at its end, which tells whether it was a good one.
    """
    if whole:
        end = start(data, point.theta + d)
        end.passes = point.passes + 1
        if abs(float(np.vdot(end.g, d))) <= STEEP * abs(float(np.vdot(point.g, d))):
            return end
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
