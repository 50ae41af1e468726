"""What linear regression returns: the weights, and how far they can be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from shapeguard import Float, guard

from .approximate_inverse import EPSILON
from .stats import Stats


@guard
@dataclass(frozen=True)
class LinearFit:
    """The best weights, and how far they can be trusted.

    Attributes
    ----------
    w, b
        Weights (nx, 1) and intercept.
    rank
        How many features are not combinations of others (constant ones count as combinations).
    condition
        The largest over the smallest stretch of the centred features, scaled to equal length.
    residual
        ``|w.T X + b - Y|``, the root of the sum of squares.
    minimum_norm
        Whether other weights fit as well; these are the shortest.
    error_bound
        An estimate of the largest relative error of the weights.
    rounds
        Rounds of refinement in double-double; 0 where float64 was enough.
    """

    w: Float[np.ndarray, "(nx, 1)"] = field(repr=False)
    b: float
    rank: int
    condition: float
    residual: float
    minimum_norm: bool
    error_bound: float
    rounds: int


@guard
def float64_error(table: Stats, squared_residual: float, condition: float) -> float:
    """Estimate the relative error of a solution refined in float64: its condition, its noise, and its distance from 0.

    A residual of size ``noise`` enters with the condition squared; features far from 0 lose what centring cancels.
    """
    noise = float(np.sqrt(squared_residual / max(float(table.squares[-1, 0]), np.finfo(np.float64).tiny)))
    varies = table.squares > 0.0
    distances = np.divide(table.m * table.mean**2, table.squares, out=np.zeros_like(table.mean), where=varies)
    offset = float(np.sqrt(1.0 + distances[:-1, :].max()))
    return 4.0 * EPSILON * offset * condition * (1.0 + condition * noise)
