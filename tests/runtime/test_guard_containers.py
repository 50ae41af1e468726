"""Containers, unions and defaults under the guard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypedDict

import numpy as np
import pytest

from shapeguard import Float, ShapeError, guard
from tests.runtime.calls import is_fast, zeros

A = np.ndarray
pytestmark = pytest.mark.filterwarnings("ignore:the matrix subclass")


class TestContainers:
    def test_every_element_is_checked_not_a_sample(self) -> None:
        @guard
        def f(xs: list[Float[A, "n"]]) -> None: ...

        f([zeros(3)] * 10)
        for bad in range(10):
            xs = [zeros(3)] * 10
            xs[bad] = zeros(4)
            with pytest.raises(ShapeError, match=r"xs\[\d\] has shape"):
                f(xs)
        assert is_fast(f)

    def test_a_bad_argument_is_never_blamed_on_the_result(self) -> None:
        @guard
        def f(xs: list[Float[A, "n"]]) -> Float[A, "n"]:
            raise AssertionError("the body must not run")

        for _ in range(20):
            with pytest.raises(ShapeError) as caught:
                f([zeros(3), zeros(3, 1), zeros(3)])
            assert caught.value.where == "xs[1]"

    @pytest.mark.parametrize(
        ("hint", "good", "bad", "where"),
        [
            (tuple[Float[A, "n"], ...], (zeros(2), zeros(2)), (zeros(2), zeros(3)), "x[1]"),
            (tuple[Float[A, "n"], int], (zeros(2), 1), (zeros(2), "1"), "x[1]"),
            (tuple[Float[A, "n"], Float[A, "n"]], (zeros(2), zeros(2)), (zeros(2),), "x"),
            (
                list[tuple[Float[A, "n"], Float[A, "n 1"]]],
                [(zeros(2), zeros(2, 1))],
                [(zeros(2), zeros(3, 1))],
                "x[0][1]",
            ),
            (dict[str, Float[A, "n"]], {"a": zeros(2)}, {"a": zeros(2), "b": zeros(3)}, "x['b']"),
            (dict[str, Float[A, "n"]], {}, {1: zeros(2)}, "the key 1 of x"),
            (Sequence[Float[A, "n"]], (zeros(2),), [zeros(2), zeros(1)], "x[1]"),
            (list[Float[A, "n"]] | None, None, [zeros(2), zeros(1)], "x[1]"),
        ],
    )
    def test_containers(self, hint: Any, good: Any, bad: Any, where: str) -> None:
        @guard
        def f(x: hint) -> hint:
            return x

        assert is_fast(f)
        assert f(good) is good
        with pytest.raises(ShapeError) as caught:
            f(bad)
        assert caught.value.where == where

    def test_variable_arguments(self) -> None:
        @guard
        def f(*xs: Float[A, "n"], **named: Float[A, "n m"]) -> None: ...

        f()
        f(zeros(2), zeros(2), a=zeros(2, 3))
        with pytest.raises(ShapeError, match=r"xs\[1\]"):
            f(zeros(2), zeros(3))
        with pytest.raises(ShapeError, match=r"named\['a'\]"):
            f(zeros(2), a=zeros(3, 3))

    def test_named_tuples_and_typed_dicts_are_opened(self) -> None:
        @guard
        def f(p: Parameters, X: Float[A, "nx m"], options: Options) -> Parameters:
            return p

        options: Options = {"start": zeros(4)}
        f(Parameters(zeros(4, 1), 0.5), zeros(4, 9), options)
        with pytest.raises(ShapeError, match=r"X\.shape\[0\] = 9 is not nx = 4|looks transposed"):
            f(Parameters(zeros(4, 1), 0.5), zeros(9, 4), options)
        with pytest.raises(ShapeError, match=r"p\.w has shape \(4,\)"):
            f(Parameters(zeros(4), 0.5), zeros(4, 9), options)
        with pytest.raises(ShapeError, match=r"options\['start'\]"):
            f(Parameters(zeros(4, 1), 0.5), zeros(4, 9), {"start": zeros(5)})

    def test_a_union_binds_its_first_member_that_fits_and_nothing_of_the_others(self) -> None:
        @guard
        def f(x: Float[A, "a b"] | Float[A, "a"] | None, y: Float[A, "a"], z: Float[A, "b"] | None = None) -> None: ...

        f(zeros(2, 3), zeros(2), zeros(3))
        f(zeros(2), zeros(2), zeros(9))
        f(None, zeros(7), zeros(9))
        for wrong in [(zeros(2, 3), zeros(3)), (zeros(2), zeros(3)), (zeros(2, 3), zeros(2), zeros(2))]:
            with pytest.raises(ShapeError):
                f(*wrong)

        @guard
        def g(
            x: tuple[Float[A, "a"], Float[A, "a"]] | tuple[Float[A, "b"], Float[A, "a"]], y: Float[A, "a"]
        ) -> None: ...

        g((zeros(2), zeros(3)), zeros(3))
        with pytest.raises(ShapeError):
            g((zeros(2), zeros(3)), zeros(2))


Same = tuple[Float[A, "a"], Float[A, "a"]]


class Parameters(NamedTuple):
    w: Float[A, "nx 1"]
    b: float


class Options(TypedDict, total=False):
    start: Float[A, "nx"]


class TestDefaults:
    def test_a_default_that_is_no_array_goes_unchecked(self) -> None:
        @guard
        def f(x: Float[A, "n"] = None, b: float = 0, y: Float[A, "n"] | None = None) -> None: ...  # type: ignore[assignment]

        f()
        f(zeros(2), 1.0, zeros(2))
        f(None, 0, None)  # a default that is passed is still the default
        with pytest.raises(ShapeError):
            f(zeros(2), 1.0, zeros(3))

    def test_an_array_default_is_checked_and_binds(self) -> None:
        three = zeros(3)

        @guard
        def f(x: Float[A, "n"], w: Float[A, "n"] = three) -> None: ...

        f(zeros(3))
        with pytest.raises(ShapeError, match=r"w\.shape\[0\] = 3 is not n = 5"):
            f(zeros(5))
