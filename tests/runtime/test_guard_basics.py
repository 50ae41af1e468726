"""The guard on plain functions: what passes, what fails, and what is left as it was."""

from __future__ import annotations

import inspect

import jaxtyping
import numpy as np
import pytest

from shapeguard import Float, ShapeError, guard

A = np.ndarray


@guard
def predict(
    w: Float[A, "(nx, 1)"], b: float, X: Float[A, "(nx, m)"], Y: Float[A, "(1, m)"], *, scale: float = 1.0
) -> Float[A, "(1, m)"]:
    """Say what is predicted."""
    return scale * (w.T @ X + b)


W, X, Y = np.ones((4, 1)), np.ones((4, 10)), np.ones((1, 10))


def test_a_right_call_passes() -> None:
    assert predict(W, 0.5, X, Y).shape == (1, 10)
    assert predict(W, b=0.5, X=X, Y=Y, scale=2.0)[0, 0] == 9.0


def test_what_does_not_fit_is_a_shape_error_and_jaxtypings_error() -> None:
    for arguments in [(W, 0.5, X.T, Y), (W, 0.5, X, Y[0]), (W, 1, X, Y), (W, 0.5, X.astype(int), Y), ([1], 0.5, X, Y)]:
        with pytest.raises(ShapeError) as caught:
            predict(*arguments)
        assert isinstance(caught.value, jaxtyping.TypeCheckError)
        assert isinstance(caught.value.__cause__, jaxtyping.TypeCheckError)


def test_a_wrong_call_is_pythons_own_type_error() -> None:
    with pytest.raises(TypeError, match="missing 2 required positional arguments") as caught:
        predict(W, 0.5)
    assert not isinstance(caught.value, ShapeError)


def test_the_function_looks_like_itself() -> None:
    assert predict.__name__ == "predict"
    assert predict.__doc__ == "Say what is predicted."
    assert list(inspect.signature(predict).parameters) == ["w", "b", "X", "Y", "scale"]
    assert predict.__code__.co_filename == __file__
