"""Broadcasting: the calories of the notes, the bias, the outer product."""

from __future__ import annotations

import numpy as np
import pytest

from models.broadcasting import add_bias, outer, percentages, squared_distances

CALORIES = np.array([[56.0, 0.0, 4.0, 68.0], [1.2, 104.0, 52.0, 8.0], [1.8, 135.0, 99.0, 0.9]])


def test_the_calories_of_the_notes() -> None:
    expected = [
        [94.91525424, 0.0, 2.58064516, 88.42652796],
        [2.03389831, 43.51464435, 33.5483871, 10.40312094],
        [3.05084746, 56.48535565, 63.87096774, 1.17035111],
    ]
    assert np.allclose(percentages(CALORIES), expected, rtol=0, atol=5e-9)
    assert np.allclose(percentages(CALORIES).sum(axis=0), 100.0, rtol=1e-15)


def test_the_totals_lose_their_axis_unless_it_is_kept() -> None:
    total = CALORIES.sum(axis=0)
    assert total.shape == (4,)
    assert np.allclose(total, [59.0, 239.0, 155.0, 76.9], rtol=1e-15)
    assert CALORIES.sum(axis=0, keepdims=True).shape == (1, 4)


def test_on_a_square_table_the_wrong_axis_is_silent_and_percentages_are_not_fooled() -> None:
    square = CALORIES[:, :3]
    wrong = 100.0 * square / square.sum(axis=0).reshape(3, 1)
    assert wrong.shape == square.shape
    assert not np.allclose(wrong.sum(axis=0), 100.0)
    assert np.allclose(percentages(square).sum(axis=0), 100.0)


def test_the_bias_reaches_every_sample() -> None:
    assert np.array_equal(add_bias(np.array([[1.0, 2.0, 3.0]]), 100.0), [[101.0, 102.0, 103.0]])


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        ((5, 1), (1, 1), (5, 1)),
        ((5, 1), (1,), (5, 1)),
        ((5, 1), (5, 1), (5, 1)),
        ((5, 1), (1, 5), (5, 5)),
        ((5, 1), (5,), (5, 5)),
        ((2, 3), (3,), (2, 3)),
        ((5, 1), (2, 1), None),
        ((2, 3), (3, 2), None),
    ],
)
def test_the_table_of_the_module(left: tuple[int, ...], right: tuple[int, ...], result: tuple[int, ...] | None) -> None:
    if result is not None:
        assert (np.ones(left) + np.ones(right)).shape == result
        return
    with pytest.raises(ValueError, match="could not be broadcast"):
        np.ones(left) + np.ones(right)


def test_outer_is_the_column_times_the_row() -> None:
    u, v = np.array([[1.0], [2.0]]), np.array([[3.0], [4.0], [5.0]])
    assert np.array_equal(outer(u, v), u @ v.T)


def test_squared_distances() -> None:
    U, V = np.array([[0.0, 3.0], [0.0, 4.0]]), np.array([[0.0], [0.0]])
    assert np.array_equal(squared_distances(U, V), [[0.0], [25.0]])
