"""The guard on plain functions: what passes, what fails, and what is left as it was."""

from __future__ import annotations

import doctest
import functools
import gc
import importlib
import inspect
import subprocess
import sys
import traceback
import weakref
from pathlib import Path
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


def test_a_traceback_tells_of_one_failure(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(
        "import numpy as np\nfrom shapeguard import Float, guard\n\n\n@guard\n"
        "def f(x: Float[np.ndarray, '(1, m)']) -> None: ...\n\n\nf(np.ones((3, 1)))\n"
    )
    ran = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True)
    first, *_, last = ran.stderr.splitlines()
    assert "shapeguard.ShapeError: f(): x has shape (3, 1), expected (1, m)" in ran.stderr
    assert last == "    x looks transposed: (m, 1). Did you mean x.T?"
    if sys.version_info < (3, 13):
        assert first == "Traceback (most recent call last):" and "jaxtyping" not in ran.stderr


def test_another_cause_is_kept() -> None:
    with pytest.raises(ShapeError) as caught:
        raise ShapeError("no") from KeyError("k")
    assert isinstance(caught.value.__cause__, KeyError)


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
