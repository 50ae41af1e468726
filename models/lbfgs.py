"""A direction downhill: Newton's, corrected by what the last steps have shown.

Newton's direction ``-inv(H) g`` needs the curvature H. A curvature from elsewhere, of fewer samples or of an earlier
point, is nearly as good, once it is corrected with pairs of steps ``s`` and the changes ``y`` of the gradient that they
made (Liu and Nocedal, 1989). The inverse stays positive as long as ``s.T y > 0``, which convexity grants.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotrs

from shapeguard import Float, guard

Solve = Callable[[Float[np.ndarray, "(n, 1)"]], Float[np.ndarray, "(n, 1)"]]
Pairs = list[tuple[Float[np.ndarray, "(n, 1)"], Float[np.ndarray, "(n, 1)"]]]


@guard
def cholesky_solver(H: Float[np.ndarray, "(n, n)"], penalty: Float[np.ndarray, "(n, 1)"]) -> Solve:
    """Return ``g -> inv(H + diag(penalty)) g``, by Cholesky of the table scaled to a diagonal of ones.

    A direction that the data does not determine gets the least curvature that keeps the factorisation going.

    Raises
    ------
    FloatingPointError
        When H is not finite.
    """
    n = H.shape[0]
    diagonal = np.diagonal(H).reshape(n, 1) + penalty
    D = 1.0 / np.sqrt(np.where(diagonal > 0.0, diagonal, 1.0))
    C = D * H * D.T
    if not bool(np.isfinite(C).all()):
        raise FloatingPointError("The curvature is not finite.")
    least = 1e-14 * n
    while True:
        np.fill_diagonal(C, D * D * diagonal + least)
        L, failed = dpotrf(C, lower=True)
        if not failed:
            break
        least *= 100.0

    return lambda g: D * dpotrs(L, D * g, lower=True)[0]


@guard
def direction(g: Float[np.ndarray, "(n, 1)"], pairs: Pairs, solve: Solve) -> Float[np.ndarray, "(n, 1)"]:
    """Return the direction downhill: the two loops of L-BFGS around a first guess of the inverse curvature."""
    q = g
    projections = []
    for s, y in reversed(pairs):
        a = float(np.vdot(s, q)) / float(np.vdot(s, y))
        q = q - a * y
        projections.append(a)
    d = solve(q)
    for (s, y), a in zip(pairs, reversed(projections), strict=True):
        d = d + (a - float(np.vdot(y, d)) / float(np.vdot(s, y))) * s
    return -d


@guard
def wrong_by(s: Float[np.ndarray, "(n, 1)"], y: Float[np.ndarray, "(n, 1)"], solve: Solve) -> float:
    """Return by what factor, 1 or greater, the guess of the inverse curvature fails to explain a step.

    A right guess gives ``y.T inv(H) y = s.T y``.
    """
    less, more = sorted((float(np.vdot(s, y)), float(np.vdot(y, solve(y)))))
    return more / less if less > 0.0 else np.inf
