"""Every deliberate difference from jaxtyped + beartype, by the name it has in ``docs/guard-differences.md``."""

from __future__ import annotations

import asyncio
import random
import re
import sys
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

import jaxtyping
import numpy as np
import pytest
from beartype import beartype
from jaxtyping import AnnotationError, TypeCheckError, jaxtyped

from shapeguard import Float, NotationError, ShapeError, guard

A = np.ndarray
PAGE = Path(__file__).parents[2] / "docs" / "guard-differences.md"


def zeros(*shape: int) -> np.ndarray:
    return np.zeros(shape)


def theirs(function: Callable[..., Any]) -> Any:
    return jaxtyped(function, typechecker=beartype)


def passes(function: Callable[..., Any], *arguments: Any) -> bool:
    """Whether a call is let through."""
    try:
        function(*arguments)
    except TypeCheckError:
        return False
    return True


def test_every_difference_on_the_page_has_its_test() -> None:
    named = set(re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    tests = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert named == tests - {"every_difference_on_the_page_has_its_test"}


def test_every_element() -> None:
    def f(xs: list[Float[A, "n m"]], p: dict[str, Float[A, "n"]]) -> None: ...

    random.seed(0)
    xs = [zeros(2, 3)] * 9 + [zeros(2)]
    verdicts = {passes(theirs(f), xs, {}) for _ in range(60)}
    assert verdicts == {True, False}
    assert not any(passes(guard(f), xs, {}) for _ in range(60))
    p = {"a": zeros(2), "b": zeros(3)}
    assert passes(theirs(f), [], p)
    assert not passes(guard(f), [], p)


class Line(NamedTuple):
    w: Float[A, "nx 1"]


class Options(TypedDict):
    start: Float[A, "nx 1"]


def test_named_tuples_and_typed_dicts() -> None:
    def f(line: Line, options: Options, X: Float[A, "nx m"]) -> None: ...

    right, wrong = zeros(2, 1), zeros(3, 1)
    for line, options in [(Line(wrong), Options(start=right)), (Line(right), Options(start=wrong))]:
        assert passes(theirs(f), line, options, zeros(2, 5))
        assert not passes(guard(f), line, options, zeros(2, 5))
    assert passes(guard(f), Line(right), Options(start=right), zeros(2, 5))
    assert passes(guard(f), Line(right), {}, zeros(2, 5))
    assert not passes(guard(f), Line(right), [], zeros(2, 5))


def test_array_defaults() -> None:
    three = zeros(3)

    def f(x: Float[A, "n"], w: Float[A, "n"] = three) -> None: ...

    assert passes(theirs(f), zeros(5))
    assert not passes(guard(f), zeros(5))
    assert passes(guard(f), zeros(3))


def test_unresolvable_annotations() -> None:
    Column = Float[A, "n 1"]

    def f(x: Column) -> None: ...

    assert passes(theirs(f), "not an array")
    assert not passes(guard(f), "not an array")

    def misspelt(x: Flaot[A, "n 1"]) -> None: ...  # type: ignore[name-defined]

    assert passes(theirs(misspelt), "not an array")
    with pytest.raises(AnnotationError, match="Flaot"):
        guard(misspelt)

    def forward(x: Modell) -> None: ...  # type: ignore[name-defined]

    assert passes(theirs(forward), "anything")
    with pytest.raises(AnnotationError, match="Modell"):
        guard(forward)("anything")


def test_shapes_that_never_match() -> None:
    for text in ("-1 3", "n+", "1m"):

        def f(x: Any) -> None: ...

        f.__annotations__["x"] = jaxtyping.Float[A, text]
        assert not passes(theirs(f), zeros(1, 3))
        with pytest.raises(NotationError):
            guard(f)


def test_yields() -> None:
    def f(x: Float[A, "n"]) -> Iterator[Float[A, "n b"]]:
        yield zeros(len(x), 2)
        yield zeros(len(x), 1)
        yield zeros(7, 7)

    assert len(list(theirs(f)(zeros(3)))) == 3
    seen = []
    with pytest.raises(ShapeError, match="the yielded value"):
        for value in guard(f)(zeros(3)):
            seen.append(value.shape)
    assert seen == [(3, 2), (3, 1)]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python 3.12 has type aliases")
def test_aliases_of_any_number_of_types() -> None:
    types = typing.TypeVarTuple("types")
    several = typing.TypeAliasType("several", tuple[*types], type_params=(types,))

    def f(x: Any) -> None: ...

    f.__annotations__["x"] = several[Float[A, "n"], Float[A, "n 1"]]
    assert passes(theirs(f), (zeros(2), zeros(3)))
    assert passes(guard(f), (zeros(2), zeros(2, 1)))
    assert not passes(guard(f), (zeros(2), zeros(3, 1)))


def test_plain_methods() -> None:
    class Model:
        def f(self, x: Float[A, "n"]) -> None: ...

    assert passes(theirs(Model)().f, zeros(1, 1))
    assert not passes(guard(Model)().f, zeros(1, 1))


def test_course_notation() -> None:
    def f(x: Any) -> None: ...

    f.__annotations__["x"] = jaxtyping.Float[A, "(n, m)"]
    assert not passes(theirs(f), zeros(2, 3))
    assert passes(guard(f), zeros(2, 3))
    assert not passes(guard(f), zeros(2))


@pytest.mark.filterwarnings("ignore:coroutine")
def test_coroutines() -> None:
    async def f(x: Float[A, "n"], size: int) -> Float[A, "n"]:
        await asyncio.sleep(0)
        return zeros(size)

    assert not passes(theirs(f), zeros(2), 2)
    assert passes(lambda: asyncio.run(guard(f)(zeros(2), 2)))
    assert not passes(lambda: asyncio.run(guard(f)(zeros(2), 3)))


def test_passed_defaults() -> None:
    def f(b: float = 0) -> None: ...

    assert passes(theirs(f))
    assert not passes(theirs(f), 0)
    assert passes(guard(f), 0)
    assert not passes(guard(f), 1)


def test_lambdas() -> None:
    with pytest.raises(SyntaxError):
        theirs(lambda x: x)
    assert passes(guard(lambda x: x), 1)


def test_changed_in_place() -> None:
    def f(x: Float[A, "n m"]) -> float:
        x.resize((x.size,), refcheck=False)
        return 1.0

    with pytest.raises(TypeCheckError, match="return value"):
        theirs(f)(zeros(2, 3))
    with pytest.raises(ShapeError, match=r"x has shape \(6,\)") as caught:
        guard(f)(zeros(2, 3))
    assert caught.value.where == "x"
    assert "was right when f() was called" in caught.value.__notes__[0]


def test_which_comes_first() -> None:
    def f(x: Float[A, "n+1"], b: float) -> None: ...

    with pytest.raises(AnnotationError):
        guard(f)(zeros(2), "no float")
    with pytest.raises((AnnotationError, TypeCheckError)):
        theirs(f)(zeros(2), "no float")


def test_switches() -> None:
    def f(x: Float[A, "n"]) -> None: ...

    before, ours = theirs(f), guard(f)
    jaxtyping.config.update("jaxtyping_disable", True)
    try:
        assert passes(before, "no array")
        assert not passes(ours, "no array")
    finally:
        jaxtyping.config.update("jaxtyping_disable", False)
    assert guard(typing.no_type_check(f)) is f


def test_class_of_the_error() -> None:
    def f(x: Float[A, "n"]) -> None: ...

    with pytest.raises(TypeCheckError) as their_error:
        theirs(f)(zeros(2, 2))
    with pytest.raises(ShapeError) as our_error:
        guard(f)(zeros(2, 2))
    assert str(our_error.value.__cause__) == str(their_error.value)
