"""One guarded call that fails: what a transposed table of samples looks like to whoever wrote it."""

from __future__ import annotations

import numpy as np

from .linear_regression import predict


def show() -> None:
    """Call `predict` with samples as rows and print the diagnosis.

    Raises
    ------
    RuntimeError
        When nothing stopped the call, because guards are switched off.
    """
    w, X = np.ones((4, 1)), np.ones((10, 4))
    print("w = np.ones((4, 1))     # four weights\nX = np.ones((10, 4))    # ten samples of four features, as rows")
    print("predict(w, 0.5, X)\n")
    try:
        predict(w, 0.5, X)
    except TypeError as refusal:
        print(f"{type(refusal).__name__}: {refusal}")
        return
    raise RuntimeError("The call went through: guards are switched off (SHAPEGUARD=off).")
