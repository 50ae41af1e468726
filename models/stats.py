"""All that linear regression has to know about m samples, as an object that adds.

`Stats` of two halves add up to the `Stats` of the whole, in any order and however the samples were cut. So one function
of one block is the pass over the cache, over a file and over a cluster: only (nx + 1)^2 numbers ever travel.

Sums of products of large numbers with small differences cancel, so each block is centred on its own mean, and two
centred sums are joined with the correction of Chan, Golub and LeVeque (1979)::

    sum over both of (t - mean)(t - mean).T  =  P1 + P2 + D D.T m1 m2 / (m1 + m2),     D = mean2 - mean1
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np

from shapeguard import Float, guard


@guard
@dataclass(frozen=True)
class Stats:
    """The count m, the mean (n, 1) and the centred products (n, n) of the features, with the target as the last.

    Where `means` has left the products out, k is 1 and the squares (n, 1) stand in their place.
    """

    m: int
    mean: Float[np.ndarray, "(n, 1)"]
    products: Float[np.ndarray, "(n, k)"]

    @property
    @guard
    def squares(self) -> Float[np.ndarray, "(n, 1)"]:
        """The centred sums of squares (n, 1)."""
        n = self.mean.shape[0]
        return (np.diagonal(self.products) if self.products.shape[1] == n else self.products).reshape(n, 1)

    @property
    @guard
    def gram(self) -> Float[np.ndarray, "(n, n)"]:
        """The products (n, n) of all features with each other, the Gram matrix.

        Raises
        ------
        ValueError
            When `means` has left them out.
        """
        n = self.mean.shape[0]
        if self.products.shape != (n, n):
            raise ValueError("These are sums without products across features: add up `stats` instead of `means`.")
        return self.products

    def __add__(self, other: Stats) -> Stats:
        """Return the statistics of the samples of both."""
        m = self.m + other.m
        D = other.mean - self.mean
        products = np.dot(D * (self.m * other.m / m), D.T)
        products += self.products
        products += other.products
        return Stats(m, self.mean + D * (other.m / m), products)


@guard
def stats(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], precision: type[np.floating] = np.float64
) -> Stats:
    """Return the statistics of one block, its products of centred numbers rounded to the given precision.

    ``T @ T.T`` with the same T on both sides: NumPy sees the symmetry and BLAS computes only half of the products.
    """
    m = X.shape[1]
    T = np.concatenate([X, Y], axis=0, dtype=np.float64)
    mean = T.mean(axis=1, keepdims=True)
    T -= mean
    T = T.astype(precision, copy=False)
    return Stats(m, mean, np.dot(T, T.T).astype(np.float64, copy=False))


@guard
def means(X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"]) -> Stats:
    """Return the same without the products across features, (n, 1) squares only: for one block of many features."""
    m = X.shape[1]
    T = np.concatenate([X, Y], axis=0, dtype=np.float64)
    mean = T.mean(axis=1, keepdims=True)
    T -= mean
    return Stats(m, mean, (T * T).sum(axis=1, keepdims=True))


def total(parts: Iterable[Stats]) -> Stats:
    """Add up the statistics of all blocks."""
    return reduce(add, parts)
