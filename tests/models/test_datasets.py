"""The real data: shapes, sizes and the numbers that say that it is the right data."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models import datasets
from models.datasets import Dataset

SHAPES: list[tuple[Callable[[], Dataset], int, int, int]] = [
    (datasets.temperature, 3, 1095, 365),
    (datasets.rain, 4, 1095, 365),
    (datasets.breast_cancer, 30, 426, 143),
    (datasets.digits, 64, 1347, 450),
    (datasets.photographs, 12288, 209, 247),
]


@pytest.mark.parametrize(("load", "nx", "m_train", "m_test"), SHAPES)
def test_samples_are_columns(load: Callable[[], Dataset], nx: int, m_train: int, m_test: int) -> None:
    data = load()
    assert data.X_train.shape == (nx, m_train)
    assert data.Y_train.shape == (1, m_train)
    assert data.X_test.shape == (nx, m_test)
    assert data.Y_test.shape == (1, m_test)
    assert len(data.features) == nx
    assert np.isfinite(data.X_train).all()
    if load is not datasets.temperature:
        assert set(np.unique(data.Y_train)) == {0.0, 1.0}


def test_the_weather_is_the_published_table() -> None:
    readme = (datasets.WEATHER.parent / "README.md").read_text(encoding="utf-8")
    (promised,) = re.findall(r"sha256 (\w{64})", readme)
    assert hashlib.sha256(Path(datasets.WEATHER).read_bytes()).hexdigest() == promised


def test_tomorrow_is_the_day_after_today() -> None:
    data = datasets.temperature()
    assert np.array_equal(data.Y_train[0, :-1], data.X_train[0, 1:])
    assert data.X_train[:, :2].T.tolist() == [[12.8, 5.0, 0.0], [10.6, 2.8, 10.9]]
    assert data.Y_train[0, 0] == 10.6


def test_persistence_is_the_baseline_of_the_research() -> None:
    data = datasets.temperature()
    error = data.X_test[:1, :] - data.Y_test
    assert np.sqrt((error**2).mean()) == pytest.approx(2.9071, abs=5e-5)


def test_no_sample_is_in_both_parts() -> None:
    data = datasets.breast_cancer()
    train = {column.tobytes() for column in data.X_train.T.copy()}
    assert not any(column.tobytes() in train for column in data.X_test.T.copy())


def test_standardising_uses_the_training_part_only() -> None:
    data = datasets.breast_cancer()
    train, test = datasets.standardise(data.X_train, data.X_test)
    assert np.allclose(train.mean(axis=1), 0.0, atol=1e-12)
    assert np.allclose(train.std(axis=1), 1.0, rtol=1e-12)
    assert not np.allclose(test.mean(axis=1), 0.0, atol=1e-3)


def test_a_constant_feature_becomes_zero_and_not_nan() -> None:
    constant = np.full((1, 4), 7.0)
    train, test = datasets.standardise(constant, constant)
    assert np.array_equal(train, np.zeros((1, 4)))
    assert np.array_equal(test, np.zeros((1, 4)))
