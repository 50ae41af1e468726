"""The grammar of shapes and dtypes at the guard, each form as a call that must go right."""

from __future__ import annotations

import typing
from collections.abc import Callable, Sequence
from typing import Any

import jaxtyping
import numpy as np
import pytest
from beartype import beartype
from jaxtyping import AnnotationError, TypeCheckError, jaxtyped

from shapeguard import Bool, Float, Int, Shaped, ShapeError, guard
from tests.runtime.calls import is_fast, zeros

A = np.ndarray
pytestmark = pytest.mark.filterwarnings("ignore:the matrix subclass")


class TestGrammar:
    """The fast path over jaxtyping's grammar: ``(hints of a, b, ...), (fitting shapes), (misfits)``."""

    TABLE: typing.ClassVar = [
        (("3 _",), [[(3, 1)], [(3, 9)]], [[(2, 1)], [(3,)], [(3, 1, 1)]]),
        (("",), [[()]], [[(1,)]]),
        (("...",), [[()], [(2, 3, 4)]], []),
        (("n ... m", "n m"), [[(2, 3), (2, 3)], [(2, 5, 6, 3), (2, 3)]], [[(2,), (2, 3)], [(2, 5, 3), (2, 5)]]),
        (("*b n", "*b"), [[(4, 5, 2), (4, 5)], [(2,), ()]], [[(4, 5, 2), (4,)], [(), ()]]),
        (
            ("*#b", "*#b", "*b"),
            [[(2, 3), (1, 3), (2, 3)], [(3,), (2, 1), (2, 3)]],
            [[(2,), (3,), (3,)], [(1,), (3,), (1,)]],
        ),
        (("#n", "n"), [[(1,), (5,)], [(5,), (5,)], [(1,), (1,)]], [[(4,), (5,)]]),
        (("n", "#n"), [[(5,), (1,)], [(5,), (5,)]], [[(5,), (4,)], [(1,), (3,)]]),
        (("#3",), [[(1,)], [(3,)]], [[(2,)]]),
        (("n", "n-1"), [[(5,), (4,)], [(1,), (0,)]], [[(5,), (5,)]]),
        (("k", "2*k+1"), [[(2,), (5,)]], [[(2,), (4,)]]),
        (("n m", "n*m"), [[(2, 3), (6,)]], [[(2, 3), (5,)]]),
        (("n m", "min(n,m)"), [[(2, 3), (2,)]], [[(2, 3), (3,)]]),
        (("n", "n/2"), [[(4,), (2,)]], [[(5,), (2,)]]),
        (("n", "n//2"), [[(5,), (2,)]], [[(5,), (3,)]]),
        (("n", "#n+1"), [[(5,), (6,)], [(5,), (1,)]], [[(5,), (5,)]]),
        (("n n",), [[(3, 3)]], [[(3, 4)]]),
        (("rows=3 cols=n", "n"), [[(3, 2), (2,)]], [[(2, 2), (2,)], [(3, 2), (3,)]]),
        (("*b", "b"), [[(2, 3), (7,)]], []),
    ]

    @pytest.mark.parametrize(("hints", "fitting", "misfits"), TABLE)
    def test_grammar(self, hints: tuple[str, ...], fitting: list[Any], misfits: list[Any]) -> None:
        names = [f"a{index}" for index in range(len(hints))]
        namespace: dict[str, Any] = {}
        exec(f"def f({', '.join(names)}): return None", namespace)
        function = namespace["f"]
        function.__annotations__ = {name: jaxtyping.Float[A, text] for name, text in zip(names, hints, strict=True)}
        ours, theirs = guard(function), jaxtyped(function, typechecker=beartype)
        assert is_fast(ours)
        for shapes in fitting:
            ours(*(zeros(*shape) for shape in shapes))
            theirs(*(zeros(*shape) for shape in shapes))
        for shapes in misfits:
            for either in (ours, theirs):
                with pytest.raises(TypeCheckError):
                    either(*(zeros(*shape) for shape in shapes))

    def test_an_axis_that_only_python_can_evaluate_works_through_jaxtyping(self) -> None:
        @guard
        def f(size: int, x: Float[A, "{size}"], y: Float[A, "len(str({size}))"]) -> None: ...

        f(2, zeros(2), zeros(1))
        assert not is_fast(f)
        with pytest.raises(ShapeError):
            f(2, zeros(3), zeros(1))

    def test_a_name_that_nothing_has_bound_is_an_annotation_error(self) -> None:
        @guard
        def f(x: Float[A, "n+1"], y: Float[A, "n"]) -> None: ...

        with pytest.raises(AnnotationError, match="n\\+1"):
            f(zeros(3), zeros(2))


class TestDtypes:
    @pytest.mark.parametrize(
        ("dtype", "code", "fits"),
        [
            (Float, "f2", True),
            (Float, ">f8", True),
            (Float, "g", False),
            (Float, "i8", False),
            (Int, "?", False),
            (Int, "q", np.dtype("q").type.__name__ == "int64"),
            (Int, "u1", False),
            (Bool, "?", True),
            (Shaped, "O", True),
            (Shaped, "M8[s]", True),
            (Shaped, [("a", "f4")], True),
            (Float, [("a", "f4")], False),
        ],
    )
    def test_dtypes_are_jaxtypings(self, dtype: Any, code: Any, fits: bool) -> None:
        @guard
        def f(x: dtype[A, "n"]) -> None: ...

        array = np.zeros(2, code)
        assert isinstance(array, dtype[A, "n"]) is fits
        if fits:
            f(array)
        else:
            with pytest.raises(ShapeError, match="has dtype"):
                f(array)

    def test_subclasses_of_ndarray_pass_through_the_authority(self) -> None:
        @guard
        def f(x: Float[A, "n m"], y: Float[A, "m"]) -> Float[A, "n m"]:
            return x

        for x in (np.asmatrix(zeros(2, 3)), np.ma.masked_array(zeros(2, 3)), zeros(2, 3).view(type("Sub", (A,), {}))):
            assert f(x, zeros(3)) is x
            with pytest.raises(ShapeError):
                f(x, zeros(2))

    @pytest.mark.parametrize("value", [np.float64(1.0), 1.0, [1.0], None, "x", zeros()[()]])
    def test_what_is_no_array_is_refused(self, value: Any) -> None:
        @guard
        def f(x: Float[A, "..."]) -> None: ...

        with pytest.raises(ShapeError):
            f(value)

    @pytest.mark.parametrize(
        ("hint", "value", "fits"),
        [
            (float, 1.0, True),
            (float, np.float64(1), True),
            (float, 1, False),
            (float, True, False),
            (float, np.float32(1), False),
            (float, zeros(), False),
            (int, True, True),
            (int, np.int64(1), False),
            (bool, 1, False),
            (str, "s", True),
            (None, None, True),
            (None, 0, False),
            (list[int], [1], True),
            (list[int], ["1"], False),
            (Callable[[int], int], len, True),
            (typing.Literal["a", "b"], "c", False),
            (Sequence[str], ["a"], True),
        ],
    )
    def test_beartype_judges_the_rest(self, hint: Any, value: Any, fits: bool) -> None:
        @guard
        def f(x: hint) -> None: ...

        assert is_fast(f)
        if fits:
            f(value)
        else:
            with pytest.raises(ShapeError):
                f(value)
