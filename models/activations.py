"""The sigmoid: from any real number to a probability.

The derivation of its derivative, with ``a = sigmoid(z) = 1 / (1 + exp(-z))``::

    da/dz = exp(-z) / (1 + exp(-z))^2
          = 1 / (1 + exp(-z)) * exp(-z) / (1 + exp(-z))
          = a * (1 - a)                                   since 1 - a = exp(-z) / (1 + exp(-z))
"""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard


@guard
def sigmoid(Z: Float[np.ndarray, "(n, m)"]) -> Float[np.ndarray, "(n, m)"]:
    """Return ``1 / (1 + exp(-Z))``, element by element: 0.5 at 0, towards 0 and 1 far from it.

    The brackets matter: ``1 / 1 + exp(-z)`` is ``1 + exp(-z)``, which is 1.135 at ``z = 2`` and no probability.
    This plain form is also the most accurate one (1.7 ulp): far to the left ``exp(-Z)`` overflows to infinity, and
    one over infinity is the right answer, so only the warning has to go.
    """
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-Z))


@guard
def sigmoid_slope(Z: Float[np.ndarray, "(n, m)"]) -> Float[np.ndarray, "(n, m)"]:
    """Return the derivative ``a * (1 - a)``, exact in both tails.

    ``1 - a`` loses all its digits where ``a`` is close to 1. With ``e = exp(-|z|)``, which never overflows, the product
    is ``e / (1 + e)^2`` on both sides, because the slope is an even function.
    """
    E = np.exp(-np.abs(Z))
    return E / (1.0 + E) ** 2
