"""The line search: flat where it stops, from any start, with and without a penalty."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.activations import sigmoid
from models.line_search import FLAT, line_search


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 10_000), m=st.integers(3, 50), size=st.integers(-4, 4), square=st.sampled_from([0.0, 0.1, 9.0])
)
def test_it_stops_downhill_where_the_slope_is_flat(seed: int, m: int, size: int, square: float) -> None:
    rng = np.random.default_rng(seed)
    P = rng.normal(size=(1, m)) * 10.0**size
    Z = 3.0 * rng.normal(size=(1, m))
    Y = (rng.uniform(size=(1, m)) < 0.5).astype(float)
    Y[:, :2] = [[float(P[0, 0] > 0.0), float(P[0, 1] < 0.0)]]  # the first asks for ever more, the second for less
    dZ = sigmoid(Z) - Y
    first = float(np.vdot(dZ, P))
    P = P if first < 0.0 else -P
    t, Zt, A = line_search(Z, dZ, Y, P, 0.0, square * 10.0 ** (2 * size))
    assert t > 0.0
    np.testing.assert_allclose(Zt, Z + t * P)
    np.testing.assert_array_equal(A, sigmoid(Zt))
    slope = float(np.vdot(A - Y, P)) + square * 10.0 ** (2 * size) * t
    assert abs(slope) <= FLAT * abs(first) * (1.0 + 1e-9)
