"""The pictures of the experiments: which data each one draws. Needs matplotlib, as `pictures` does."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from shapeguard import Float, guard

from . import pictures
from .datasets import Dataset, standardise
from .images import roll, unroll
from .training import Step, curvature, gradient_descent, logistic_step


@guard
def basis(B: Float[np.ndarray, "(2, 2)"], x: Float[np.ndarray, "(2, 1)"]) -> Figure:
    """Draw the basis of the columns of ``B`` and a vector that it makes up."""
    return pictures.vectors_2d({"b1": B[:, [0]], "b2": B[:, [1]], "x = 2 b1 + 1 b2": x})


def space() -> Figure:
    """Draw two vectors of space."""
    u, v = np.array([[0.0], [1.0], [1.0]]), np.array([[2.0], [1.0], [0.0]])
    return pictures.vectors_3d({"(0, 1, 1)": u, "(2, 1, 0)": v})


@guard
def costs(step: Step, X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], rate: float) -> Figure:
    """Draw the way down with three learning rates, up to the largest that is safe."""
    curves = {}
    for share in (0.01, 0.1, 1.0):
        descent = gradient_descent(step, X, Y, learning_rate=share * rate, steps=100)
        curves[f"learning rate {share * rate:.3g}"] = descent.costs
    return pictures.cost_curves(curves)


@guard
def boundary(data: Dataset) -> Figure:
    """Train on the first two features alone and draw where the model is undecided."""
    X, _ = standardise(data.X_train[:2, :], data.X_test[:2, :])
    descent = gradient_descent(logistic_step, X, data.Y_train, learning_rate=4.0 / curvature(X), steps=500)
    names = [f"{name} (standardised)" for name in data.features[:2]]
    labels = ["y = 0", f"y = 1: {data.target}"]
    return pictures.decision_boundary(descent.w, descent.b, X, data.Y_train, names + labels)


@guard
def reshape(data: Dataset) -> Figure:
    """Draw a patch, and what ``reshape(12288, 209)``, which has the right shape, makes of the same batch."""
    nx, m = data.X_train.shape
    batch = roll(data.X_train, 64, 64)
    right = roll(unroll(batch), 64, 64)
    wrong = roll(batch.reshape(nx, m), 64, 64)
    busiest = int(np.argmax(batch.std(axis=(1, 2, 3))))
    return pictures.photographs({"reshape(209, -1).T": right[busiest], "reshape(12288, 209)": wrong[busiest]})


@guard
def predictions(prediction: Float[np.ndarray, "(1, m)"], data: Dataset) -> Figure:
    """Draw the predictions for the test samples over the truth."""
    return pictures.predictions_against_truth(prediction, data.Y_test, data.target)
