"""Arguments drawn from annotations: always accepted, never of equal sizes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypedDict

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from shapeguard import Bool, Complex, Float, Float32, Int, Int8, Shaped, ShapeError, UInt, guard
from shapeguard.testing import Arguments, arguments

A = np.ndarray
QUICK = settings(max_examples=25, deadline=None)


class Pair(NamedTuple):
    left: Float[A, "n m"]
    right: Float[A, "m k"]


class Options(TypedDict):
    weights: Float[A, "n"]
    name: str


@guard
def gradient(w: Float[A, "nx 1"], b: float, X: Float[A, "nx m"], Y: Float[A, "1 m"]) -> Float[A, "nx 1"]:
    return X @ (w.T @ X + b - Y).T


@guard
def every_dtype(
    a: Float32[A, "n"], b: Int[A, "n"], c: Bool[A, "n"], d: Complex[A, "n"], e: UInt[A, "n"], f: Int8[A, "n"]
) -> None: ...


@guard
def every_axis(
    z: Float[A, "m"],
    a: Float[A, "*batch n m+1"],
    b: Float[A, "*batch 2*n"],
    c: Float[A, "#n _"],
    d: Float[A, "... 3"],
    e: Shaped[A, ""],
) -> None: ...


@guard
def every_container(
    a: list[Float[A, "n"]],
    b: tuple[Float[A, "n"], int],
    c: dict[str, Float[A, "n m"]],
    d: Float[A, "n"] | None,
    e: Pair,
    f: Options,
    g: deque[Float[A, "n"]],
    h: Literal["x", "y"],
    i: Float[A, "n m"] | Float[A, "m n"],
) -> None: ...


@guard
def every_kind(
    a: Float[A, "n"], /, b: Float[A, "n"], *rest: Float[A, "n m"], c: Float[A, "m"], d: float = 1.0, **more: Int[A, "n"]
) -> int:
    return len(rest)


class Model:
    @guard
    def method(self, X: Float[A, "nx m"]) -> Float[A, "m nx"]:
        return X.T

    @classmethod
    @guard
    def build(cls, X: Float[A, "nx m"]) -> Float[A, "nx m"]:
        return X


@pytest.mark.parametrize(
    "function",
    [gradient, every_dtype, every_axis, every_container, every_kind, Model().method, Model.build],
    ids=lambda f: f.__name__,
)
def test_what_is_drawn_is_accepted(function: Callable[..., Any]) -> None:
    @QUICK
    @given(arguments(function))
    def accepted(args: Arguments) -> None:
        args.apply(function)

    accepted()


@QUICK
@given(arguments(gradient))
def test_sizes_are_distinct_and_unified(args: Arguments) -> None:
    nx, m = args["X"].shape
    assert len({nx, m, 1}) == 3
    assert args["w"].shape == (nx, 1)
    assert args["Y"].shape == (1, m)
    assert gradient(**args).shape == (nx, 1)


@QUICK
@given(arguments(every_axis))
def test_computed_sizes_are_distinct_too(args: Arguments) -> None:
    *batch, n, m_plus_1 = args["a"].shape
    assert args["b"].shape == (*batch, 2 * n)
    lengths = [*batch, n, m_plus_1, m_plus_1 - 1, 2 * n, 3]
    assert len(set(lengths)) == len(lengths)


@QUICK
@given(arguments(gradient))
def test_numbers_are_finite(args: Arguments) -> None:
    assert all(np.isfinite(value).all() for value in args.values())


def test_a_transpose_can_no_longer_hide() -> None:
    @guard
    def gram(X: Float[A, "nx m"]) -> Float[A, "nx nx"]:
        return X.T @ X

    assert gram(np.ones((3, 3))).shape == (3, 3)

    @settings(max_examples=1, database=None)
    @given(arguments(gram))
    def one_example(args: Arguments) -> None:
        gram(**args)

    with pytest.raises(ShapeError):
        one_example()


def test_it_shrinks_to_the_smallest() -> None:
    args = find(arguments(gradient), lambda args: args["X"].shape[1] > 2)
    assert args["X"].shape in {(2, 3), (3, 4)}
    assert not args["X"].any()
    args = find(arguments(gradient), lambda args: args["b"] >= 1)
    assert args["b"] == 1.0
    assert {args["X"].shape[0], args["X"].shape[1]} == {2, 3}


def test_a_strategy_a_value_and_the_elements_may_be_given() -> None:
    strategy = arguments(gradient, b=st.just(2.5), Y=np.zeros((1, 1)), elements=st.just(7.0), min_size=5)

    @QUICK
    @given(strategy)
    def drawn(args: Arguments) -> None:
        assert args["b"] == 2.5
        assert args["Y"].shape == (1, 1)
        assert (args["X"] == 7).all()
        assert min(args["X"].shape) >= 5

    drawn()


def test_an_int_parameter_with_the_name_of_a_size_is_that_size() -> None:
    @guard
    def first(X: Float[A, "nx m"], m: int) -> None:
        assert X.shape[1] == m

    @QUICK
    @given(arguments(first))
    def drawn(args: Arguments) -> None:
        first(**args)

    drawn()


def test_what_cannot_be_drawn_says_so() -> None:
    def half(X: Float[A, "n"], y): ...

    def computed(X: Float[A, "{y} n"], y: int) -> None: ...

    with pytest.raises(TypeError, match=r"y has no annotation: the strategy of y must be passed: arguments\(.*half"):
        arguments(half)
    with pytest.raises(TypeError, match="no parameter z"):
        arguments(gradient, z=1)
    with pytest.raises(TypeError, match="neither"):
        arguments(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="pass the parameter"):
        find(arguments(computed), lambda args: True)
