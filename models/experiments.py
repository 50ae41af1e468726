"""The experiments of ``python -m models``: train, compare with scikit-learn and with mere guessing, and draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from . import datasets
from .datasets import Dataset, standardise
from .metrics import accuracy, root_mean_squared_error
from .textbook import linear_step, logistic_step, predict
from .training import Descent, curvature, gradient_descent

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Pictures = dict[str, Callable[[], "Figure"]]
Step = Callable[..., tuple[float, np.ndarray, float]]


def temperature() -> Pictures:
    """Predict tomorrow's highest temperature with linear regression."""
    from sklearn.linear_model import LinearRegression

    data = datasets.temperature()
    X, X_test = announce(data, "days")
    rate = 1.0 / curvature(X)
    descent = descend(linear_step, X, data.Y_train, rate, steps=1000, progress="gradient descent")
    prediction = predict(descent.w, descent.b, X_test)
    reference = LinearRegression().fit(data.X_train.T, data.Y_train.T).predict(data.X_test.T).T
    guesses = {
        "gradient descent": prediction,
        "scikit-learn LinearRegression": reference,
        "guess: as warm as today": data.X_test[:1, :],
        "guess: the mean of all days": np.full_like(data.Y_test, data.Y_train.mean()),
    }
    report("test RMSE (C)", {name: root_mean_squared_error(Yhat, data.Y_test) for name, Yhat in guesses.items()})
    return {
        "cost": lambda: draw_costs(linear_step, X, data.Y_train, rate),
        "predictions": lambda: draw_predictions(prediction, data),
    }


def rain() -> Pictures:
    """Predict whether it rains tomorrow with logistic regression."""
    data = datasets.rain()
    return classify(data, "days", steps=300) | {"boundary": lambda: draw_boundary(data)}


def breast_cancer() -> Pictures:
    """Tell benign from malignant tumours with logistic regression."""
    data = datasets.breast_cancer()
    return classify(data, "tumours", steps=500) | {"boundary": lambda: draw_boundary(data)}


def digits() -> Pictures:
    """Tell odd from even digits with logistic regression."""
    return classify(datasets.digits(), "digits", steps=500)


def photographs() -> Pictures:
    """Tell patches of two photographs apart with logistic regression."""
    return classify(datasets.photographs(), "patches", steps=500)


def classify(data: Dataset, samples: str, steps: int) -> Pictures:
    """Train logistic regression on standardised features and report the share of right answers."""
    from sklearn.linear_model import LogisticRegression

    X, X_test = announce(data, samples)
    rate = 4.0 / curvature(X)
    descent = descend(logistic_step, X, data.Y_train, rate, steps, progress="gradient descent")
    reference = LogisticRegression(max_iter=1000).fit(X.T, data.Y_train.ravel())
    answers = {
        "gradient descent": predict(descent.w, descent.b, X_test),
        "scikit-learn LogisticRegression": reference.decision_function(X_test.T).reshape(1, -1),
        "guess: the more frequent class": np.full_like(data.Y_test, data.Y_train.mean() - 0.5),
    }
    report("test accuracy", {name: accuracy((Z > 0.0) * 1.0, data.Y_test) for name, Z in answers.items()})
    return {"cost": lambda: draw_costs(logistic_step, X, data.Y_train, rate)}


def descend(step: Step, X: np.ndarray, Y: np.ndarray, rate: float, steps: int, progress: str | None = None) -> Descent:
    """Run gradient descent from zero on samples X (nx, m) with labels Y (1, m)."""
    w = np.zeros((X.shape[0], 1))
    return gradient_descent(lambda w, b: step(w, b, X, Y), w, learning_rate=rate, steps=steps, progress=progress)


def announce(data: Dataset, samples: str) -> tuple[np.ndarray, np.ndarray]:
    """Say what is learnt from what, and return the standardised samples to train and to test on."""
    nx, m_train = data.X_train.shape
    print(
        f"{data.target}, from {nx} features: {m_train} {samples} to learn from, {data.X_test.shape[1]} to be tested on"
    )
    return standardise(data.X_train, data.X_test)


def report(metric: str, values: dict[str, float]) -> None:
    """Print one line for each contestant."""
    print(f"\n{'':34}{metric:>16}")
    for name, value in values.items():
        print(f"{name:34}{value:16.4f}")


def draw_costs(step: Step, X: np.ndarray, Y: np.ndarray, rate: float) -> Figure:
    """Draw the way down with three learning rates, up to the largest that is safe."""
    from .pictures import cost_curves

    curves = {
        f"learning rate {r:.3g}": descend(step, X, Y, r, steps=100).costs for r in rate * np.array([0.01, 0.1, 1])
    }
    return cost_curves(curves)


def draw_boundary(data: Dataset) -> Figure:
    """Train on the first two features alone and draw where the model is undecided."""
    from .pictures import decision_boundary

    X, _ = standardise(data.X_train[:2, :], data.X_test[:2, :])
    descent = descend(logistic_step, X, data.Y_train, 4.0 / curvature(X), steps=500)
    names = [f"{name} (standardised)" for name in data.features[:2]]
    return decision_boundary(descent.w, descent.b, X, data.Y_train, [*names, f"not {data.target}", data.target])


def draw_predictions(prediction: np.ndarray, data: Dataset) -> Figure:
    """Draw the predictions for the test samples over the truth."""
    from .pictures import predictions_against_truth

    return predictions_against_truth(prediction, data.Y_test, data.target)
