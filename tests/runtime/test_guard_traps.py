"""Every trap of run-time shape checking that is known from jaxtyping's users, as a call that must go right."""

from __future__ import annotations

import asyncio
import threading
import typing
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, NamedTuple, TypedDict

import jaxtyping
import numpy as np
import pytest
from beartype import beartype
from jaxtyping import AnnotationError, TypeCheckError, jaxtyped

from shapeguard import Bool, Float, Int, NotationError, Shaped, ShapeError, guard
from shapeguard.runtime import memo
from shapeguard.runtime.modes import Mode

A = np.ndarray
pytestmark = pytest.mark.filterwarnings("ignore:the matrix subclass")


def zeros(*shape: int, dtype: Any = float) -> np.ndarray:
    return np.zeros(shape, dtype)


def is_fast(function: Any) -> bool:
    return bool(function.__shapeguard__.is_fast)


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
