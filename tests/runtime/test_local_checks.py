"""Annotated assignments in hooked modules."""

from __future__ import annotations

import asyncio
import functools
import gc
import tracemalloc

import numpy as np
import pytest
from jaxtyping import AnnotationError

from shapeguard import ShapeError
from tests.runtime.hooked_modules import Import, hooked
from tests.work_done import calls_in

__all__ = ["hooked"]

A = np.ones((4, 10))


@pytest.mark.parametrize(
    ("annotation", "value", "fits"),
    [
        ('Float[np.ndarray, "nx m"]', "X", True),
        ('Float[np.ndarray, "(nx, m)"]', "X", True),
        ("\"Float[np.ndarray, '(nx, m)']\"", "X", True),
        ('Float[np.ndarray, "m nx"]', "X", False),
        ('Float[np.ndarray, "m nx"]', "X.T", True),
        ('Float[np.ndarray, "nx"]', "X", False),
        ('Float[np.ndarray, "new new"]', "X", False),
        ('Float[np.ndarray, "new new"]', "X @ X.T", True),
        ('Float[np.ndarray, "_ 10"]', "X", True),
        ('Float[np.ndarray, "_ 9"]', "X", False),
        ('Float[np.ndarray, "... m"]', "X", True),
        ('Float[np.ndarray, "nx-1 m"]', "X[1:]", True),
        ('Float[np.ndarray, "nx-1 m"]', "X", False),
        ('Float[np.ndarray, "#nx m"]', "X[:1]", True),
        ('Int[np.ndarray, "nx m"]', "X", False),
        ('Float[np.ndarray, "nx m"]', "X.tolist()", False),
        ('list[Float[np.ndarray, "m"]]', "list(X)", True),
        ('list[Float[np.ndarray, "m"]]', "[*X, X[0, 1:]]", False),
        ('tuple[Float[np.ndarray, "m"], int]', "(X[0], 1)", True),
        ('Float[np.ndarray, "nx m"] | None', "None", True),
        ('Float[np.ndarray, "nx m"] | None', "X.T", False),
        ("Alias", "X", True),
        ("Alias", "X.T", False),
        ("float", "'no float'", True),
        ('Float[np.ndarray, f"{X.shape[0]} m"]', "X", True),
        ('Float[np.ndarray, f"{X.shape[1]} m"]', "X", False),
    ],
)
def test_verdicts(hooked: Import, annotation: str, value: str, fits: bool) -> None:
    module = hooked(
        f"""
        Alias = Float[np.ndarray, "nx m"]

        def f(X: Float[np.ndarray, "nx m"]):
            local: {annotation} = {value}
            return local
        """
    )
    for _ in range(2):
        if fits:
            module.f(A)
        else:
            with pytest.raises(ShapeError, match="local"):
                module.f(A)


def test_zero_is_a_length_like_any_other(hooked: Import) -> None:
    module = hooked(
        """
        def f(X: Float[np.ndarray, "n"], y):
            local: Float[np.ndarray, "n"] = y
        """
    )
    module.f(np.ones(0), np.ones(0))
    with pytest.raises(ShapeError):
        module.f(np.ones(0), np.ones(3))


def test_the_message_says_who_bound_the_name(hooked: Import) -> None:
    module = hooked(
        """
        def f(X: Float[np.ndarray, "nx m"]):
            total: Float[np.ndarray, "nx 1"] = X.sum(axis=0, keepdims=True)
            return total
        """
    )
    with pytest.raises(ShapeError) as caught:
        module.f(A)
    assert str(caught.value).splitlines()[:3] == [
        "f(), line 5: total has shape (1, 10), expected (nx, 1)",
        "    nx = 4      from X.shape[0]",
        "    total.shape[0] = 1 is not nx = 4",
    ]


def test_names_hold_from_one_assignment_to_the_next(hooked: Import) -> None:
    module = hooked(
        """
        def f(X: Float[np.ndarray, "nx m"], k):
            a: Float[np.ndarray, "k"] = np.ones(3)
            b: Float[np.ndarray, "k"] = np.ones(k)
        """
    )
    module.f(A, 3)
    with pytest.raises(ShapeError, match="b has shape"):
        module.f(A, 4)
    module.f(A, 3)


