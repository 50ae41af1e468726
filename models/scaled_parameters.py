"""Scale the parameters, not the data.

Descent is slow where features differ in scale. Standardised features cure that, but cost a copy of the data. The same
walk is possible without touching X, in the parameters of the standardised features::

    v.T (X - x) / s + c  =  w.T X + b         with  w = v / s  and  b = c - x.T w

for a mean sample ``x`` and deviations ``s``. By the chain rule ``dv = (dw - x db) / s`` and ``dc = db``. Any x and s
are exact; those of a few thousand samples are good enough to be fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from shapeguard import Float, guard

from .activations import sigmoid
from .blocks import CACHE_NUMBERS, blocks, some_samples, spans


@guard
@dataclass(frozen=True)
class Scaled:
    """Data seen through standardised features: ``theta`` is v over c, (nx + 1, 1).

    ``weight`` is ``1 / s``, and 0 for a constant feature, whose weight thus stays exactly 0.
    """

    X: Float[np.ndarray, "(nx, m)"]
    Y: Float[np.ndarray, "(1, m)"]
    mean: Float[np.ndarray, "(nx, 1)"]
    weight: Float[np.ndarray, "(nx, 1)"]
    ridge: float

    @property
    def m(self) -> int:
        """The number of samples."""
        return self.X.shape[1]

    @cached_property
    @guard
    def penalty(self) -> Float[np.ndarray, "(n, 1)"]:
        """The ridge in the scaled parameters (nx + 1, 1); c is free."""
        return np.concatenate([(np.sqrt(self.ridge) * self.weight) ** 2, np.zeros((1, 1))], axis=0)

    @guard
    def original(self, theta: Float[np.ndarray, "(n, 1)"]) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
        """Return ``w, b``."""
        w = theta[:-1, :] * self.weight
        return w, float(theta[-1, 0]) - float(np.vdot(self.mean, w))

    @guard
    def unscaled_slope(self, g: Float[np.ndarray, "(n, 1)"]) -> Float[np.ndarray, "(nx, 1)"]:
        """Return the slope in w from that in theta; a constant feature has none, b takes its part."""
        return np.divide(g[:-1, :], self.weight, out=np.zeros_like(self.mean), where=self.weight > 0.0)

    def some(self, count: int) -> Scaled:
        """Return the same view of about `count` samples, with their share of the ridge."""
        X, Y = some_samples(self.X, self.Y, count)
        return Scaled(X, Y, self.mean, self.weight, self.ridge * X.shape[1] / self.X.shape[1])

    @guard
    def slope(
        self, theta: Float[np.ndarray, "(n, 1)"]
    ) -> tuple[Float[np.ndarray, "(1, m)"], Float[np.ndarray, "(1, m)"], Float[np.ndarray, "(n, 1)"]]:
        """Return ``Z``, ``dZ`` (1, m) and the slope at theta, reading X once: the cache has it for the second product.

        ``@`` multiplies a block where it lies; ``np.dot`` of one row with part of a table first copies that part.
        """
        nx, m = self.X.shape
        w, b = self.original(theta)
        Z, dZ = np.empty((1, m)), np.empty((1, m))
        dw = np.zeros((nx, 1))
        for span in spans(nx, m, CACHE_NUMBERS):
            Xk = self.X[:, span].astype(np.float64, copy=False)
            Z[:, span] = w.T @ Xk + b
            dZ[:, span] = sigmoid(Z[:, span]) - self.Y[:, span]
            dw += Xk @ dZ[:, span].T
        return Z, dZ, self.from_slope(dw, dZ) + self.penalty * theta

    @guard
    def forward(self, theta: Float[np.ndarray, "(n, 1)"]) -> Float[np.ndarray, "(1, m)"]:
        """Return ``Z`` (1, m)."""
        w, b = self.original(theta)
        if self.X.dtype == np.float64:
            return np.dot(w.T, self.X) + b
        return np.concatenate([np.dot(w.T, Xk) + b for Xk, _ in blocks(self.X, self.Y)], axis=1)

    @guard
    def backward(self, dZ: Float[np.ndarray, "(1, m)"]) -> Float[np.ndarray, "(n, 1)"]:
        """Return the slope of the summed losses in theta (nx + 1, 1)."""
        pieces = [(self.X, dZ)] if self.X.dtype == np.float64 else blocks(self.X, dZ)
        dw: Float[np.ndarray, "(nx, 1)"] = sum((np.dot(Xk, dk.T) for Xk, dk in pieces), np.zeros_like(self.mean))
        return self.from_slope(dw, dZ)

    @guard
    def from_slope(
        self, dw: Float[np.ndarray, "(nx, 1)"], dZ: Float[np.ndarray, "(1, m)"]
    ) -> Float[np.ndarray, "(n, 1)"]:
        """Return the slope in theta from that in w, by the chain rule."""
        db = dZ.sum(axis=1, keepdims=True)
        return np.concatenate([self.weight * (dw - self.mean * db), db], axis=0)

    @guard
    def curvature(
        self, root: Float[np.ndarray, "(1, m)"], precision: type[np.floating] = np.float64
    ) -> Float[np.ndarray, "(n, n)"]:
        """Return ``S @ S.T`` (nx + 1, nx + 1), S being the standardised samples and a row of ones, times ``root``.

        The same S twice: NumPy sees it and BLAS computes half of the products.
        """
        nx, m = self.X.shape
        H = np.zeros((nx + 1, nx + 1))
        paper: dict[int, np.ndarray] = {}
        for span in spans(nx, m):
            k: int = span.stop - span.start
            S: Float[np.ndarray, "(n, k)"] = paper.setdefault(k, np.empty((nx + 1, k)))
            S[-1:, :] = 1.0
            np.subtract(self.X[:, span], self.mean, out=S[:-1, :])
            S[:-1, :] *= self.weight
            S *= root[:, span]
            R = S.astype(precision, copy=False)
            H += np.dot(R, R.T)
        return H
