"""Vectors as columns, against the notes' values and against NumPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.vectors import add, are_orthogonal, combine, coordinates, dot, is_basis, norm, project, scale


def column(*elements: float) -> np.ndarray:
    return np.array(elements, dtype=np.float64).reshape(-1, 1)


ordinary = st.floats(-1e3, 1e3)
columns = st.integers(1, 6).flatmap(lambda n: arrays(np.float64, (n, 1), elements=ordinary))
square_systems = st.integers(1, 5).flatmap(
    lambda n: st.tuples(arrays(np.float64, (n, n), elements=ordinary), arrays(np.float64, (n, 1), elements=ordinary))
)


def test_adding_and_scaling_give_the_notes_values() -> None:
    assert np.array_equal(scale(0.5, column(1, 1)), column(0.5, 0.5))
    assert np.array_equal(add(column(1, 1), column(1, 0)), column(2, 1))


@pytest.mark.parametrize(
    ("v", "length"),
    [
        (column(1, 1), 1.4142135623730951),
        (column(3, 4), 5.0),
        (column(0, 0, 0), 0.0),
        (column(1e200, 1e200), 1.4142135623730951e200),
        (column(1e-200, 1e-200), 1.4142135623730951e-200),
        (column(-7), 7.0),
        (column(math.inf, 1), math.inf),
    ],
)
def test_norm(v: np.ndarray, length: float) -> None:
    assert norm(v) == pytest.approx(length, rel=4e-16)


def test_norm_of_something_unknown_is_unknown() -> None:
    assert math.isnan(norm(column(math.nan, 1)))


@pytest.mark.filterwarnings("ignore:overflow")
def test_numpys_norm_overflows_where_ours_does_not() -> None:
    assert np.linalg.norm(column(1e200, 1e200)) == math.inf


@given(columns)
def test_norm_agrees_with_hypot(v: np.ndarray) -> None:
    assert norm(v) == pytest.approx(math.hypot(*v.ravel().tolist()), rel=1e-14)


def test_dot_is_a_number_and_zero_for_perpendicular_vectors() -> None:
    assert dot(column(1, 0), column(0, 1)) == 0.0
    assert dot(column(1, 2, 3), column(4, 5, 6)) == 32.0
    assert are_orthogonal(column(1, 0), column(0, 1))
    assert are_orthogonal(column(1e-20, 1e-20), column(1e-20, -1e-20))
    assert not are_orthogonal(column(1, 0), column(1, 1))


def test_a_basis_need_not_be_orthogonal_but_must_have_full_rank() -> None:
    assert is_basis(np.array([[1.0, 1.0], [0.0, 1.0]]))
    assert not is_basis(np.array([[1.0, 2.0], [2.0, 4.0]]))


def test_change_of_basis_and_back() -> None:
    B = np.array([[1.0, 1.0], [1.0, -1.0]])
    x = column(3, 1)
    assert np.allclose(coordinates(B, x), column(2, 1), rtol=0, atol=1e-15)
    assert np.allclose(combine(B, coordinates(B, x)), x, rtol=0, atol=1e-15)


@given(square_systems)
def test_combine_undoes_coordinates(system: tuple[np.ndarray, np.ndarray]) -> None:
    B, x = system
    B = B + 1e4 * np.eye(len(B))
    assert np.allclose(combine(B, coordinates(B, x)), x, rtol=1e-10, atol=1e-9)


def test_an_orthonormal_basis_needs_only_dot_products() -> None:
    B = np.array([[0.6, -0.8], [0.8, 0.6]])
    x = column(3, 1)
    assert np.allclose(coordinates(B, x), B.T @ x, rtol=1e-15)


def test_linearly_dependent_columns_have_no_coordinates() -> None:
    with pytest.raises(np.linalg.LinAlgError):
        coordinates(np.array([[1.0, 2.0], [2.0, 4.0]]), column(1, 1))


def test_the_residual_of_a_projection_is_perpendicular_to_every_column() -> None:
    generator = np.random.default_rng(1)
    A, y = generator.standard_normal((20, 3)), generator.standard_normal((20, 1))
    residual = y - project(A, y)
    assert all(are_orthogonal(A[:, [j]], residual) for j in range(3))
    assert np.allclose(project(A, y), A @ np.linalg.lstsq(A, y)[0], atol=1e-14)


def test_a_rank_one_vector_is_refused() -> None:
    with pytest.raises(TypeError, match=r"\(n, 1\)|n 1"):
        norm(np.array([1.0, 1.0]))
