"""From photographs to feature vectors, and why the right shape is not enough.

A batch of m photographs is ``(m, 64, 64, 3)``; the models want ``(12288, m)``, one photograph a column. Memory holds
the first photograph, then the second, and so on. ``reshape`` never moves a number: it only cuts the sequence anew.

- ``batch.reshape(m, -1)`` cuts it after each photograph, ``(m, 12288)``; ``.T`` makes the rows columns. Right.
- ``batch.reshape(12288, m)`` cuts it every m numbers. The shape is right and each "photograph" is a mixture of slivers
  of all of them. No check of the shape can see that: both results are ``(12288, m)``. What can see it is a round trip,
  which is why `roll` stands beside `unroll` and a test sends photographs through both.
"""

from __future__ import annotations

import numpy as np

from shapeguard import Shaped, guard


@guard
def unroll(batch: Shaped[np.ndarray, "(m, height, width, colours)"]) -> Shaped[np.ndarray, "(nx, m)"]:
    """Make each photograph a column of ``nx = height * width * colours`` numbers."""
    m = batch.shape[0]
    return batch.reshape(m, -1).T


@guard
def roll(
    X: Shaped[np.ndarray, "(nx, m)"], height: int, width: int
) -> Shaped[np.ndarray, "(m, {height}, {width}, colours)"]:
    """Undo `unroll`: each column becomes a photograph again."""
    m = X.shape[1]
    return X.T.reshape(m, height, width, -1)


@guard
def unroll_planes(batch: Shaped[np.ndarray, "(m, height, width, colours)"]) -> Shaped[np.ndarray, "(nx, m)"]:
    """Make each photograph a column in the lecture's order: all red values, then all green, then all blue.

    A permutation of the rows of `unroll`, whose order is red, green, blue of the first pixel, then of the second. A
    model learns equally well from either; training and testing must use the same one.
    """
    return unroll(np.moveaxis(batch, 3, 1))
