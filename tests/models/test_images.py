"""Photographs as columns: the right order, and the wrong one that has the right shape."""

from __future__ import annotations

import numpy as np
import pytest

from models import datasets
from models.images import roll, unroll, unroll_planes
from models.logistic_regression import predict
from models.metrics import accuracy
from models.training import curvature, gradient_descent, logistic_step

BATCH = np.random.default_rng(0).integers(0, 256, size=(209, 64, 64, 3), dtype=np.uint8)


def test_one_photograph_has_12288_features() -> None:
    assert unroll(BATCH[:1]).shape == (12288, 1)


def test_a_batch_has_a_photograph_in_each_column() -> None:
    X = unroll(BATCH)
    assert X.shape == (12288, 209)
    assert np.array_equal(X[:, 7], BATCH[7].ravel())
    assert np.array_equal(roll(X, 64, 64), BATCH)


def test_reshape_to_12288_209_has_the_right_shape_and_scrambled_pixels() -> None:
    wrong = BATCH.reshape(12288, 209)
    assert wrong.shape == unroll(BATCH).shape
    assert not np.array_equal(roll(wrong, 64, 64), BATCH)
    sources = np.repeat(np.arange(209), 12288).reshape(12288, 209)
    assert len(np.unique(sources[:, 7])) == 209, "each column mixes pixels of every photograph"


def test_the_lectures_planes_are_the_same_pixels_in_another_order() -> None:
    X, planes = unroll(BATCH), unroll_planes(BATCH)
    assert np.array_equal(planes[: 64 * 64, 3], BATCH[3, :, :, 0].ravel())
    assert not np.array_equal(X, planes)
    order = unroll_planes(np.arange(12288).reshape(1, 64, 64, 3))[:, 0]
    assert np.array_equal(X[order], planes)


def test_a_model_learns_the_scrambled_pixels_by_heart_and_nothing_else() -> None:
    """Nothing fails: the cost falls, the training patches come out right, and new ones are a coin's toss."""
    pytest.importorskip("sklearn")
    data = datasets.photographs()
    X, X_test = datasets.standardise(
        *(roll(samples, 64, 64).reshape(samples.shape) for samples in (data.X_train, data.X_test))
    )
    descent = gradient_descent(logistic_step, X, data.Y_train, learning_rate=4.0 / curvature(X), steps=120)
    assert descent.costs[-1] < 0.7 * descent.costs[0]
    assert accuracy(predict(descent.w, descent.b, X), data.Y_train) > 0.8
    assert accuracy(predict(descent.w, descent.b, X_test), data.Y_test) < 0.55
