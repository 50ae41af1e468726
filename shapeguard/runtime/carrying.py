"""Coroutines and generators inside a scope: it is open while their body runs and closed while they wait.

jaxtyping opens a scope for the call that makes the coroutine or generator, and closes it before the body begins. Tasks
that take turns on one thread would moreover read each other's scope, had it stayed open.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Generator
from typing import Any

from shapeguard.runtime import memo

Judge = Callable[[memo.Scope, Any], Exception | None]
"""The verdict on a value that the body hands out."""


class _Scoped:
    """One run of a body, step by step; the scope is taken back after each step because jaxtyping may replace it."""

    def __init__(self, scope: memo.Scope) -> None:
        self.scope = scope

    def step(self, action: Callable[..., Any], *arguments: Any) -> Any:
        memo.push(self.scope)
        try:
            return action(*arguments)
        finally:
            self.scope = memo.pop()


class carried(Awaitable[Any]):
    """Await a coroutine with the scope open at every step of its body."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any], scope: memo.Scope) -> None:
        self._coroutine = coroutine
        self._scoped = _Scoped(scope)

    def __await__(self) -> Generator[Any, Any, Any]:
        return carried_steps(self._coroutine, self._scoped)


def carried_steps(body: Any, scoped: _Scoped) -> Generator[Any, Any, Any]:
    """Drive a coroutine's or generator's ``send``, ``throw`` and ``close``; what it returns is returned."""
    action, argument = body.send, None
    while True:
        try:
            handed_out = scoped.step(action, argument)
        except StopIteration as stop:
            return stop.value
        try:
            action, argument = body.send, (yield handed_out)
        except GeneratorExit:
            scoped.step(body.close)
            raise
        except BaseException as error:
            action, argument = body.throw, error


def carried_generator(
    body: Generator[Any, Any, Any], scope: memo.Scope, judge_yield: Judge, judge_return: Judge
) -> Generator[Any, Any, Any]:
    """Run a generator in a scope and judge everything that it yields, and what it returns."""
    scoped = _Scoped(scope)
    steps = carried_steps(body, scoped)
    action, argument = steps.send, None
    while True:
        try:
            handed_out = action(argument)
        except StopIteration as stop:
            error = judge_return(scoped.scope, stop.value)
            if error is not None:
                raise error from None
            return stop.value
        error = judge_yield(scoped.scope, handed_out)
        if error is not None:
            steps.close()
            raise error from None
        try:
            action, argument = steps.send, (yield handed_out)
        except GeneratorExit:
            steps.close()
            raise
        except BaseException as thrown:
            action, argument = steps.throw, thrown


async def carried_async_generator(
    body: AsyncGenerator[Any, Any], scope: memo.Scope, judge_yield: Judge
) -> AsyncGenerator[Any, Any]:
    """Run an asynchronous generator in a scope and judge everything that it yields."""
    scoped = _Scoped(scope)
    action, argument = body.asend, None
    while True:
        try:
            handed_out = await _Step(action(argument), scoped)
        except StopAsyncIteration:
            return
        error = judge_yield(scoped.scope, handed_out)
        if error is not None:
            await body.aclose()
            raise error from None
        try:
            action, argument = body.asend, (yield handed_out)
        except GeneratorExit:
            await body.aclose()
            raise
        except BaseException as thrown:
            action, argument = body.athrow, thrown


class _Step(Awaitable[Any]):
    """One ``asend`` of an asynchronous generator, inside the scope."""

    def __init__(self, awaitable: Any, scoped: _Scoped) -> None:
        self._awaitable = awaitable
        self._scoped = scoped

    def __await__(self) -> Generator[Any, Any, Any]:
        return carried_steps(self._awaitable.__await__(), self._scoped)


def _apart(body: Coroutine[Any, Any, Any]) -> carried:
    return carried(body, memo.new_scope({}))


def _generator_apart(body: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    return carried_steps(body, _Scoped(memo.new_scope({})))


def _async_generator_apart(body: AsyncGenerator[Any, Any]) -> AsyncGenerator[Any, Any]:
    return carried_async_generator(body, memo.new_scope({}), lambda scope, value: None)


APART: dict[str, Callable[[Any], Any]] = {
    "coroutine": _apart,
    "generator": _generator_apart,
    "async generator": _async_generator_apart,
}
"""Bodies that are not checked, in a scope of their own: what they bind must not meet the caller's names."""
