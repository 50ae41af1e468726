"""The pictures of the experiments: which data each one draws. Matplotlib is imported when the first one is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .datasets import Dataset, standardise
from .images import roll, unroll
from .training import Step, curvature, gradient_descent, logistic_step

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def basis(B: np.ndarray, x: np.ndarray) -> Figure:
    """Draw the basis of the columns of B (2, 2) and a vector x (2, 1) that it makes up."""
    from .pictures import vectors_2d

    return vectors_2d({"b1": B[:, [0]], "b2": B[:, [1]], "x = 2 b1 + 1 b2": x})


def space() -> Figure:
    """Draw two vectors of space."""
    from .pictures import vectors_3d

    return vectors_3d({"(0, 1, 1)": np.array([[0.0], [1.0], [1.0]]), "(2, 1, 0)": np.array([[2.0], [1.0], [0.0]])})


def costs(step: Step, X: np.ndarray, Y: np.ndarray, rate: float) -> Figure:
    """Draw the way down with three learning rates, up to the largest that is safe."""
    from .pictures import cost_curves

    curves = {
        f"learning rate {r:.3g}": gradient_descent(step, X, Y, learning_rate=r, steps=100).costs
        for r in rate * np.array([0.01, 0.1, 1])
    }
    return cost_curves(curves)


def boundary(data: Dataset) -> Figure:
    """Train on the first two features alone and draw where the model is undecided."""
    from .pictures import decision_boundary

    X, _ = standardise(data.X_train[:2, :], data.X_test[:2, :])
    descent = gradient_descent(logistic_step, X, data.Y_train, learning_rate=4.0 / curvature(X), steps=500)
    names = [f"{name} (standardised)" for name in data.features[:2]]
    return decision_boundary(descent.w, descent.b, X, data.Y_train, [*names, "y = 0", f"y = 1: {data.target}"])


def reshape(data: Dataset) -> Figure:
    """Draw a patch, and what ``reshape(12288, 209)``, which has the right shape, makes of the same batch."""
    from .pictures import photographs as draw

    nx, m = data.X_train.shape
    batch = roll(data.X_train, 64, 64)
    right, wrong = roll(unroll(batch), 64, 64), roll(batch.reshape(nx, m), 64, 64)
    busiest = int(batch.std(axis=(1, 2, 3)).argmax())
    return draw({"reshape(209, -1).T": right[busiest], "reshape(12288, 209)": wrong[busiest]})


def predictions(prediction: np.ndarray, data: Dataset) -> Figure:
    """Draw the predictions for the test samples over the truth."""
    from .pictures import predictions_against_truth

    return predictions_against_truth(prediction, data.Y_test, data.target)
