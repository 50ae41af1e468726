"""Iterative refinement: a rough solver, made exact by asking it for corrections.

The best w and b make the gradient vanish. Take any ``approximate_inverse`` of the curvature ``X X.T + ridge I``, exact
to a few digits only, and repeat::

    r  = Y - w.T X - b                    the residual
    gw = X r.T - ridge w,  gb = sum(r)    minus the gradient
    w, b = w, b + approximate_inverse(gw, gb)

Each round multiplies the error by the relative error of the inverse, as long as r and g are right. Near the optimum g
is a small difference of large numbers: in float64 the rounds stall at the condition number times 1e-16, from where
`exact_refinement` goes on.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from shapeguard import Float, guard

from .approximate_inverse import EPSILON
from .blocks import blocks
from .stats import Stats

CORRECTIONS = 5

ApproximateInverse = Callable[[Float[np.ndarray, "(nx, 1)"], float], tuple[Float[np.ndarray, "(nx, 1)"], float]]
"""From the slope in w and b to the step that would bring both to zero."""


@guard
def power_of_two(X: Float[np.ndarray, "(n, k)"]) -> Float[np.ndarray, "(n, 1)"]:
    """Return for each row the power of two that brings its largest entry to between 1/2 and 1: no digit is rounded."""
    largest = np.maximum(X.max(axis=1, keepdims=True), -X.min(axis=1, keepdims=True)).astype(np.float64)
    exponent = np.frexp(largest)[1]
    return np.ldexp(1.0, -np.clip(exponent, -1000, 1024))


@guard
def gradient_float64(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    w: Float[np.ndarray, "(nx, 1)"],
    b: float,
    ridge: Float[np.ndarray, "(nx, 1)"],
    scale: Float[np.ndarray, "(nx, 1)"],
    target_scale: float,
) -> tuple[Float[np.ndarray, "(nx, 1)"], float, float]:
    """Return ``gw, gb`` and ``sum(r^2)`` of the scaled table, reading every block once from memory.

    ``@`` multiplies a block where it lies; ``np.dot`` of one row with part of a table first copies that part.
    """
    gw = -ridge * w
    gb, squares = 0.0, 0.0
    weights = w * scale
    for Xk, Yk in blocks(X, Y):
        r: Float[np.ndarray, "(1, k)"] = Yk * target_scale - weights.T @ Xk - b
        gw += scale * (Xk @ r.T)
        gb += float(r.sum())
        squares += float(np.vdot(r, r))
    return gw, gb, squares


@guard
def refine_in_float64(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    ridge: Float[np.ndarray, "(nx, 1)"],
    scale: Float[np.ndarray, "(nx, 1)"],
    target_scale: float,
    approximate_inverse: ApproximateInverse,
    table: Stats,
) -> tuple[Float[np.ndarray, "(nx, 1)"], float, float, float]:
    """Return ``w, b, sum(r^2)`` and how wrong they still are: the solution of the summed equations, then corrections.

    Each is smaller than the one before by the same factor, so what is left is the last one times that factor. One is
    enough after sums in float64, two mostly after sums in float32. Where they do not shrink, rounding has the word.
    """
    x, y = table.mean[:-1, :], float(table.mean[-1, 0])
    lengths = np.sqrt(table.squares[:-1, :])
    w, b = approximate_inverse(table.products[:-1, -1:] + x * (table.m * y), table.m * y)
    change = 1.0
    for _ in range(CORRECTIONS):
        gw, gb, squares = gradient_float64(X, Y, w, b, ridge, scale, target_scale)
        dw, db = approximate_inverse(gw, gb)
        w, b = w + dw, b + db
        longest = max(float(np.abs(lengths * w).max()), float(np.finfo(np.float64).tiny))
        before, change = change, float(np.abs(lengths * dw).max()) / longest
        factor = min(change / before, 1.0) if change > 0.0 else 0.0
        if factor * change <= EPSILON or factor > 0.5:
            break
    return w, b, squares, factor * change
