"""What no annotation can say about the input: finite numbers, a fit precision, two classes.

Shapes and rank are the guard's matter. Each refusal is a full sentence: what is wrong, where, and what to do.
"""

from __future__ import annotations

import numpy as np

from shapeguard import Float, guard


@guard
def require_samples(X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], ridge: float) -> None:
    """Raise `ValueError` unless there are samples, features, a workable precision and a ridge that is not negative."""
    nx, m = X.shape
    if m == 0:
        raise ValueError(f"X has no samples: its shape is (nx, m) = ({nx}, 0), and a model needs at least one.")
    if nx == 0:
        raise ValueError(f"X has no features: its shape is (nx, m) = (0, {m}), and a model needs at least one.")
    for name, array in (("X", X), ("Y", Y)):
        if isinstance(array, np.matrix | np.ma.MaskedArray):
            raise ValueError(
                f"{name} is a {type(array).__name__}; the models need a plain array, where * is by elements and every "
                f"entry counts. Fill what is masked, then convert: np.asarray({name})."
            )
        if array.dtype not in (np.float32, np.float64):
            raise ValueError(
                f"{name} has dtype {array.dtype}; the models compute in float32 or float64. "
                f"Convert it where it is made: {name}.astype(np.float64)."
            )
    if not 0.0 <= ridge < np.inf:
        raise ValueError(f"ridge is {ridge}; it must be a finite number, 0 or larger.")


@guard
def require_finite(X: Float[np.ndarray, "(nx, m)"], name: str) -> None:
    """Raise `ValueError` that names the first entry of the array that is NaN or infinite."""
    for feature, row in enumerate(X):
        found = np.flatnonzero(~np.isfinite(row))
        if found.size:
            sample = int(found[0])
            raise ValueError(
                f"{name}[{feature}, {sample}] is {row[sample]}: every entry must be a finite number. "
                "Drop the sample, or fill the gap before fitting."
            )


@guard
def require_two_classes(Y: Float[np.ndarray, "(1, m)"]) -> None:
    """Raise `ValueError` unless the labels are 0 and 1, and both occur."""
    ones = int(np.count_nonzero(Y == 1.0))
    if ones + int(np.count_nonzero(Y == 0.0)) < Y.size:
        require_finite(Y, "Y")
        values = np.unique(Y)
        shown = ", ".join(f"{value:g}" for value in values[:5]) + (", ..." if values.size > 5 else "")
        raise ValueError(
            f"Y holds the values {shown}; logistic regression needs labels 0 and 1. "
            "Map them first, for instance (Y > 0).astype(np.float64)."
        )
    if ones in (0, Y.size):
        raise ValueError(
            f"Every label in Y is {Y[0, 0]:g}: with one class no finite b is best. Add samples of the other class."
        )


@guard
def require_representable(w: Float[np.ndarray, "(nx, 1)"], b: float) -> None:
    """Raise `OverflowError` if the best weights of finite numbers are too large for a float64."""
    if not bool(np.isfinite(w).all() and np.isfinite(b)):
        raise OverflowError(
            "The best weights are larger than a float64 can be, because X is so small or Y so large. "
            "Change their units, for instance fit X * 1e100, or fit with ridge > 0."
        )


def require_tolerance(tolerance: float) -> None:
    """Raise `ValueError` unless the tolerance is one that can be reached."""
    if not 0.0 < tolerance < np.inf:
        raise ValueError(f"tolerance is {tolerance}; it must be a finite number larger than 0, for instance 1e-12.")
