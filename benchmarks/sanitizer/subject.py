"""The functions that are measured; imported twice, as they are and through the hook."""

from __future__ import annotations

from typing import Any

import numpy as np

from shapeguard import Float


def gradient(w: Any, b: float, X: Any, Y: Any, ridge: float) -> tuple[Any, float, float]:
    """Cost and gradient of logistic regression with ridge: 15 elementwise operators."""
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    error = A - Y
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m + ridge * np.sum(w * w)
    dw = X @ error.T / m + 2 * ridge * w
    return dw, float(np.sum(error) / m), float(cost)


def locals_checked(X: Float[np.ndarray, "nx m"], times: int) -> None:
    """Execute an annotated assignment many times."""
    for _ in range(times):
        Z: Float[np.ndarray, "nx m"] = X  # noqa: F841


def locals_plain(X: Float[np.ndarray, "nx m"], times: int) -> None:
    """The same without an annotation."""
    for _ in range(times):
        Z = X  # noqa: F841
