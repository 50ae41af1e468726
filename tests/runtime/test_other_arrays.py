"""Arrays of other libraries, drawn from annotations and in hooked modules."""

from __future__ import annotations

import functools
import operator
from typing import Any

import pytest
from hypothesis import given, settings

from shapeguard import Float, Float32, ShapeError, guard
from shapeguard.testing import Arguments, arguments
from tests.runtime.hooked_modules import Import, hooked

__all__ = ["hooked"]


@pytest.mark.parametrize(
    ("library", "kind", "dtype"),
    [("torch", "Tensor", Float), ("jax", "Array", Float32), ("dask", "array.Array", Float)],
)
def test_what_is_drawn_is_of_that_library_and_accepted(library: str, kind: str, dtype: Any) -> None:
    pytest.importorskip(f"{library}.array" if library == "dask" else library)
    array = operator.attrgetter(kind)(pytest.importorskip(library))

    @guard
    def product(w: dtype[array, "nx 1"], X: dtype[array, "(nx, m)"]) -> dtype[array, "1 m"]:
        return w.T @ X

    @settings(max_examples=5, deadline=None)
    @given(arguments(product))
    def accepted(args: Arguments) -> None:
        assert isinstance(args["X"], array)
        assert tuple(product(**args).shape) == (1, args["X"].shape[1])

    accepted()


def test_a_jitted_jax_function_is_checked_while_it_is_traced() -> None:
    jax = pytest.importorskip("jax")

    @jax.jit
    @guard
    def product(w: Float32[jax.Array, "nx 1"], X: Float32[jax.Array, "nx m"]) -> Float32[jax.Array, "1 m"]:
        return w.T @ X

    ones = functools.partial(jax.numpy.ones, dtype="float32")
    assert product(ones((4, 1)), ones((4, 10))).shape == (1, 10)
    with pytest.raises(ShapeError, match=r"X has shape \(10, 4\), expected \(nx, m\)"):
        product(ones((4, 1)), ones((10, 4)))


@pytest.mark.parametrize("library", ["torch", "jax.numpy", "dask.array"])
def test_hooked_code_runs_as_before(hooked: Import, library: str) -> None:
    xp = pytest.importorskip(library)
    module = hooked(
        """
        def f(a, b):
            local: Float[type(a), "n 1"] = a
            return (a - b) * 2 > 1
        """
    )
    assert tuple(module.f(xp.ones((3, 1)), xp.ones((1, 3))).shape) == (3, 3)
    with pytest.raises(ShapeError, match="local has shape"):
        module.f(xp.ones((1, 3)), xp.ones((1, 3)))
