"""How far to go along a direction: until the cost stops falling.

``Z`` is linear in the parameters, so along a direction d it is ``Z + t P`` with ``P = forward(d)``, computed once:
every trial works on rows (1, m) alone and reads no X. With the penalty's ``linear t + square t^2 / 2`` the slope is ::

    slope(t) = (sigmoid(Z + t P) - Y) P.T + linear + square t

It rises with t, because the cost is convex; where it is zero the cost is least. The next trial is where the straight
line through two slopes is zero: ahead while both are negative, between the two once they differ in sign.
"""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid

FLAT = 0.1
"""The share of the first slope that is left at the end: flatter costs more trials than it saves steps."""

TRIALS = 60


@guard
def line_search(
    Z: Float[np.ndarray, "(1, m)"],
    dZ: Float[np.ndarray, "(1, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    P: Float[np.ndarray, "(1, m)"],
    linear: float,
    square: float,
) -> tuple[float, Float[np.ndarray, "(1, m)"], Float[np.ndarray, "(1, m)"]]:
    """Return t, ``Z + t P`` and its sigmoid where the slope is flat, given ``dZ = sigmoid(Z) - Y`` at the start."""
    first = float(np.vdot(dZ, P)) + linear
    low, slope_low, high, slope_high = 0.0, first, np.inf, np.inf
    t = 1.0
    for _ in range(TRIALS):
        Zt = Z + t * P
        A = sigmoid(Zt)
        slope = float(np.vdot(A - Y, P)) + linear + square * t
        if abs(slope) <= FLAT * abs(first):
            break
        if slope < 0.0 and high == np.inf:
            ahead = min(zero_of_line(low, slope_low, t, slope), 4.0 * t)
            low, slope_low, t = t, slope, ahead
            continue
        if slope < 0.0:
            low, slope_low = t, slope
        else:
            high, slope_high = t, slope
        margin = 0.05 * (high - low)
        t = min(max(zero_of_line(low, slope_low, high, slope_high), low + margin), high - margin)
    return t, Zt, A


def zero_of_line(t0: float, slope0: float, t1: float, slope1: float) -> float:
    """Return where the straight line through two slopes, the second one greater, is zero."""
    return t0 - slope0 * (t1 - t0) / max(slope1 - slope0, 1e-300)
