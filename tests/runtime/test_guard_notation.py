"""The course's notation, and a guard without jaxtyping's private names."""

from __future__ import annotations

from typing import Annotated

import jaxtyping
import numpy as np
import pytest
from beartype import beartype
from jaxtyping import TypeCheckError, jaxtyped

from shapeguard import Float, NotationError, ShapeError, guard
from shapeguard.runtime import memo
from shapeguard.runtime.modes import Mode
from tests.runtime.calls import zeros

A = np.ndarray
pytestmark = pytest.mark.filterwarnings("ignore:the matrix subclass")


class TestCourseNotation:
    def test_raw_jaxtyping_hints_are_translated_at_any_depth(self) -> None:
        @guard
        def f(
            w: jaxtyping.Float[A, "(nx, 1)"],
            Xs: list[jaxtyping.Float[A, "(nx, m)"]],
            c: jaxtyping.Float[A, "()"] | None = None,
            v: jaxtyping.Float[A, "(m,)"] | None = None,
        ) -> Annotated[jaxtyping.Float[A, "(m, 1)"], "a column"]:
            return Xs[0].T @ w

        f(zeros(2, 1), [zeros(2, 3)] * 3, zeros(), zeros(3))
        with pytest.raises(ShapeError, match=r"expected \(nx, m\)"):
            f(zeros(2, 1), [zeros(3, 3)])

    @pytest.mark.parametrize("text", ["-1 3", "n+", "(n,,m)", "(n m)", "n'"])
    def test_what_can_never_match_fails_at_decoration(self, text: str) -> None:
        hint = jaxtyping.Float[A, text]

        def f(x: hint) -> None: ...  # type: ignore[valid-type]

        f.__annotations__["x"] = hint
        with pytest.raises(NotationError, match=r"f\(\): the annotation of x: The shape"):
            guard(f)
        with pytest.raises(NotationError):
            Float[A, text]


def test_a_body_that_widens_broadcast_axes_is_seen_at_the_return() -> None:
    def f(x: Float[A, "*#b"], looks: bool) -> Float[A, "*#b"]:
        if looks:
            assert isinstance(zeros(1, 4), Float[A, "*b"])
        return zeros(2, 4)

    for either in (guard(f), jaxtyped(f, typechecker=beartype)):
        either(zeros(1), False)
        with pytest.raises(TypeCheckError):
            either(zeros(1), True)


def test_without_jaxtypings_private_names_the_guard_works_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "AVAILABLE", False)

    def f(x: jaxtyping.Float[A, "(n, m)"], *, y: Float[A, "n"] | None = None) -> Float[A, "m"]:
        return x[0]

    with pytest.warns(RuntimeWarning, match="without its fast path"):
        guarded = guard(f)
    assert guarded(zeros(2, 3), y=zeros(2)).shape == (3,)
    for x, y in [(zeros(2), None), (zeros(2, 3), zeros(3))]:
        with pytest.raises(ShapeError):
            guarded(x, y=y)
    guarded.__shapeguard__.set_mode(Mode("off"))  # type: ignore[attr-defined]
    assert guarded(zeros(2, 3), y=zeros(3)).shape == (3,)
