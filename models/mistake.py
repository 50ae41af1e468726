"""One guarded call that fails: what a transposed table of samples looks like to whoever wrote it."""

from __future__ import annotations

import numpy as np

from .linear_regression import predict


def show() -> None:
    """Call `predict` with samples as rows and print the diagnosis; without guards, print what NumPy says instead."""
    w, X = np.ones((4, 1)), np.ones((10, 4))
    print("w = np.ones((4, 1))     # four weights\nX = np.ones((10, 4))    # ten samples of four features, as rows")
    print("predict(w, 0.5, X)\n")
    try:
        predict(w, 0.5, X)
    except (TypeError, ValueError) as refusal:
        print(f"{type(refusal).__name__}: {refusal}")
