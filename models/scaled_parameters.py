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

from .blocks import blocks, spans

SAMPLE_NUMBERS = 2**18
RUN = 64


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
    def forward(self, theta: Float[np.ndarray, "(n, 1)"]) -> Float[np.ndarray, "(1, m)"]:
        """Return ``Z`` (1, m); at 0 it is known without reading X."""
        if not theta.any():
            return np.zeros_like(self.Y)
        w, b = self.original(theta)
        if self.X.dtype == np.float64:
            return np.dot(w.T, self.X) + b
        return np.concatenate([np.dot(w.T, Xk) + b for Xk, _ in blocks(self.X, self.Y)], axis=1)

    @guard
    def backward(self, dZ: Float[np.ndarray, "(1, m)"]) -> Float[np.ndarray, "(n, 1)"]:
        """Return the slope of the summed losses in theta (nx + 1, 1)."""
        if self.X.dtype == np.float64:
            dw = np.dot(self.X, dZ.T)
        else:
            dw = sum((np.dot(Xk, dk.T) for Xk, dk in blocks(self.X, dZ)), np.zeros_like(self.mean))
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
            S = paper.setdefault(span.stop - span.start, np.empty((nx + 1, span.stop - span.start)))
            S[-1:, :] = 1.0
            np.subtract(self.X[:, span], self.mean, out=S[:-1, :])
            S[:-1, :] *= self.weight
            S *= root[:, span]
            R = S.astype(precision, copy=False)
            H += np.dot(R, R.T)
        return H


@guard
def some_samples(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], count: int
) -> tuple[Float[np.ndarray, "(nx, k)"], Float[np.ndarray, "(1, k)"]]:
    """Return about `count` samples in float64: short runs from everywhere, for data is often sorted."""
    m = X.shape[1]
    if m <= count:
        return X.astype(np.float64, copy=False), Y.astype(np.float64, copy=False)
    starts = np.linspace(0, m - RUN, count // RUN).astype(int)
    columns = (starts.reshape(-1, 1) + np.arange(RUN).reshape(1, -1)).ravel()
    return X[:, columns].astype(np.float64, copy=False), Y[:, columns].astype(np.float64, copy=False)


@guard
def scaled(X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float) -> Scaled:
    """Measure mean and deviation of some samples, and look through them at all.

    The curvature of the mean loss along a feature is about ``s^2 / 4``, that of the penalty ``ridge / m``: a unit of
    ``sqrt(s^2 + 4 ridge / m)`` serves both, also where a feature is so small that the penalty rules.
    """
    nx, m = X.shape
    if nx > m:
        return centred(X, Y, ridge)
    some, _ = some_samples(X, Y, max(SAMPLE_NUMBERS // nx, 4 * RUN))
    largest = np.maximum(np.abs(some).max(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    mean = some.mean(axis=1, keepdims=True)
    deviation = largest * np.sqrt((((some - mean) / largest) ** 2).mean(axis=1, keepdims=True))
    weight = 1.0 / np.where(deviation > 1e-12 * np.abs(mean), np.hypot(deviation, 2.0 * np.sqrt(ridge / m)), 1.0)
    for feature in np.flatnonzero(deviation <= 1e-12 * np.abs(mean)):
        low, high = float(X[feature].min()), float(X[feature].max())
        weight[feature, 0] = 1.0 / (high - low) if high > low else 0.0
    return Scaled(X, Y, mean, weight, ridge)


@guard
def centred(X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float) -> Scaled:
    """Centre only, in one unit for all features: more features than samples are not standardised but rotated."""
    high, low = X.max(axis=1, keepdims=True), X.min(axis=1, keepdims=True)
    unit = 1.0 / max(float(np.maximum(np.abs(high), np.abs(low)).max()), float(np.finfo(np.float64).tiny))
    return Scaled(X, Y, X.mean(axis=1, keepdims=True, dtype=np.float64), np.where(high > low, unit, 0.0), ridge)
