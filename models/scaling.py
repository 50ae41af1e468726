"""The mean sample and the unit of each feature, with which the parameters are scaled."""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard

from .blocks import RUN, some_samples
from .scaled_parameters import Scaled

SAMPLE_NUMBERS = 2**18


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
    largest = max(float(np.maximum(np.abs(high), np.abs(low)).max()), float(np.finfo(np.float64).tiny))
    unit = 1.0 / np.hypot(largest, 2.0 * np.sqrt(ridge / X.shape[1]))
    return Scaled(X, Y, X.mean(axis=1, keepdims=True, dtype=np.float64), np.where(high > low, unit, 0.0), ridge)
