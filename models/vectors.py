"""Vectors as columns: length, angle, and coordinates in another basis.

A vector of a three-dimensional space is a column ``(3, 1)``: an array of two dimensions (rows and columns) that holds
a vector of three. The two kinds of dimension have nothing to do with each other.
"""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard


@guard
def add(u: Float[np.ndarray, "(n, 1)"], v: Float[np.ndarray, "(n, 1)"]) -> Float[np.ndarray, "(n, 1)"]:
    """Put the tail of ``v`` at the head of ``u``: element by element, ``u + v``."""
    return u + v


@guard
def scale(c: float, v: Float[np.ndarray, "(n, 1)"]) -> Float[np.ndarray, "(n, 1)"]:
    """Stretch ``v`` by the number ``c``; a negative one turns it round."""
    return c * v


@guard
def dot(u: Float[np.ndarray, "(n, 1)"], v: Float[np.ndarray, "(n, 1)"]) -> float:
    """Return ``u.T v``, a row times a column: ``|u| |v| cos(angle)``, a number.

    The other order, ``u @ v.T``, is the outer product ``(n, n)``.
    """
    return float((u.T @ v).item())


@guard
def norm(v: Float[np.ndarray, "(n, 1)"]) -> float:
    """Return the length ``sqrt(v1^2 + ... + vn^2)``, Pythagoras in n dimensions.

    The squares of large elements overflow (``np.linalg.norm`` of two elements 1e200 is infinite), those of small ones
    vanish. Dividing by the largest element first and multiplying afterwards keeps both in range.
    """
    largest = float(np.abs(v).max(initial=0.0))
    if largest == 0.0 or not np.isfinite(largest):
        return largest
    relative = v / largest
    return largest * float(np.sqrt((relative**2).sum()))


@guard
def are_orthogonal(u: Float[np.ndarray, "(n, 1)"], v: Float[np.ndarray, "(n, 1)"], tolerance: float = 1e-12) -> bool:
    """Say whether ``u`` and ``v`` are perpendicular: the cosine of their angle is zero up to rounding."""
    return abs(dot(u, v)) <= tolerance * norm(u) * norm(v)


@guard
def is_basis(B: Float[np.ndarray, "(n, n)"]) -> bool:
    """Say whether the columns of ``B`` reach every point of the space, each in one way only: B has full rank.

    They need not be orthogonal: the columns (1, 0) and (1, 1) are a basis too.
    """
    return bool(np.linalg.matrix_rank(B) == B.shape[0])


@guard
def coordinates(B: Float[np.ndarray, "(n, n)"], x: Float[np.ndarray, "(n, 1)"]) -> Float[np.ndarray, "(n, 1)"]:
    """Return ``c`` with ``B c = x``: how much of each basis vector (the columns of ``B``) makes up ``x``.

    For an orthogonal basis of unit vectors ``B.T @ B`` is the identity and this is just ``B.T @ x``, one dot product
    for each coordinate. Otherwise it is a linear system.

    Raises
    ------
    numpy.linalg.LinAlgError
        When the columns of ``B`` are no basis.
    """
    return np.linalg.solve(B, x)


@guard
def combine(B: Float[np.ndarray, "(n, k)"], c: Float[np.ndarray, "(k, 1)"]) -> Float[np.ndarray, "(n, 1)"]:
    """Return ``B c``, the sum of the columns of ``B``, each stretched by its coordinate: `coordinates` undone."""
    return B @ c


@guard
def project(A: Float[np.ndarray, "(n, k)"], y: Float[np.ndarray, "(n, 1)"]) -> Float[np.ndarray, "(n, 1)"]:
    """Return the point nearest to ``y`` among all combinations of the columns of ``A``.

    Nearest means that what is left over is perpendicular to every column, ``A.T (y - A c) = 0``: the normal equation
    ``A.T A c = A.T y`` of linear regression. The columns of ``Q`` are orthonormal and span the same points.
    """
    Q, _ = np.linalg.qr(A)
    return Q @ (Q.T @ y)
