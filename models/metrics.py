"""How good a model is, in units that mean something: the share of right answers, and the typical error."""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard


@guard
def accuracy(A: Float[np.ndarray, "(1, m)"], Y: Float[np.ndarray, "(1, m)"]) -> float:
    """Return the share of samples whose probability ``A`` is on the side of their label ``Y``."""
    return float(((A > 0.5) == (Y > 0.5)).mean())


@guard
def root_mean_squared_error(Yhat: Float[np.ndarray, "(1, m)"], Y: Float[np.ndarray, "(1, m)"]) -> float:
    """Return ``sqrt(mean((yhat - y)^2))``: the typical error, in the units of ``Y``."""
    return float(np.sqrt(((Yhat - Y) ** 2).mean()))
