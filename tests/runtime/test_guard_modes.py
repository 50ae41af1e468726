"""The modes of one guarded function: what each checks, and that the generated code is all that differs."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import numpy as np
import pytest

from shapeguard import Float, ShapeError, guard
from shapeguard.runtime import switching
from shapeguard.runtime.modes import OFF, ON, ONCE, Mode, sample

A = np.ndarray
GOOD, BAD = np.zeros(2), np.zeros((2, 2))


def fresh() -> tuple[Any, Any]:
    @guard
    def f(x: Float[A, "n"], y: Float[A, "n"] | None = None) -> Float[A, "n"]:
        return x

    return f, f.__shapeguard__  # type: ignore[attr-defined]


def refuses(f: Any, *arguments: Any) -> bool:
    try:
        f(*arguments)
    except ShapeError:
        return True
    return False


def test_off_never_checks_and_on_does_again() -> None:
    f, state = fresh()
    state.set_mode(OFF)
    assert not refuses(f, BAD)
    state.set_mode(ON)
    assert refuses(f, BAD)


def test_sample_checks_the_first_of_every_n_calls() -> None:
    f, state = fresh()
    state.set_mode(sample(3))
    assert [refuses(f, BAD) for _ in range(7)] == [True, False, False, True, False, False, True]


def test_once_checks_each_new_set_of_shapes() -> None:
    f, state = fresh()
    state.set_mode(ONCE)
    assert not refuses(f, GOOD)
    assert not refuses(f, GOOD)
    assert refuses(f, BAD)
    assert refuses(f, BAD)
    assert refuses(f, GOOD, np.zeros(3))
    assert not refuses(f, GOOD, GOOD)
    assert refuses(f, GOOD.astype(int))


def test_once_does_not_remember_a_call_whose_result_was_refused() -> None:
    @guard
    def f(x: Float[A, "n"]) -> Float[A, "n"]:
        return BAD

    f.__shapeguard__.set_mode(ONCE)  # type: ignore[attr-defined]
    assert refuses(f, GOOD)
    assert refuses(f, GOOD)


@pytest.mark.parametrize("mode", [OFF, sample(2), ONCE])
def test_a_body_that_is_not_checked_has_a_scope_of_its_own(mode: Mode) -> None:
    @guard
    def inner(x: Float[A, "n"]) -> bool:
        return isinstance(np.zeros(7), Float[A, "n"])

    @guard
    def outer(x: Float[A, "n"]) -> bool:
        return [inner(np.zeros(7)) for _ in range(4)] == [True] * 4

    inner.__shapeguard__.set_mode(mode)  # type: ignore[attr-defined]
    assert outer(np.zeros(3))


@pytest.mark.parametrize("mode", [OFF, sample(2), ONCE])
def test_a_coroutine_or_generator_that_is_not_checked_has_one_too(mode: Mode) -> None:
    seven = np.zeros(7)

    @guard
    async def inner(x: Float[A, "n"]) -> bool:
        return isinstance(seven, Float[A, "n"])

    @guard
    def steps(x: Float[A, "n"]) -> Iterator[bool]:
        yield isinstance(seven, Float[A, "n"])

    @guard
    async def async_steps(x: Float[A, "n"]) -> AsyncIterator[bool]:
        yield isinstance(seven, Float[A, "n"])

    @guard
    async def outer(x: Float[A, "n"]) -> list[bool]:
        answers = [await inner(seven) for _ in range(4)]
        answers += [answer for _ in range(4) for answer in steps(seven)]
        return answers + [answer for _ in range(4) async for answer in async_steps(seven)]

    for function in (inner, steps, async_steps):
        function.__shapeguard__.set_mode(mode)  # type: ignore[attr-defined]
    assert asyncio.run(outer(np.zeros(3))) == [True] * 12


@pytest.mark.parametrize("mode", [OFF, ON, sample(2), ONCE])
def test_every_kind_of_function_runs_in_every_mode(mode: Mode) -> None:
    @guard
    async def coroutine(x: Float[A, "n"]) -> Float[A, "n"]:
        return x

    @guard
    def generator(x: Float[A, "n"]) -> Any:
        yield x

    @guard
    def unusual(size: int, x: Float[A, "{size}"]) -> Float[A, "{size}"]:
        return x

    for function in (coroutine, generator, unusual):
        function.__shapeguard__.set_mode(mode)  # type: ignore[attr-defined]
    for _ in range(3):
        assert asyncio.run(coroutine(GOOD)) is GOOD
        assert next(generator(GOOD)) is GOOD
        assert unusual(2, GOOD) is GOOD


def test_the_mode_of_the_process_reaches_old_and_new_functions() -> None:
    old, _ = fresh()
    with switching.mode("off"):
        new, _ = fresh()
        assert not refuses(old, BAD)
        assert not refuses(new, BAD)
    assert refuses(old, BAD)
    assert refuses(new, BAD)


def test_on_has_no_trace_of_the_other_modes() -> None:
    _, state = fresh()
    sources = {mode.kind: state.generated(mode).source for mode in (OFF, ON, sample(2), ONCE)}
    assert "seen" in sources["once"]
    assert "% 2" in sources["sample"]
    assert "seen" not in sources["on"]
    assert "%" not in sources["on"]
    assert "shape" not in sources["off"]


def test_a_distance_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="distance is at least 1"):
        sample(0)


def run(code: str, **environment: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return finished.stdout.strip()


def test_shapeguard_off_returns_the_function_itself() -> None:
    code = """
import numpy as np
from shapeguard import Float, guard
def f(x: Float[np.ndarray, "(n, m)"]): return x
class C:
    def f(self): ...
member = C.f
print(guard(f) is f, guard(C) is C and C.f is member, guard(bind_self=True)(C) is C, guard(property(f)).fget is f)
"""
    for value in ("off", "OFF", "0", "false"):
        assert run(code, SHAPEGUARD=value) == "True True True True"
    assert run(code, SHAPEGUARD="on") == "False True True False"


def test_importing_the_guard_never_imports_libcst_and_shapeguard_alone_imports_nothing_heavy() -> None:
    code = (
        "import sys, shapeguard; print([m for m in ('numpy', 'jaxtyping', 'beartype', 'libcst') if m in sys.modules])"
    )
    assert run(code) == "[]"
    code = "import sys; from shapeguard import guard, Float, ShapeError; print('libcst' in sys.modules)"
    assert run(code) == "False"
