"""The import hook: what it changes in a module, and all that it leaves as it was."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import importlib
import inspect
import subprocess
import sys
import textwrap
import traceback
from pathlib import Path

import numpy as np
import pytest

from shapeguard import BroadcastError, ShapeError, install_import_hook
from shapeguard.runtime.guarding import is_guarded
from tests.runtime.hooked_modules import Import, hooked
from tests.work_done import calls_in

__all__ = ["hooked"]

A = np.ones((4, 10))


def test_annotated_functions_of_every_kind_are_guarded(hooked: Import) -> None:
    module = hooked(
        """
        import functools

        def plain(x: Float[np.ndarray, "n"]): return x
        async def coroutine(x: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]: return x
        def generator(x: Float[np.ndarray, "n"]): yield x
        def course(x: Float[np.ndarray, "(n,)"]): return x

        @functools.lru_cache
        def cached(x: Float[np.ndarray, "n"] | None): return x

        class C:
            def method(self, x: Float[np.ndarray, "n"]): return x
            @classmethod
            def of_class(cls, x: Float[np.ndarray, "n"]): return x
            @staticmethod
            def static(x: Float[np.ndarray, "n"]): return x
            @property
            def wrong(self) -> Float[np.ndarray, "n"]: return np.ones((2, 2))
        """
    )
    calls = [module.plain, module.course, module.C().method, module.C.of_class, module.C().static]
    for function in calls:
        assert function(A[0]) is not None
        with pytest.raises(ShapeError):
            function(A)
    assert asyncio.run(module.coroutine(A[0])).shape == (10,)
    with pytest.raises(ShapeError):
        asyncio.run(module.coroutine(A))
    with pytest.raises(ShapeError):
        list(module.generator(A))
    with pytest.raises(ShapeError):
        _ = module.C().wrong
    assert module.cached(None) is None
    assert is_guarded(inspect.unwrap(module.cached, stop=is_guarded))


def test_functions_without_arrays_are_the_author_s_own(hooked: Import) -> None:
    module = hooked(
        """
        def f(x: int, *args: "Unknown", **more: list[str]) -> str: return x
        def g(x): return x
        @guard
        def h(x: Float[np.ndarray, "n"]): return x
        """
    )
    assert not hasattr(module.f, "__wrapped__")
    assert module.f("no int") == "no int"
    assert not hasattr(module.g, "__wrapped__")
    assert not hasattr(module.h.__wrapped__, "__wrapped__")


def test_dataclasses_check_their_fields(hooked: Import) -> None:
    module = hooked(
        """
        import dataclasses

        @dataclasses.dataclass
        class Layer:
            w: Float[np.ndarray, "n m"]
            b: Float[np.ndarray, "n"]

        @dataclasses.dataclass
        class Plain:
            size: int
        """
    )
    assert dataclasses.is_dataclass(module.Layer)
    assert module.Layer(A, A[:, 0]).w is A
    with pytest.raises(ShapeError):
        module.Layer(A, A[0])
    assert module.Plain("no int").size == "no int"


def test_nested_functions_are_decorated_once(hooked: Import) -> None:
    module = hooked(
        """
        def outer(k, default=1.0):
            def inner(x: Float[np.ndarray, "n m"], scale: float = default) -> Float[np.ndarray, "n m"]:
                return k * scale * x
            return inner

        def growing(n):
            def inner(x: Float[np.ndarray, f"{n} m"]):
                return x
            return inner

        def local_alias(shape):
            Alias = Float[np.ndarray, shape]
            def inner(x: "Alias"):
                return x
            return inner

        def guarded(k):
            @guard
            def inner(x: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "n m"]:
                return k * x
            return inner

        def guarded_number():
            @guard
            def inner(x: float):
                local: Float[np.ndarray, "n"] = np.ones(2)
            return inner

        def with_contract(k):
            def inner(x):
                local: Float[np.ndarray, "n n"] = x
                return local * k
            return inner
        """
    )
    functions = [module.outer(k, k + 1.0) for k in (2, 3)]
    assert [f(np.ones((1, 1)))[0, 0] for f in functions] == [6, 12]
    assert [f.__defaults__ for f in functions] == [(3.0,), (4.0,)]
    for f in functions:
        with pytest.raises(ShapeError):
            f(A[0])
    for n in (3, 4):
        module.growing(n)(np.ones((n, 2)))
        with pytest.raises(ShapeError):
            module.growing(n)(np.ones((n + 1, 2)))
    module.local_alias("n")(A[0])
    module.local_alias("n m")(A)
    with pytest.raises(ShapeError):
        module.local_alias("n m")(A[0])
    assert [module.with_contract(k)(np.eye(2))[0, 0] for k in (2, 3)] == [2, 3]
    with pytest.raises(ShapeError):
        module.with_contract(2)(A)
    assert module.guarded(2)(A).shape == (4, 10)
    with pytest.raises(ShapeError):
        module.guarded(2)(A[0])
    with pytest.raises(ShapeError):
        module.guarded_number()("no number")
    for outer in (module.outer, module.guarded):
        outer(2)
        made = calls_in(functools.partial(outer, 2))
        assert made < 400, f"{made} calls for each nested function; generating a guard takes thousands"


def test_the_rest_of_the_language_means_what_it_meant(hooked: Import) -> None:
    header = (
        '"""The docstring."""\nfrom __future__ import annotations\nimport numpy as np\nfrom shapeguard import Float\n'
    )
    module = hooked(
        '''
        from typing import TYPE_CHECKING

        if TYPE_CHECKING:
            from pandas import DataFrame

        class Base:
            def name(self):
                return "base"

        class Derived(Base):
            """Its docstring."""
            size = 2
            doubled = [n * n for n in range(size + 1)]

            def name(self, x: Float[np.ndarray, "n"] = np.ones(2), table: DataFrame = None) -> str:
                """The method's docstring."""
                return super().name() + __class__.__name__

        def counter():
            n = 0
            def step(x: Float[np.ndarray, "k"]) -> int:
                nonlocal n
                n = n + len(x)
                return n
            return step

        def matched(point):
            match point:
                case 1 + 2j:
                    return "complex"
                case [a, b] if a + b == 3:
                    return a - b
                case _:
                    return None

        def comprehensions(xs, y):
            return {k: v * y for k, v in xs.items()}, {x + y for x in xs.values()}, sorted(x % y for x in xs.values())

        async def asynchronous(xs):
            async def numbers():
                for x in xs:
                    yield x
            return [x + x async for x in numbers() if x - x == 0]

        def text(a, b):
            return "%s and %s" % (a, b), f"{a - b!r:>5}", a | b, (a < b < 10), a == b

        def kinds(x: int | None = None, *args, y: float = 1 + 2, **more) -> int | None:
            return x

        def walrus(a, b):
            if (c := a + b) > 3:
                return c
        ''',
        header=header,
    )
    assert module.__doc__ == "The docstring."
    assert (module.Derived.__doc__, module.Derived.name.__doc__) == ("Its docstring.", "The method's docstring.")
    assert module.Derived.doubled == [0, 1, 4]
    assert module.Derived().name() == "baseDerived"
    with pytest.raises(ShapeError):
        module.Derived().name(A)
    step, other = module.counter(), module.counter()
    assert (step(np.ones(2)), step(np.ones(3)), other(np.ones(1))) == (2, 5, 1)
    assert (module.matched(1 + 2j), module.matched([1, 2]), module.matched(0)) == ("complex", -1, None)
    assert module.comprehensions({"a": 3}, 2) == ({"a": 6}, {5}, [1])
    assert asyncio.run(module.asynchronous([1, 2])) == [2, 4]
    assert module.text(6, 3) == ("6 and 3", "    3", 7, False, False)
    assert (
        str(inspect.signature(module.kinds))
        == "(x: 'int | None' = None, *args, y: 'float' = 3, **more) -> 'int | None'"
    )
    assert module.walrus(2, 2) == 4


def test_lines_are_where_they_were(hooked: Import) -> None:
    module = hooked(
        """
        def fails(
            a, b,
        ):
            local: Float[np.ndarray, "n"] = a
            return (
                a +
                b
            )
        """
    )
    with pytest.raises(ValueError, match="broadcast") as caught:
        module.fails(np.ones(2), np.ones(3))
    *_, frame = (f for f in traceback.extract_tb(caught.value.__traceback__) if f.filename == module.__file__)
    assert (frame.lineno, frame.name) == (9, "fails")
    assert inspect.getsource(module.fails).startswith("def fails(")
    assert inspect.getsourcelines(module.fails)[1] == 4


def test_packages_are_watched_with_their_submodules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "watched_package"
    (package / "inner").mkdir(parents=True)
    body = "def f(a, b):\n    return a - b\n"
    (package / "__init__.py").write_text("from .inner.deep import f\n")
    (package / "inner" / "__init__.py").write_text("")
    (package / "inner" / "deep.py").write_text(body)
    (tmp_path / "watched_package_too.py").write_text(body)
    monkeypatch.syspath_prepend(str(tmp_path))
    with install_import_hook(["watched_package"]):
        watched = importlib.import_module("watched_package")
        other = importlib.import_module("watched_package_too")
    with pytest.raises(BroadcastError):
        watched.f(np.ones((3, 1)), np.ones((1, 3)))
    assert other.f(np.ones((3, 1)), np.ones((1, 3))).shape == (3, 3)
    assert not list(tmp_path.rglob("watched_package/**/*.pyc"))


def test_a_wrong_use_says_what_to_do(hooked: Import) -> None:
    with pytest.raises(RuntimeError, match="too late for 'numpy', which is imported already: install it before"):
        install_import_hook("numpy")
    with pytest.raises(ValueError, match="'no package' is not the name of a package"):
        install_import_hook("no package")
    with pytest.raises(ValueError, match="broadcast is 'shout': write one of raise, warn, off"):
        install_import_hook("not_there", broadcast="shout")
    with pytest.raises(SyntaxError) as caught:
        hooked("def f(:\n    pass\n")
    assert caught.value.lineno == 3
    finders = len(sys.meta_path)
    hook = install_import_hook("not_there")
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("not_there")
    hook.uninstall()
    hook.uninstall()
    assert len(sys.meta_path) == finders


@pytest.mark.parametrize(("environment", "expected"), [("off", "(3, 3)"), ("on", "BroadcastError")])
def test_off_is_final(tmp_path: Path, environment: str, expected: str) -> None:
    (tmp_path / "subject.py").write_text("def f(a, b):\n    return a - b\n")
    code = """
        import numpy as np, shapeguard
        shapeguard.install_import_hook("subject")
        import subject
        with shapeguard.mode("on"):
            try:
                print(subject.f(np.ones((3, 1)), np.ones((1, 3))).shape)
            except shapeguard.BroadcastError as error:
                print(type(error).__name__)
    """
    result = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=tmp_path,
        env={"SHAPEGUARD": environment, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert result.stdout.strip() == expected, result.stderr
