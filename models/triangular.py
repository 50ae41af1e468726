"""The inverse of a triangular table, half by half: what a Cholesky factor needs to solve for one column after another.

Cut ``L`` in the middle of both sides. From ``L inv(L) = I`` follows, block by block::

    L = [ A  0 ]        inv(L) = [      inv(A)          0    ]        since  B inv(A) + C (-inv(C) B inv(A)) = 0
        [ B  C ]                 [ -inv(C) B inv(A)  inv(C)  ]

Nearly all of the work is then matrix products, at a sixth of the operations of ``solve(L, I)``, which does not see
that L is triangular. It is as accurate as solving (Du Croz and Higham, 1992).
"""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard

SMALL = 32


@guard
def inverse_of_triangle(L: Float[np.ndarray, "(n, n)"]) -> Float[np.ndarray, "(n, n)"]:
    """Return the inverse of a lower triangular table without zeros on its diagonal."""
    n = L.shape[0]
    if n <= SMALL:
        return np.linalg.inv(L)
    half = n // 2
    upper = inverse_of_triangle(L[:half, :half])
    lower = inverse_of_triangle(L[half:, half:])
    inverse = np.zeros((n, n))
    inverse[:half, :half] = upper
    inverse[half:, half:] = lower
    inverse[half:, :half] = -np.dot(lower, np.dot(L[half:, :half], upper))
    return inverse
