"""Real data, one sample a column, already cut into a part to train on and a part to test on.

Seattle's weather ships with the models (see ``data/README.md``); breast cancer, digits and photographs come with
scikit-learn and are only imported when they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shapeguard import Float, Shaped, guard

from .images import unroll

WEATHER: Path = Path(__file__).parent / "data" / "seattle_weather.csv"


@guard
@dataclass(frozen=True)
class Dataset:
    """Samples to train on and samples to test on; one name for each of the nx features."""

    X_train: Float[np.ndarray, "(nx, m_train)"]
    Y_train: Float[np.ndarray, "(1, m_train)"]
    X_test: Float[np.ndarray, "(nx, m_test)"]
    Y_test: Float[np.ndarray, "(1, m_test)"]
    features: tuple[str, ...]
    target: str


def temperature() -> Dataset:
    """Today's highest and lowest temperature and rain; tomorrow's highest temperature, in degrees Celsius."""
    today, tomorrow = _seattle()
    names = ("highest temperature", "lowest temperature", "rain")
    return _cut_in_time(today[:3, :], tomorrow[:1, :], names, "tomorrow's highest temperature (degrees C)")


def rain() -> Dataset:
    """Today's temperatures, rain and wind; whether it rains tomorrow (1) or not (0)."""
    today, tomorrow = _seattle()
    names = ("highest temperature", "lowest temperature", "rain", "wind")
    return _cut_in_time(today, (tomorrow[2:3, :] > 0.0).astype(np.float64), names, "rain tomorrow")


def breast_cancer() -> Dataset:
    """Thirty measurements of a tumour's cells; benign (1) or malignant (0). Scales differ by a factor of a million."""
    from sklearn.datasets import load_breast_cancer

    bunch = load_breast_cancer()
    names = tuple(map(str, bunch.feature_names))
    return _shuffled(bunch.data.T, bunch.target.reshape(1, -1), names, "benign", m_train=426)


def digits() -> Dataset:
    """The 64 pixels of a handwritten digit; odd (1) or even (0)."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    names = tuple(map(str, bunch.feature_names))
    return _shuffled(bunch.data.T, bunch.target.reshape(1, -1) % 2, names, "odd", m_train=1347)


def photographs(side: int = 64, stride: int = 32, m_train: int = 209) -> Dataset:
    """Patches of two photographs as columns of 12288 pixels; a flower (1) or a Chinese temple (0).

    Neighbours overlap by half, so a test patch has met its neighbours in training: easier than a stranger's photograph.
    """
    from sklearn.datasets import load_sample_image

    temple = _patches(load_sample_image("china.jpg"), side, stride)
    flower = _patches(load_sample_image("flower.jpg"), side, stride)
    X = unroll(np.concatenate([temple, flower], axis=0)) / 255.0
    Y = np.concatenate([np.zeros((1, len(temple))), np.ones((1, len(flower)))], axis=1)
    names = tuple(f"pixel {index}" for index in range(X.shape[0]))
    return _shuffled(X, Y, names, "flower", m_train)


@guard
def standardise(
    X_train: Float[np.ndarray, "(nx, m_train)"], X_test: Float[np.ndarray, "(nx, m_test)"]
) -> tuple[Float[np.ndarray, "(nx, m_train)"], Float[np.ndarray, "(nx, m_test)"]]:
    """Give every feature mean 0 and standard deviation 1 on the training part; the test part uses the same numbers."""
    mean = X_train.mean(axis=1, keepdims=True)
    deviation = X_train.std(axis=1, keepdims=True)
    scale = np.where(deviation > 0.0, deviation, 1.0)
    return (X_train - mean) / scale, (X_test - mean) / scale


@guard
def _seattle() -> tuple[Float[np.ndarray, "(4, m)"], Float[np.ndarray, "(4, m)"]]:
    """Return the days but the last, and the days after them: rows are tmax, tmin, rain, wind."""
    columns = (2, 3, 1, 4)
    days: Float[np.ndarray, "(4, days)"] = np.loadtxt(WEATHER, delimiter=",", skiprows=1, usecols=columns, ndmin=2).T
    return days[:, :-1], days[:, 1:]


@guard
def _cut_in_time(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], names: tuple[str, ...], target: str
) -> Dataset:
    """Train on the first three quarters: a forecast may not know the future."""
    m_train = 3 * X.shape[1] // 4
    return Dataset(X[:, :m_train], Y[:, :m_train], X[:, m_train:], Y[:, m_train:], names, target)


@guard
def _shuffled(
    X: Float[np.ndarray, "(nx, m)"],
    labels: Shaped[np.ndarray, "(1, m)"],
    names: tuple[str, ...],
    target: str,
    m_train: int,
) -> Dataset:
    """Train on `m_train` samples drawn with a fixed seed, test on the others."""
    order = np.random.default_rng(0).permutation(X.shape[1])
    train, test = order[:m_train], order[m_train:]
    Y = labels.astype(np.float64)
    return Dataset(X[:, train], Y[:, train], X[:, test], Y[:, test], names, target)


@guard
def _patches(
    photograph: Shaped[np.ndarray, "(height, width, 3)"], side: int, stride: int
) -> Shaped[np.ndarray, "(patches, {side}, {side}, 3)"]:
    """Cut a photograph (height, width, 3) into squares (patches, side, side, 3)."""
    windows = np.lib.stride_tricks.sliding_window_view(photograph, (side, side), axis=(0, 1))
    chosen = windows[::stride, ::stride, :, :, :]
    return np.moveaxis(chosen, 2, -1).reshape(-1, side, side, 3)
