"""The guard on plain functions: what passes, what fails, and what is left as it was."""

from __future__ import annotations

import doctest
import functools
import gc
import importlib
import inspect
import traceback
import weakref
from typing import Any

import jaxtyping
import numpy as np
import pytest

import shapeguard
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


@pytest.mark.parametrize(
    "module",
    [
        "shapeguard.notation",
        "shapeguard.shapes.arithmetic",
        "shapeguard.shapes.diagnosis",
        "shapeguard.runtime.guarding",
    ],
)
def test_the_examples_in_docstrings_are_right(module: str) -> None:
    results = doctest.testmod(importlib.import_module(module))
    assert results.attempted > 1
    assert results.failed == 0


def test_a_refused_call_leaves_nothing_behind() -> None:
    class Tracked(np.ndarray):
        pass

    x = np.zeros((2, 2)).view(Tracked)
    reference = weakref.ref(x)
    gc.disable()
    try:
        norm(x)
    except ShapeError as error:
        refused = str(error)
    finally:
        gc.enable()
    del x
    assert "has rank 2" in refused
    assert reference() is None, "an error in a reference cycle keeps its arguments alive"


def test_an_error_that_the_caller_is_handling_is_left_alone() -> None:
    def failing() -> None:
        witness = "still here"
        raise KeyError(witness)

    try:
        failing()
    except KeyError as handled:
        with pytest.raises(ShapeError):
            norm(X)
        frames = [frame for frame, _ in traceback.walk_tb(handled.__traceback__)]
        assert frames[-1].f_locals["witness"] == "still here"


@guard
def norm(x: Float[A, "n"]) -> float:
    """Take no table."""
    return float(np.linalg.norm(x))


def test_defaults_behind_another_decorator_are_kept() -> None:
    """``functools.wraps`` copies the signature but not the defaults of the function."""

    def logged(function: Any) -> Any:
        @functools.wraps(function)
        def wrapper(*arguments: Any, **named: Any) -> Any:
            return function(*arguments, **named)

        return wrapper

    @guard
    @logged
    def scale(x: Float[np.ndarray, "n"], by: float = 2.0, *, shift: float = 1.0) -> Float[np.ndarray, "n"]:
        return x * by + shift

    assert scale(np.ones(3)).tolist() == [3.0] * 3
    assert scale(np.ones(3), 3.0, shift=0.0).tolist() == [3.0] * 3
    with pytest.raises(ShapeError):
        scale(np.ones((3, 1)))


def test_every_public_name_can_be_imported() -> None:
    assert [name for name in shapeguard.__all__ if not hasattr(shapeguard, name)] == []
