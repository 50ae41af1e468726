"""The experiments of ``python -m models``."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from shapeguard import Float, guard


@guard
def predict(w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"]) -> Float[np.ndarray, "(1, m)"]:
    """Return ``w.T X + b``."""
    return w.T @ X + b


def mistake(pictures: Path | None) -> int:
    """Call a guarded function with samples as rows, and show what it says."""
    X = np.ones((10, 4))
    print("X = np.ones((10, 4))           # ten samples of four features, but as rows")
    print("predict(np.ones((4, 1)), 0.5, X)\n")
    try:
        predict(np.ones((4, 1)), 0.5, X)
    except TypeError as refusal:
        print(f"{type(refusal).__name__}: {refusal}")
        return 0
    print("The call went through: guards are switched off (SHAPEGUARD=off).")
    return 1
