"""Generators and coroutines under the guard."""

from __future__ import annotations

import asyncio
import typing
from collections.abc import AsyncIterator, Iterator

import numpy as np
import pytest

from shapeguard import Float, ShapeError, guard
from tests.runtime.calls import zeros

A = np.ndarray
pytestmark = pytest.mark.filterwarnings("ignore:the matrix subclass")


class TestAsync:
    def test_coroutines_check_arguments_and_result(self) -> None:
        @guard
        async def f(x: Float[A, "n"], size: int) -> Float[A, "n"]:
            await asyncio.sleep(0)
            return zeros(size)

        async def main() -> None:
            assert (await f(zeros(3), 3)).shape == (3,)
            with pytest.raises(ShapeError, match="the return value has shape"):
                await f(zeros(3), 4)
            with pytest.raises(ShapeError, match="x is"):
                await f("x", 3)  # type: ignore[arg-type]

        assert asyncio.iscoroutinefunction(f)
        asyncio.run(main())

    def test_tasks_that_take_turns_do_not_share_bindings(self) -> None:
        @guard
        async def f(x: Float[A, "n"]) -> Float[A, "n m"]:
            m = len(x) + 10
            for _ in range(20):
                assert isinstance(x, Float[A, "n"])
                assert not isinstance(zeros(len(x) + 1), Float[A, "n"])
                assert isinstance(zeros(m), Float[A, "m"])
                await asyncio.sleep(0)
            return zeros(len(x), m)

        async def main() -> None:
            await asyncio.gather(*(f(zeros(size)) for size in range(1, 30)))
            assert isinstance(zeros(77), Float[A, "n"])

        asyncio.run(main())

    def test_cancellation_and_exceptions_reach_the_body(self) -> None:
        seen = []

        @guard
        async def f(x: Float[A, "n"]) -> None:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                seen.append(isinstance(zeros(2), Float[A, "n"]))
                raise

        async def main() -> None:
            task = asyncio.create_task(f(zeros(2)))
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        asyncio.run(main())
        assert seen == [True]

    def test_generators_check_what_they_yield_and_return(self) -> None:
        @guard
        def batches(x: Float[A, "n m"], sizes: list[int]) -> Iterator[Float[A, "n b"]]:
            for size in sizes:
                assert isinstance(x, Float[A, "n m"])
                yield zeros(len(x), size)

        assert [batch.shape for batch in batches(zeros(2, 5), [3, 2])] == [(2, 3), (2, 2)]
        with pytest.raises(ShapeError):
            batches(zeros(2), [3])  # at the call, not at the first step

        @guard
        def wrong(x: Float[A, "n"]) -> typing.Generator[Float[A, "n"], int, str]:
            got = yield x
            assert got == 5
            yield zeros(len(x) + 1)
            return "done"

        steps = wrong(zeros(2))
        next(steps)
        with pytest.raises(ShapeError, match=r"the yielded value has shape \(3,\)"):
            steps.send(5)

        @guard
        def returns(x: Float[A, "n"]) -> typing.Generator[Float[A, "n"], None, str]:
            yield x
            return 3  # type: ignore[return-value]

        with pytest.raises(ShapeError, match="the return value is 3"):
            list(returns(zeros(2)))

    def test_generators_hand_on_what_is_thrown_and_close(self) -> None:
        seen = []

        @guard
        def steps(x: Float[A, "n"]) -> Iterator[Float[A, "n"]]:
            try:
                yield x
            except KeyError:
                seen.append("thrown")
                yield x
            finally:
                seen.append("closed")

        running = steps(zeros(2))
        next(running)
        running.throw(KeyError("x"))  # type: ignore[attr-defined]
        running.close()  # type: ignore[attr-defined]
        assert seen == ["thrown", "closed"]

    def test_asynchronous_generators(self) -> None:
        @guard
        async def steps(x: Float[A, "n"], sizes: list[int]) -> AsyncIterator[Float[A, "n m"]]:
            for size in sizes:
                await asyncio.sleep(0)
                assert isinstance(x, Float[A, "n"])
                yield zeros(size, 4)

        async def main() -> None:
            assert [y.shape async for y in steps(zeros(2), [2, 2])] == [(2, 4), (2, 4)]
            with pytest.raises(ShapeError, match="the yielded value"):
                [y async for y in steps(zeros(2), [2, 3])]

        asyncio.run(main())
