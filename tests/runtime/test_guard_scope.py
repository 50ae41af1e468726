"""Which sizes a call binds, and for how long: nesting, recursion, threads."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest
from beartype import beartype
from jaxtyping import jaxtyped

from shapeguard import Float, ShapeError, guard
from tests.runtime.calls import is_fast, zeros

A = np.ndarray
pytestmark = pytest.mark.filterwarnings("ignore:the matrix subclass")


class TestScope:
    def test_isinstance_in_the_body_sees_and_extends_the_bindings(self) -> None:
        @guard
        def f(x: Float[A, "n m"]) -> Float[A, "k"]:
            assert isinstance(zeros(2), Float[A, "n"])
            assert not isinstance(zeros(3), Float[A, "n"])
            assert isinstance(zeros(7), Float[A, "k"])
            assert isinstance(zeros(2), Float[A, "{x.shape[0]}"])
            return zeros(size)

        size = 7
        f(zeros(2, 3))
        size = 8
        with pytest.raises(ShapeError, match=r"k = 7 +from isinstance in the body"):
            f(zeros(2, 3))

    def test_a_name_that_only_the_result_has_is_free(self) -> None:
        @guard
        def f(x: Float[A, "n"], k: int) -> Float[A, "k k"]:
            return zeros(k, k)

        assert is_fast(f)
        assert f(zeros(1), 2).shape != f(zeros(1), 3).shape

    def test_nested_guarded_calls_have_scopes_of_their_own(self) -> None:
        @guard
        def inner(x: Float[A, "n"]) -> bool:
            return isinstance(zeros(5), Float[A, "n"])

        @guard
        def outer(x: Float[A, "n"]) -> None:
            assert inner(zeros(5))
            assert not inner(zeros(4))
            assert isinstance(zeros(3), Float[A, "n"])
            assert not isinstance(zeros(5), Float[A, "n"])

        outer(zeros(3))
        with pytest.raises(ShapeError):
            jaxtyped(outer, typechecker=beartype)(zeros(3, 1))

    def test_a_beartyped_callee_without_jaxtyped_shares_the_scope(self) -> None:
        @beartype
        def callee(x: Float[A, "n"]) -> None: ...

        @guard
        def f(x: Float[A, "n"], y: Any) -> None:
            callee(y)

        f(zeros(2), zeros(2))
        with pytest.raises(Exception, match="size of dimension n is 3"):
            f(zeros(2), zeros(3))

    def test_the_scope_is_closed_when_the_body_raises(self) -> None:
        @guard
        def f(x: Float[A, "n"]) -> None:
            raise KeyError("mine")

        with pytest.raises(KeyError, match="mine") as caught:
            f(zeros(2))
        assert caught.value.__context__ is None
        assert isinstance(zeros(3), Float[A, "n"])

    def test_the_body_runs_once_whatever_it_raises(self) -> None:
        runs = []

        @guard
        def f(x: Float[A, "n"]) -> Float[A, "n"]:
            runs.append(1)
            raise ValueError("not enough values to unpack")

        for x in (zeros(2), np.ma.masked_array(zeros(2))):
            with pytest.raises(ValueError, match="unpack"):
                f(x)
        assert len(runs) == 2

    def test_an_argument_that_the_body_reshapes_in_place_is_reported_as_such(self) -> None:
        @guard
        def f(x: Float[A, "n m"], y: Float[A, "m"]) -> Float[A, "m"]:
            x.resize((6, 1), refcheck=False)
            return y

        with pytest.raises(ShapeError, match=r"x has shape \(6, 1\)") as caught:
            f(zeros(2, 3), zeros(3))
        assert "changed it in place" in caught.value.__notes__[0]

    def test_threads_do_not_share_bindings(self) -> None:
        failures: list[BaseException] = []

        @guard
        def f(x: Float[A, "n"]) -> Float[A, "n"]:
            assert isinstance(x, Float[A, "n"])
            assert not isinstance(zeros(len(x) + 1), Float[A, "n"])
            return x

        def work(size: int) -> None:
            try:
                for _ in range(300):
                    f(zeros(size))
                    f(np.ma.masked_array(zeros(size)))
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=work, args=(size,)) for size in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