def test_a_function_without_array_annotations_has_a_scope_of_its_own(hooked: Import) -> None:
    module = hooked(
        """
        def inner(v):
            a: Float[np.ndarray, "m"] = v
            b: Float[np.ndarray, "m"] = v[1:]

        def middle(v):
            a: Float[np.ndarray, "m"] = v

        def outer(X: Float[np.ndarray, "nx m"]):
            middle(np.ones(3))
            return X
        """
    )
    assert module.outer(A).shape == (4, 10)
    with pytest.raises(ShapeError, match="b has shape"):
        module.inner(np.ones(3))


def test_coroutines_and_generators(hooked: Import) -> None:
    module = hooked(
        """
        import asyncio

        async def waits(X: Float[np.ndarray, "n"], y):
            await asyncio.sleep(0)
            local: Float[np.ndarray, "n"] = y
            return local

        def yields(X: Float[np.ndarray, "n"], y):
            yield 1
            local: Float[np.ndarray, "n"] = y
            yield local

        def plain(y):
            yield 1
            local: Float[np.ndarray, "n n"] = y
            yield local
        """
    )

    async def together() -> list[object]:
        calls = [module.waits(np.ones(n), np.ones(n)) for n in (2, 3, 4)] + [module.waits(np.ones(2), np.ones(3))]
        return await asyncio.gather(*calls, return_exceptions=True)

    *good, bad = asyncio.run(together())
    assert [len(result) for result in good] == [2, 3, 4]  # type: ignore[arg-type]
    assert isinstance(bad, ShapeError)
    first, second = module.yields(np.ones(2), np.ones(2)), module.yields(np.ones(3), np.ones(3))
    assert (next(first), next(second), len(next(first)), len(next(second))) == (1, 1, 2, 3)
    with pytest.raises(ShapeError):
        list(module.plain(np.ones((2, 3))))


def test_attributes_items_and_the_module_level(hooked: Import) -> None:
    module = hooked(
        """
        weights: Float[np.ndarray, "3 1"] = np.zeros((3, 1))

        class Model:
            size: int = 3

            def fit(self, X: Float[np.ndarray, "nx m"], w):
                self.w: Float[np.ndarray, "nx 1"] = w
                cache = {}
                cache["w"]: Float[np.ndarray, "nx 1"] = w
                return cache
        """
    )
    assert module.Model().fit(A, np.ones((4, 1))).keys() == {"w"}
    with pytest.raises(ShapeError, match=r"self\.w has shape"):
        module.Model().fit(A, np.ones((1, 4)))
    with pytest.raises(ShapeError, match="weights has shape"):
        hooked('weights: Float[np.ndarray, "3 1"] = np.zeros((1, 3))\n')


def test_a_misspelt_annotation_fails_loudly(hooked: Import) -> None:
    module = hooked('def f(x):\n    y: Flaot[np.ndarray, "n"] = x\n')
    with pytest.raises(AnnotationError, match="Flaot"):
        module.f(A)


def test_an_unknown_name_that_is_no_array_is_no_affair_of_ours(hooked: Import) -> None:
    module = hooked("def f(x):\n    y: DataFrame = x\n    z: pd.Series = x\n    return y\n")
    assert module.f(3) == 3


def test_few_calls_and_no_growth(hooked: Import) -> None:
    module = hooked(
        """
        def checked(X: Float[np.ndarray, "nx m"], n):
            for _ in range(n):
                local: Float[np.ndarray, "nx m"] = X

        def changing(X: Float[np.ndarray, "nx m"], n):
            for _ in range(n):
                local: Float[np.ndarray, f"{n - n + 4} m"] = X

        def plain(X: Float[np.ndarray, "nx m"], n):
            for _ in range(n):
                local = X
        """
    )
    for function in (module.checked, module.changing):
        function(A, 200)
        tracemalloc.start()
        try:
            gc.collect()
            before = tracemalloc.get_traced_memory()[0]
            function(A, 5000)
            gc.collect()
            grown = tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()
        per_execution = grown / 5000  # a table of weak references that Python enlarges once is no leak
        assert per_execution < 100, f"{function.__name__} grew by {grown} bytes in 5000 executions"
    checked, plain = (
        calls_in(functools.partial(function, A, 1000)) / 1000 for function in (module.checked, module.plain)
    )
    assert checked - plain < 12, f"{checked - plain:.1f} calls a check"
