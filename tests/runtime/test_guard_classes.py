"""Methods, properties, dataclasses and tuples under the guard."""

from __future__ import annotations

import asyncio
import typing
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pytest

from shapeguard import Float, ShapeError, guard
from tests.runtime.calls import is_fast, zeros

A = np.ndarray
pytestmark = pytest.mark.filterwarnings("ignore:the matrix subclass")


class TestClasses:
    def test_methods_of_every_kind(self) -> None:
        @guard
        class Model:
            def __init__(self, w: Float[A, "nx 1"]) -> None:
                self.w = w

            def predict(self, X: Float[A, "nx m"]) -> Float[A, "1 m"]:
                return self.w.T @ X

            @classmethod
            def of(cls, w: Float[A, "nx 1"]) -> Model:
                return cls(w)

            @staticmethod
            def norm(w: Float[A, "nx 1"]) -> float:
                return float(np.linalg.norm(w))

            @property
            def row(self) -> Float[A, "1 nx"]:
                return self.w.T

            @row.setter
            def row(self, value: Float[A, "1 nx"]) -> None:
                self.w = value.T

            @cached_property
            def column(self) -> Float[A, "nx 1"]:
                return self.w

            def unannotated(self, x):  # type: ignore[no-untyped-def]
                return x

        model = Model.of(zeros(2, 1))
        assert model.row.shape == (1, 2)
        assert model.column is model.w
        assert Model.norm(zeros(2, 1)) == 0.0
        assert model.predict(zeros(2, 9)).shape == (1, 9)
        for call in (
            lambda: Model(zeros(2)),
            lambda: Model.of(zeros(2)),
            lambda: Model.norm(zeros(2)),
            lambda: setattr(model, "row", zeros(2)),
            lambda: model.predict(zeros(2)),
        ):
            with pytest.raises(ShapeError):
                call()

    def test_dataclasses_are_checked_when_they_are_made(self) -> None:
        @guard
        @dataclass
        class Layer:
            W: Float[A, "n_out n_in"]
            b: Float[A, "n_out 1"]
            names: list[str] = field(default_factory=list)

        Layer(zeros(2, 3), zeros(2, 1))
        with pytest.raises(ShapeError, match=r"b\.shape\[0\] = 3 is not n_out = 2"):
            Layer(zeros(2, 3), zeros(3, 1))

    def test_sizes_bound_on_self(self) -> None:
        @guard(bind_self=True)
        class Model:
            w: Float[A, "nx 1"]
            b: float

            def __init__(self, w: np.ndarray) -> None:
                self.w = w

            def predict(self, X: Float[A, "nx m"]) -> Float[A, "1 m"]:
                return self.w.T @ X

            def spoil(self) -> None:
                self.w = zeros(7)

            async def spoil_later(self) -> None:
                self.w = zeros(7)

        model = Model(zeros(2, 1))
        assert is_fast(Model.predict)
        assert model.predict(zeros(2, 5)).shape == (1, 5)
        with pytest.raises(ShapeError) as caught:
            model.predict(zeros(3, 5))
        assert "nx = 2" in str(caught.value)
        assert "from self.w.shape[0]" in str(caught.value)
        with pytest.raises(ShapeError, match=r"self\.w has shape \(7,\)"):
            model.spoil()
        model.w = zeros(2, 1)
        with pytest.raises(ShapeError, match=r"self\.w has shape \(7,\)"):
            asyncio.run(model.spoil_later())
        with pytest.raises(ShapeError, match=r"self\.w has shape \(2,\)"):
            Model(zeros(2))

    def test_a_named_tuple_can_be_guarded_itself(self) -> None:
        @guard
        class Pair(NamedTuple):
            x: Float[A, "n"]
            y: Float[A, "n"]

        Pair(zeros(2), zeros(2))
        with pytest.raises(ShapeError):
            Pair(zeros(2), zeros(3))

    def test_decorating_twice_is_decorating_once(self) -> None:
        @guard
        def f(x: Float[A, "n"]) -> None: ...

        assert guard(f) is f

    def test_what_cannot_be_guarded_says_so(self) -> None:
        with pytest.raises(TypeError, match="guard decorates functions"):
            guard(3)  # type: ignore[type-var]
        with pytest.raises(TypeError, match="decorates a class"):
            guard(bind_self=True)(lambda x: x)

    def test_lambdas_and_no_type_check(self) -> None:
        assert guard(lambda x: x + 1)(2) == 3

        @guard
        @typing.no_type_check
        def f(x: Float[A, "n"]) -> None: ...

        f("anything")
