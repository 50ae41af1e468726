"""Broadcasting: NumPy stretches an axis of length 1 to the other operand's length. Nothing else is stretched.

The shapes are compared from the right. Two lengths fit when they are equal or one of them is 1; an array of lower rank
gets axes of length 1 on its *left*, so a ``(3,)`` array fits a ``(2, 3)`` one and acts as a row. That last rule is
where accidents happen, and why a vector here is always a row ``(1, m)`` or a column ``(nx, 1)``::

    (5, 1) + (1, 1)  ->  (5, 1)        (5, 1) + (2, 1)  ->  an error, which is good
    (5, 1) + (1, 5)  ->  (5, 5)        (5, 1) + (5,)    ->  (5, 5), which is a silent mistake
"""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard


@guard
def percentages(A: Float[np.ndarray, "(nutrients, foods)"]) -> Float[np.ndarray, "(nutrients, foods)"]:
    """Return what share of each food's calories each nutrient has: every column adds up to 100.

    ``keepdims=True`` leaves the totals a row ``(1, foods)``. Without it they are ``(foods,)``, and on a square matrix
    the wrong axis would go unnoticed.
    """
    total = A.sum(axis=0, keepdims=True)
    return 100.0 * A / total


@guard
def add_bias(Z: Float[np.ndarray, "(1, m)"], b: float) -> Float[np.ndarray, "(1, m)"]:
    """Add the same ``b`` to each of the m samples. NumPy does not write it out m times; it reads it m times."""
    return Z + b


@guard
def outer(u: Float[np.ndarray, "(n, 1)"], v: Float[np.ndarray, "(k, 1)"]) -> Float[np.ndarray, "(n, k)"]:
    """Multiply each element of ``u`` by each of ``v``: the two-way broadcast made on purpose, ``(n, 1) * (1, k)``."""
    table: Float[np.ndarray, "(n, k)"] = u * v.T
    return table


@guard
def squared_distances(U: Float[np.ndarray, "(nx, n)"], V: Float[np.ndarray, "(nx, k)"]) -> Float[np.ndarray, "(n, k)"]:
    """Return the squared distance of each sample of ``U`` to each one of ``V``; ``None`` says where an axis is new."""
    difference = U[:, :, None] - V[:, None, :]
    return (difference**2).sum(axis=0)
