"""The exact solution of linear regression: sums, a rough solver, and corrections until the last digit is right.

1. One pass adds up the centred products of all samples (`stats`): in float32, at half the price, where some samples
   say that the features are far from depending on each other.
2. Their Cholesky factor is a rough solver. Where the features nearly depend on each other it is too rough, and an
   orthogonal rotation takes its place; where they do depend, it gives the shortest of all best weights.
3. Refinement, in float64 if the error bound allows that, else in double-double.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from shapeguard import Float, guard

from .approximate_inverse import EPSILON, Inverse, by_cholesky, by_rotation, nearly_orthogonal, triangle
from .blocks import blocks
from .exact_refinement import refine
from .linear_fit import LinearFit, float64_error
from .refinement import power_of_two, refine_in_float64
from .stats import Stats, means, stats, total
from .validation import require_finite, require_representable

ENOUGH = 1e-12
SMALL = 2**20
RIDGE_BITS = 200
"""The root of the ridge has at most so many bits in the units of a feature."""


@guard
def solve(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float, exact: bool | None, intercept: bool
) -> LinearFit:
    """Minimise ``sum((w.T X + b - Y)^2) + ridge |w|^2``; see `linear_regression.fit`."""
    nx, m = X.shape
    certain = exact or (exact is None and (nx >= m or X.size <= SMALL))
    precision = np.float32 if not certain and nearly_orthogonal(X) else np.float64
    scale, target_scale, table = summarise(X, Y, certain, ridge, precision)
    x = table.mean[:-1, :] if intercept else np.zeros((nx, 1))
    penalty = (np.sqrt(ridge) * scale) ** 2
    inverse = rough_solver(X, scale, penalty, x, table)
    step = partial(newton_step, inverse, x, float(m) if intercept else np.inf)
    if certain:
        w, b, squares, rounds = refine(X, Y, penalty, scale, target_scale, step)
        bound = EPSILON
    else:
        w, b, squares, left = refine_in_float64(X, Y, penalty, scale, target_scale, step, table)
        bound, rounds = float64_error(table, squares, inverse.condition) + left, 0
        if exact is None and bound > ENOUGH:
            return solve(X, Y, ridge, True, intercept)
    with np.errstate(over="ignore"):
        w, b, residual = w * scale / target_scale, b / target_scale, float(np.sqrt(squares)) / target_scale
    require_representable(w, b)
    return LinearFit(w, b, inverse.rank, inverse.condition, residual, inverse.rank < nx and ridge == 0.0, bound, rounds)


@guard
def newton_step(
    inverse: Inverse, x: Float[np.ndarray, "(nx, 1)"], m: float, gw: Float[np.ndarray, "(nx, 1)"], gb: float
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    """Return the ``dw, db`` that bring the slopes ``gw, gb`` to zero; m is infinite where there is no intercept.

    The equation of b, ``x.T dw + db = gb / m``, says what db is; put into those of w, it centres the features on x.
    """
    dw = inverse.solve(gw - x * gb)
    return dw, 0.0 if m == np.inf else gb / m - float(np.vdot(x, dw))


@guard
def summarise(
    X: Float[np.ndarray, "(nx, m)"],
    Y: Float[np.ndarray, "(1, m)"],
    measure: bool,
    ridge: float,
    precision: type[np.floating],
) -> tuple[Float[np.ndarray, "(nx, 1)"], float, Stats]:
    """Return powers of two that keep all numbers, and their squares, in range, and the sums of the scaled table.

    They are 1 unless `measure` asks for them or the sums do: a number that is not finite, or whose square is not,
    spoils the diagonal. A table with more features than samples has one block and no use for the products; there a
    ridge asks for one scale for all. Nor may a ridge leave the range in units of features so small that it rules alone.
    """
    nx, m = X.shape
    if not measure:
        with np.errstate(over="ignore", invalid="ignore"):
            table = total(stats(Xk, Yk, precision) for Xk, Yk in blocks(X, Y))
        if bool(((table.squares > 1e-200) & (table.squares < 1e200)).all()):
            return np.ones((nx, 1)), 1.0, table
    require_finite(X, "X")
    require_finite(Y, "Y")
    scale = power_of_two(X)
    if ridge > 0.0:
        scale = np.minimum(scale, np.exp2(np.floor(RIDGE_BITS - 0.5 * np.log2(ridge))))
        scale = np.full_like(scale, scale.min()) if nx >= m else scale
    target_scale = float(power_of_two(Y)[0, 0])
    scaled = ((Xk * scale, Yk * target_scale) for Xk, Yk in blocks(X, Y))
    return scale, target_scale, total((stats if nx < m else means)(Xk, Yk) for Xk, Yk in scaled)


@guard
def rough_solver(
    X: Float[np.ndarray, "(nx, m)"],
    scale: Float[np.ndarray, "(nx, 1)"],
    ridge: Float[np.ndarray, "(nx, 1)"],
    x: Float[np.ndarray, "(nx, 1)"],
    table: Stats,
) -> Inverse:
    """Return the Cholesky solver where it has digits enough, else the orthogonal one."""
    nx, m = X.shape
    squares = table.squares[:-1, :] + m * (table.mean[:-1, :] - x) ** 2
    varies = varying(X, squares, x)
    lengths = np.sqrt(np.where(varies > 0.0, squares + ridge, 1.0))
    if nx >= m:
        T = X * scale - x
        D = np.full((nx, 1), 1.0 / lengths.max()) if bool((ridge > 0.0).any()) else varies / lengths
        return by_rotation(T, D, scale, float(ridge[0, 0]), m)
    shift = table.mean[:-1, :] - x
    inverse = by_cholesky(table.gram[:-1, :-1] + m * np.dot(shift, shift.T) + np.diagflat(ridge), varies)
    if inverse is not None:
        return inverse
    centred = (Xk * scale - x for Xk, _ in blocks(X, X[:1, :]))
    D = varies / lengths
    return by_rotation(triangle(centred, D, ridge) / np.where(D > 0.0, D, 1.0), D, scale, 0.0, m)


@guard
def varying(
    X: Float[np.ndarray, "(nx, m)"], squares: Float[np.ndarray, "(nx, 1)"], x: Float[np.ndarray, "(nx, 1)"]
) -> Float[np.ndarray, "(nx, 1)"]:
    """Return 1 for each feature that has more than one value, and 0 for the constants, which b makes redundant."""
    m = X.shape[1]
    varies = np.ones_like(squares)
    for feature in np.flatnonzero(np.sqrt(squares / m) <= 1e-12 * np.abs(x)):
        varies[feature, 0] = float(X[feature].min() < X[feature].max())
    return varies
