"""Rough solvers of the normal equations ``(T T.T + ridge I) w = g`` of a centred table: good enough to refine.

`by_cholesky` needs only the products ``T T.T``, one pass over the data, but their condition is that of T squared.
`by_rotation` works on T itself, costs some ten times more, and knows the rank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from shapeguard import Float, guard

from .blocks import RUN, some_samples

EPSILON = float(np.finfo(np.float64).eps)
HOPELESS = 3e6
"""Beyond this condition of T, that of ``T T.T`` is above 1e13: corrections would have less than three right digits."""

ORTHOGONAL_ENOUGH = 300.0
"""Up to this condition of T, products of float32 make a solver: its corrections have at least one right digit."""

MANY_FEATURES = 64
"""From here on the products take most of the time."""


@dataclass(frozen=True)
class Inverse:
    """A solver, and what it found out about the table: its rank and condition."""

    solve: Callable[[Float[np.ndarray, "(nx, 1)"]], Float[np.ndarray, "(nx, 1)"]]
    rank: int
    condition: float


@guard
def by_cholesky(G: Float[np.ndarray, "(nx, nx)"], varies: Float[np.ndarray, "(nx, 1)"]) -> Inverse | None:
    """Factor ``D G D = L L.T`` with D chosen so that the diagonal is 1; None where too few digits would be left.

    ``varies`` is 0 for a constant feature: its row of G is nothing but rounding errors and its weight is exactly 0.
    That a factorisation went through proves nothing: three in four exactly singular tables do. The condition does.
    """
    nx = G.shape[0]
    if not bool((np.diagonal(G)[:, np.newaxis][varies > 0.0] > 0.0).all()):
        return None
    D = varies / np.sqrt(np.where(varies > 0.0, np.diagonal(G).reshape(nx, 1), 1.0))
    C = D * G * D.T + np.diagflat(1.0 - varies)
    spectrum = np.linalg.eigvalsh(C)
    condition = float(np.sqrt(spectrum[-1]) / np.sqrt(max(spectrum[0], np.finfo(np.float64).tiny)))
    if condition > HOPELESS:
        return None
    L = cho_factor(C, lower=True, check_finite=False)
    return Inverse(lambda g: D * cho_solve(L, D * g, check_finite=False), int(varies.sum()), condition)


@guard
def nearly_orthogonal(X: Float[np.ndarray, "(nx, m)"]) -> bool:
    """Say whether products of float32 are worth it and will do for `by_cholesky`, judging by two samples a feature.

    The rounding, 1e-7, enters the solver with the condition squared. So few samples make the condition look worse than
    it is, up to six times; where they mislead nonetheless, more corrections are needed.
    """
    nx, m = X.shape
    if nx < MANY_FEATURES or m < 16 * nx:
        return False
    some, _ = some_samples(X, X[:1, :], 2 * max(nx, RUN))
    with np.errstate(over="ignore", invalid="ignore"):
        T = some - some.mean(axis=1, keepdims=True)
        G = np.dot(T, T.T)
    inverse = by_cholesky(G, np.ones((nx, 1))) if bool(np.isfinite(G).all()) else None
    return inverse is not None and inverse.condition <= ORTHOGONAL_ENOUGH


@guard
def by_rotation(
    T: Float[np.ndarray, "(nx, k)"],
    D: Float[np.ndarray, "(nx, 1)"],
    unit: Float[np.ndarray, "(nx, 1)"],
    ridge: float,
    samples: int,
) -> Inverse:
    """Rotate the features so that they become uncorrelated: ``D T = U diag(S) V.T``.

    Features without a singular value of their own are combinations of others. Of all best weights, the shortest lie in
    the span of the columns of T, that is of ``U / D``; with ``U / D = Q R`` they are ``root root.T g`` with
    ``root = Q inv(R S).T``, all of it in the units of the weights.
    A ridge lengthens every singular value, and asks for the same D for all features.

    Parameters
    ----------
    T
        The centred table, or its `triangle`: it has the same U and S, without the samples.
    D
        The scale that gives the features comparable lengths, 0 for constant ones.
    unit
        The scale that T has already; ``unit * w`` is what shall be short, so only ratios of units count.
    """
    nx = D.shape[0]
    U, S, _ = np.linalg.svd(D * T, full_matrices=False)
    rank = int(np.count_nonzero(S / max(float(S[0]), 1e-300) > EPSILON * max(nx, samples)))
    if rank == 0:
        return Inverse(np.zeros_like, 0, 1.0)
    condition = float(S[0] / S[rank - 1])
    U, S = U[:, :rank], np.hypot(S[:rank], np.sqrt(ridge) * D.max()).reshape(1, rank)
    if rank == nx or ridge > 0.0:
        root = D * U / S.reshape(1, -1)
    else:
        unit = unit / unit.max()
        Q, R = np.linalg.qr(np.divide(U, D * unit, out=np.zeros_like(U), where=D > 0.0))
        root = np.dot(Q, np.linalg.solve((R * S.reshape(1, -1)).T, np.eye(rank))) / unit
    return Inverse(lambda g: np.dot(root, np.dot(root.T, g)), rank, condition)


@guard
def triangle(
    tables: Iterable[Float[np.ndarray, "(nx, _)"]], D: Float[np.ndarray, "(nx, 1)"], ridge: Float[np.ndarray, "(nx, 1)"]
) -> Float[np.ndarray, "(nx, nx)"]:
    """Return a square table with the same ``D (T T.T + ridge) D``, by orthogonal steps only: T is never squared.

    ``[R, T] = R' Q`` with orthogonal rows Q gives ``R R.T + T T.T = R' R'.T``. The ridge is nx more samples.
    """
    R = np.diagflat(np.sqrt(ridge) * D)
    for T in tables:
        stacked = np.concatenate([R, D * T], axis=1)
        R = np.asarray(np.linalg.qr(stacked.T, mode="r")).T
    return R
