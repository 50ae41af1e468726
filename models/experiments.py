"""The experiments of ``python -m models``: train, compare with scikit-learn and with mere guessing, and draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shapeguard import Float, guard

from . import datasets, linear_regression, logistic_regression
from .datasets import Dataset, standardise
from .images import roll
from .logistic_regression import predict
from .metrics import accuracy, root_mean_squared_error
from .training import curvature, gradient_descent, linear_step, logistic_step
from .vectors import add, are_orthogonal, coordinates, norm

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Pictures = dict[str, "Figure"]


def vectors(draw: bool) -> Pictures:
    """Show length, sum, perpendicularity and a change of basis, in numbers and as arrows."""
    v, e1, x = np.array([[1.0], [1.0]]), np.array([[1.0], [0.0]]), np.array([[3.0], [1.0]])
    B = np.array([[1.0, 1.0], [1.0, -1.0]])
    c = coordinates(B, x)
    print(f"the length of (1, 1) is {norm(v):.6f}; its sum with (1, 0) is {tuple(add(v, e1).ravel().tolist())}")
    print(f"(1, 1) and (1, -1) are perpendicular: {are_orthogonal(B[:, [0]], B[:, [1]])}")
    print(f"in their basis (3, 1) has the coordinates {tuple(c.ravel().tolist())}")
    if not draw:
        return {}
    from . import illustrations

    return {"2d": illustrations.basis(B, x), "3d": illustrations.space()}


def temperature(draw: bool) -> Pictures:
    """Predict tomorrow's highest temperature with linear regression."""
    from sklearn.linear_model import LinearRegression

    data = datasets.temperature()
    X, X_test = announce(data, "days")
    rate = 1.0 / curvature(X)
    descent = gradient_descent(linear_step, X, data.Y_train, learning_rate=rate, steps=1000, progress="descent")
    fitted = linear_regression.fit(data.X_train, data.Y_train)
    prediction = linear_regression.predict(fitted.w, fitted.b, data.X_test)
    estimator: LinearRegression = LinearRegression().fit(data.X_train.T, data.Y_train.T)
    reference: Float[np.ndarray, "(1, m_test)"] = estimator.predict(data.X_test.T).T
    guesses = {
        "gradient descent": linear_regression.predict(descent.w, descent.b, X_test),
        "fit": prediction,
        "scikit-learn LinearRegression": reference,
        "guess: as warm as today": data.X_test[:1, :],
        "guess: the mean of all days": np.full_like(data.Y_test, data.Y_train.mean()),
    }
    report("test RMSE (C)", {name: root_mean_squared_error(Yhat, data.Y_test) for name, Yhat in guesses.items()})
    if not draw:
        return {}
    from . import illustrations

    return {
        "cost": illustrations.costs(linear_step, X, data.Y_train, rate),
        "predictions": illustrations.predictions(prediction, data),
    }


def rain(draw: bool) -> Pictures:
    """Predict whether it rains tomorrow with logistic regression."""
    return classify(datasets.rain(), "days", 300, ["cost", "boundary"] if draw else [])


def breast_cancer(draw: bool) -> Pictures:
    """Tell benign from malignant tumours with logistic regression."""
    return classify(datasets.breast_cancer(), "tumours", 500, ["cost", "boundary"] if draw else [])


def digits(draw: bool) -> Pictures:
    """Tell odd from even digits with logistic regression."""
    return classify(datasets.digits(), "digits", 500, ["cost"] if draw else [])


def photographs(draw: bool) -> Pictures:
    """Tell patches of two photographs apart with logistic regression."""
    data = datasets.photographs()
    drawn = classify(data, "patches", 300, ["cost", "reshape"] if draw else [])
    reshapes(data)
    return drawn


def reshapes(data: Dataset) -> None:
    """Learn columns of the right shape that hold one patch each, and others that hold slivers of all of them."""
    right = data.X_train, data.X_test
    wrong = [roll(X, 64, 64).reshape(X.shape) for X in right]
    shares = {}
    for name, (X_train, X_test) in {"right reshape": right, "wrong reshape": wrong}.items():
        X, X_test = standardise(X_train, X_test)
        rate = 4.0 / curvature(X)
        descent = gradient_descent(logistic_step, X, data.Y_train, learning_rate=rate, steps=300, progress=name)
        for patches, table, Y in (("training", X, data.Y_train), ("new", X_test, data.Y_test)):
            shares[f"{name}, {patches} patches"] = accuracy(predict(descent.w, descent.b, table), Y)
    report("accuracy", shares)


def classify(data: Dataset, samples: str, steps: int, wanted: list[str]) -> Pictures:
    """Train logistic regression on standardised features and report the share of right answers."""
    from sklearn.linear_model import LogisticRegression

    X, X_test = announce(data, samples)
    rate = 4.0 / curvature(X)
    descent = gradient_descent(logistic_step, X, data.Y_train, learning_rate=rate, steps=steps, progress="descent")
    fitted = logistic_regression.fit(X, data.Y_train)
    estimator: LogisticRegression = LogisticRegression(max_iter=1000).fit(X.T, data.Y_train.ravel())
    reference: Float[np.ndarray, "(1, m_test)"] = estimator.predict_proba(X_test.T)[:, [1]].T
    probabilities = {
        "gradient descent": logistic_regression.forward(descent.w, descent.b, X_test),
        "fit": logistic_regression.forward(fitted.w, fitted.b, X_test),
        "scikit-learn LogisticRegression": reference,
        "guess: the more frequent class": np.full_like(data.Y_test, data.Y_train.mean()),
    }
    report("test accuracy", {name: accuracy(A, data.Y_test) for name, A in probabilities.items()})
    print(f"The cost of fit is certified: at most {fitted.gap:.0e} above the smallest one that there is.")
    if not wanted:
        return {}
    from . import illustrations

    drawings = {
        "cost": lambda: illustrations.costs(logistic_step, X, data.Y_train, rate),
        "boundary": lambda: illustrations.boundary(data),
        "reshape": lambda: illustrations.reshape(data),
    }
    return {title: drawings[title]() for title in wanted}


@guard
def announce(
    data: Dataset, samples: str
) -> tuple[Float[np.ndarray, "(nx, m_train)"], Float[np.ndarray, "(nx, m_test)"]]:
    """Say what is learnt from what, and return the standardised samples to train and to test on."""
    nx, m_train = data.X_train.shape
    m_test = data.X_test.shape[1]
    print(f"{data.target}, from {nx} features: {m_train} {samples} to learn from, {m_test} to be tested on")
    return standardise(data.X_train, data.X_test)


def report(metric: str, values: dict[str, float]) -> None:
    """Print one line for each contestant."""
    print(f"\n{'':34}{metric:>16}")
    for name, value in values.items():
        print(f"{name:34}{value:16.4f}")
