"""Sums of products as if computed with twice the digits, at the speed of ordinary matrix products.

Two ideas, both without rounding errors:

* The sum of two floats is a float plus an error that is itself a float (Knuth's two-sum). A sum that carries its errors
  along in a second float is as accurate as one computed with twice the digits (Ogita, Rump and Oishi, 2005).
* A product of two slices of 20 bits has 40, so 2^13 of them can be added in any order within the 53 bits of a float64:
  BLAS gets it exactly right. Three slices hold a float64, and their nine products are nine exact matrix products
  (Ozaki, Ogita, Oishi and Rump, 2012). What is left beyond the last slice is too small to matter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shapeguard import Float, guard

SLICE_BITS = 20
LONGEST_EXACT_SUM = 2 ** (53 - 2 * SLICE_BITS)


@guard
@dataclass(frozen=True)
class DoubleDouble:
    """An array of unevaluated sums ``high + low``: about 32 digits each."""

    high: Float[np.ndarray, "(n, k)"]
    low: Float[np.ndarray, "(n, k)"]

    @guard
    def __add__(self, other: Float[np.ndarray, "(n, k)"]) -> DoubleDouble:
        """Add an array of the same shape without losing what a float64 cannot hold."""
        high = self.high + other
        share = high - self.high
        error = (self.high - (high - share)) + (other - share)
        return DoubleDouble(high, self.low + error)

    def normalised(self) -> DoubleDouble:
        """Return the same numbers with `high` as close as one float64 can be."""
        high = self.high + self.low
        return DoubleDouble(high, self.low - (high - self.high))


@guard
def slices(X: Float[np.ndarray, "(n, k)"], count: int) -> list[Float[np.ndarray, "(n, k)"]]:
    """Cut ``|X| <= 1`` into `count` arrays of 20 bits that add up to it; the last one keeps what is left.

    Adding ``c`` shifts all bits below ``c``'s last one out of the float, subtracting it brings the others back.
    """
    parts = []
    c = 0.75 * 2.0 ** (53 - SLICE_BITS)
    for _ in range(count - 1):
        top = (X + c) - c
        parts.append(top)
        X = X - top
        c *= 2.0**-SLICE_BITS
    return [*parts, X]


@guard
def slice_rows(x: DoubleDouble, count: int) -> Float[np.ndarray, "(count, k)"]:
    """Return the slices of the (1, k) row ``high + low``, ``|high| <= 1``, as the rows of one array."""
    *tops, rest = slices(x.high, count)
    return np.concatenate([*tops, rest + x.low], axis=0)


@guard
def exact_product(A: Float[np.ndarray, "(count, n)"], B: list[Float[np.ndarray, "(n, k)"]]) -> DoubleDouble:
    """Return the (1, k) row ``(sum of the rows of A) @ (sum of B)`` from matrix products that are exact."""
    n, k = B[0].shape
    result = DoubleDouble(np.zeros((1, k)), np.zeros((1, k)))
    for start in range(0, n, LONGEST_EXACT_SUM):
        for part in B:
            products = np.dot(A[:, start : start + LONGEST_EXACT_SUM], part[start : start + LONGEST_EXACT_SUM, :])
            for row in range(A.shape[0]):
                result = result + products[row : row + 1, :]
    return result.normalised()
