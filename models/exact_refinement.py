"""Iterative refinement until the last digit of a float64 is right: residual, gradient and weights in double-double."""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard

from .blocks import blocks
from .double_double import DoubleDouble, exact_product, slice_rows, slices
from .refinement import ApproximateInverse, power_of_two

ROUNDS = 30
LAST_DIGIT = 2.0**-54


@guard
def gradient_double_double(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    w: DoubleDouble,
    b: DoubleDouble,
    ridge: Float[np.ndarray, "(nx, 1)"],
    scale: Float[np.ndarray, "(nx, 1)"],
    target_scale: float,
) -> tuple[Float[np.ndarray, "(nx, 1)"], float, float]:
    """Return the same three with every sum carried in double-double, rounded only at the end."""
    g = DoubleDouble(np.zeros_like(w.high.T), np.zeros_like(w.high.T))
    gb = DoubleDouble(np.zeros((1, 1)), np.zeros((1, 1)))
    squares = 0.0
    shrink = float(power_of_two(w.high.T)[0, 0])
    W = -slice_rows(DoubleDouble(w.high.T * shrink, w.low.T * shrink), 4)
    for Xk, Yk in blocks(X, Y):
        parts = slices(Xk * scale, 3)
        Z = exact_product(W, parts)
        r = DoubleDouble(Z.high / shrink, Z.low / shrink) + Yk * target_scale + -b.high + -b.low
        r = r.normalised()
        unit = float(power_of_two(r.high)[0, 0])
        R = slice_rows(DoubleDouble(r.high * unit, r.low * unit), 4)
        gk = exact_product(R, [part.T for part in parts])
        g = g + gk.high / unit + gk.low / unit
        ones = exact_product(R, [np.ones_like(r.high.T)])
        gb = gb + ones.high / unit + ones.low / unit
        squares += float(np.vdot(r.high, r.high))
    g = _minus_product(g, ridge.T, w).normalised()
    gb = gb.normalised()
    return g.high.T, float(gb.high[0, 0]), squares


@guard
def _minus_product(g: DoubleDouble, ridge: Float[np.ndarray, "(1, nx)"], w: DoubleDouble) -> DoubleDouble:
    """Return ``g - ridge * w``; the product of two floats is split in halves of 26 bits (Dekker), which is exact."""
    head = 134217729.0 * ridge
    ridge_top = head - (head - ridge)
    head = 134217729.0 * w.high.T
    w_top = head - (head - w.high.T)
    ridge_end, w_end = ridge - ridge_top, w.high.T - w_top
    for term in (ridge_top * w_top, ridge_top * w_end, ridge_end * w_top, ridge_end * w_end, ridge * w.low.T):
        g = g + -term
    return g


@guard
def refine(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    ridge: Float[np.ndarray, "(nx, 1)"],
    scale: Float[np.ndarray, "(nx, 1)"],
    target_scale: float,
    approximate_inverse: ApproximateInverse,
) -> tuple[Float[np.ndarray, "(nx, 1)"], float, float, int]:
    """Return ``w, b, sum(r^2)`` and the number of rounds until no weight changes in its last digit any more."""
    nx = X.shape[0]
    w = DoubleDouble(np.zeros((nx, 1)), np.zeros((nx, 1)))
    b = DoubleDouble(np.zeros((1, 1)), np.zeros((1, 1)))
    squares = 0.0
    for done in range(ROUNDS):
        gw, gb, squares = gradient_double_double(X, Y, w, b, ridge, scale, target_scale)
        dw, db = approximate_inverse(gw, gb)
        w, b = (w + dw).normalised(), (b + np.full((1, 1), db)).normalised()
        least = max(1e-12 * float(np.abs(w.high).max()), LAST_DIGIT**2 * abs(float(b.high[0, 0])))
        negligible = LAST_DIGIT * np.maximum(np.abs(w.high), least)
        if bool((np.abs(dw) <= negligible).all()) and abs(db) <= LAST_DIGIT * abs(float(b.high[0, 0])) + 1e-300:
            return w.high, float(b.high[0, 0]), squares, done + 1
    return w.high, float(b.high[0, 0]), squares, ROUNDS
