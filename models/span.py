"""More features than samples: solve for m numbers instead of nx.

Every slope ``X dZ.T`` is a combination of samples, so the best w is one too, and only the samples' lengths and angles
count. Those are in the m by m products of the centred table T::

    K = T.T T = V diag(k) V.T,     U = diag(sqrt(k)) V.T     has     U.T U = K

U is the same cloud of samples seen in m dimensions: same lengths, same angles, so the same ridge. From weights u there
come ``w = T c`` with ``c = V (u / sqrt(k))``, and slopes go back by the transpose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shapeguard import Float, guard

from .scaled_parameters import Scaled

SOME_ROWS = 512
SMALLEST = float(np.finfo(np.float64).tiny)
"""A ridge never turns into none, however small it is beside the features."""


@guard
@dataclass(frozen=True)
class Span:
    """The span of the samples: ``basis`` is ``V / sqrt(k)``, and ``rotated`` the samples U in it."""

    data: Scaled
    basis: Float[np.ndarray, "(m, k)"]
    rotated: Scaled

    @guard
    def lift(self, theta: Float[np.ndarray, "(n, 1)"]) -> Float[np.ndarray, "(p, 1)"]:
        """Return the parameters of the data (nx + 1, 1) from those of the rotated samples (k + 1, 1)."""
        data = self.data
        c = np.dot(self.basis, theta[:-1, :])
        v = data.weight * (np.dot(data.X, c) - data.mean * c.sum())
        return np.concatenate([v, theta[-1:, :]], axis=0)

    @guard
    def drop(self, g: Float[np.ndarray, "(p, 1)"]) -> Float[np.ndarray, "(n, 1)"]:
        """Return the slope of the rotated samples from that of the data, by the transpose of `lift`."""
        data = self.data
        v = data.weight * g[:-1, :]
        c = np.dot(v.T, data.X) - float(np.vdot(data.mean, v))
        return np.concatenate([np.dot(c, self.basis).T, g[-1:, :]], axis=0)


@guard
def span_of(data: Scaled) -> Span:
    """Find the span of the samples, some rows of the table at a time."""
    nx, m = data.X.shape
    K = np.zeros((m, m))
    for start in range(0, nx, SOME_ROWS):
        rows = slice(start, start + SOME_ROWS)
        T = (data.X[rows, :] - data.mean[rows, :]) * data.weight[rows, :]
        K += np.dot(T.T, T)
    k, V = np.linalg.eigh(K)
    kept = k > k[-1] * m * np.finfo(np.float64).eps
    root = np.sqrt(k[kept]).reshape(-1, 1)
    U = root * V[:, kept].T
    ridge = max(float((np.sqrt(data.ridge) * data.weight).max() ** 2), SMALLEST) if data.ridge > 0.0 else 0.0
    return Span(data, V[:, kept] / root.T, Scaled(U, data.Y, np.zeros_like(root), np.ones_like(root), ridge))
