"""The twelve data sets on which logistic regression is timed: small and real, large and made, high and wide."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models import datasets

Case = tuple[np.ndarray, np.ndarray]


def made(nx: int, m: int, *, correlation: float = 0.0, unscaled: bool = False) -> Case:
    """Draw samples of a logistic model; a common factor correlates the features, scales differ by up to e^6."""
    rng = np.random.default_rng(nx + m)
    X = rng.normal(size=(nx, m)) * np.sqrt(1.0 - correlation) + np.sqrt(correlation) * rng.normal(size=(1, m))
    w = rng.normal(size=(nx, 1)) / np.sqrt(nx)
    Y = (rng.uniform(size=(1, m)) < 1.0 / (1.0 + np.exp(-(w.T @ X) - 0.3))).astype(float)
    if unscaled:
        X = X * np.exp(rng.uniform(-3, 3, size=(nx, 1))) + rng.normal(size=(nx, 1)) * 3.0
    return np.ascontiguousarray(X), Y


def breast_cancer(standardised: bool) -> Case:
    """Thirty measurements of 569 tumours, as they come or standardised."""
    from sklearn.datasets import load_breast_cancer

    X, y = load_breast_cancer(return_X_y=True)
    X = (X - X.mean(axis=0, keepdims=True)) / X.std(axis=0, keepdims=True) if standardised else X
    return np.ascontiguousarray(X.T), y.reshape(1, -1).astype(float)


def digits() -> Case:
    """Odd and even handwritten digits."""
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    return np.ascontiguousarray(X.T), (y % 2).reshape(1, -1).astype(float)


def photographs() -> Case:
    """Take the 209 patches of two photographs that the models train on, one column each."""
    data = datasets.photographs()
    return np.ascontiguousarray(data.X_train), data.Y_train


def images() -> Case:
    """Noise the size of the course's pictures of cats: 12288 pixels, 209 samples."""
    rng = np.random.default_rng(1)
    X = rng.uniform(size=(12288, 209))
    w = rng.normal(size=(1, 12288)) / 30.0
    return X, (w @ (X - 0.5) + rng.normal(size=(1, 209)) > 0).astype(float)


CASES: dict[str, Callable[[], Case]] = {
    "breast cancer, raw, 30 x 569": lambda: breast_cancer(False),
    "breast cancer, standardised": lambda: breast_cancer(True),
    "digits, 64 x 1797": digits,
    "20 x 1e5": lambda: made(20, 100_000),
    "20 x 1e5, unscaled": lambda: made(20, 100_000, unscaled=True),
    "200 x 1e5": lambda: made(200, 100_000),
    "200 x 1e5, correlated 0.9": lambda: made(200, 100_000, correlation=0.9),
    "200 x 1e5, unscaled": lambda: made(200, 100_000, unscaled=True),
    "1000 x 2e4": lambda: made(1000, 20_000),
    "1000 x 2e4, correlated 0.9": lambda: made(1000, 20_000, correlation=0.9),
    "images, 12288 x 209": images,
    "photographs, 12288 x 209": photographs,
}
