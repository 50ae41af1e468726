"""Syntax of Pythons newer than the oldest supported, under the guard: type aliases, type parameters, late names."""

from __future__ import annotations

import sys
import typing
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, TypeVarTuple

import jaxtyping
import numpy as np
import pytest
from beartype import beartype
from hooked_modules import Import, hooked  # noqa: F401 -- a fixture
from jaxtyping import AnnotationError, TypeCheckError, jaxtyped

from shapeguard import Float, ShapeError, guard

P = ParamSpec("P")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")
python312 = pytest.mark.skipif(sys.version_info < (3, 12), reason="syntax of Python 3.12")
python313 = pytest.mark.skipif(sys.version_info < (3, 13), reason="Python 3.13 has TypeIs")
python314 = pytest.mark.skipif(sys.version_info < (3, 14), reason="annotations that are evaluated late, of Python 3.14")

ALIASES = """\
type Batch = Float[Array, "B 784"]
type Pair[T] = tuple[T, T]
type Swapped[S, T] = tuple[T, S]
type Several[*T] = tuple[*T]
type Just[T] = T
type Of[A] = Float[A, "n m"]
type Pairs[T] = list[Pair[T]]
type Late = Float[Later, "B"]
Later = Array
type Tree = Float[Array, "B"] | list[Tree]
type Numbers = list[Numbers] | int
"""
a, b, row, wide = np.zeros((2, 784)), np.zeros((3, 784)), np.zeros(2), np.zeros((2, 3))
HINTS: dict[str, tuple[Any, Any]] = {  # a value that it takes, and one that it refuses
    "Batch": (a, wide),
    "Batch | None": (None, wide),
    "tuple[Batch, Late]": ((a, row), (b, row)),
    "Pair[Batch]": ((a, a), (a, b)),
    "Pair[Just[Batch]]": ((a, a), (a, b)),
    "Swapped[int, Batch]": ((a, 1), (1, a)),
    "Pairs[Batch]": ([(a, a)], [(a, b)]),
    "Of[np.ndarray]": (wide, row),
    "tuple[Batch, Tree]": ((a, [row, [row]]), (a, "a")),
    "tuple[Batch, Numbers]": ((a, [1, [2]]), (a, "a")),
}
STRICTER = {  # beartype alone looks at one element, and takes anything for what has any number of parameters
    "Several[Batch, Late]": ((a, row), (b, row)),
    "list[Batch]": ([a, a], [a, b]),
    "dict[str, Just[Batch]]": ({"a": a, "b": a}, {"a": a, "b": b}),
    "tuple[Batch | None, ...]": ((a, None, a), (a, None, b)),
}
PARAMETERS = {  # definitions, with a call that fits and one that does not
    'def f[A: np.ndarray](x: Float[A, "n m"], y: Float[A, "m"]): ...': ((wide, np.zeros(3)), (wide, row)),
    'def f[A: Float[Array, "n 3"]](x: A, y: Float[Array, "n"]) -> A: return x': ((wide, row), (wide, np.zeros(3))),
    'def f[T](xs: list[T], y: Float[Array, "2"]) -> T: return xs[0]': (([1], row), ([1], wide)),
    'def f[*T](y: Float[Array, "2"], *xs: *T) -> tuple[*T]: return xs': ((row, 1, "a"), (wide, 1)),
    'def f[**K, S](y: Float[Array, "2"], *args: K.args, **kw: K.kwargs): ...': ((row, 1, "a"), (wide, 1)),
}


def define(source: str, decorator: Callable[..., Any] = guard) -> Any:
    """Run a module's text, and return its ``f``, decorated."""
    names: dict[str, Any] = {"np": np, "Array": np.ndarray, "Float": jaxtyping.Float, "guard": guard}
    exec(compile(source, "<module>", "exec", dont_inherit=True), names)  # annotations are not strings there
    return decorator(names["f"])


def authority(function: Callable[..., Any]) -> Any:
    return jaxtyped(function, typechecker=beartype)


@python312
@pytest.mark.parametrize("hint", [*HINTS, *STRICTER])
def test_an_alias_demands_what_it_stands_for(hint: str) -> None:
    good, bad = {**HINTS, **STRICTER}[hint]
    for text in (hint, repr(hint)):  # as it stands, and in quotes
        f = define(f"{ALIASES}def f(x: {text}, y=None): ...")
        f(good)
        with pytest.raises(ShapeError):
            f(bad)


@python312
@pytest.mark.parametrize("hint", HINTS)
def test_the_authority_agrees(hint: str) -> None:
    good, bad = HINTS[hint]
    f = define(f"{ALIASES}def f(x: {hint}, y=None): ...", authority)
    f(good)
    with pytest.raises(TypeCheckError):
        f(bad)


@python312
@pytest.mark.parametrize("definition", PARAMETERS)
@pytest.mark.parametrize(("decorator", "error"), [(guard, ShapeError), (authority, TypeCheckError)])
def test_type_parameters(definition: str, decorator: Callable[..., Any], error: type[Exception]) -> None:
    good, bad = PARAMETERS[definition]
    f = define(definition, decorator)
    f(*good)
    with pytest.raises(error):
        f(*bad)


@python312
def test_aliases_share_lengths_with_the_signature() -> None:
    f = define(f'{ALIASES}def f(X: Batch, y: Late) -> Float[Array, "784"]: return y @ X')
    assert f(a, row).shape == (784,)
    with pytest.raises(ShapeError, match=r"y has shape \(3,\), expected \(B,\)"):
        f(a, np.zeros(3))


@python312
def test_an_alias_in_course_notation() -> None:
    f = define('type R = Float[Array, "(n, 1)"]\ntype L = list[R]\ndef f(x: L): ...')
    f([np.zeros((2, 1))])
    with pytest.raises(ShapeError):
        f([np.zeros((2, 1)), np.zeros((3, 1))])


@python312
def test_an_alias_of_what_is_defined_later() -> None:
    source = 'type R = Float[{}, "n"]\n@guard\ndef f(x: R, y: R): ...\nLater = np.ndarray'
    f = define(source.format("Later"), lambda function: function)
    f(row, row)
    with pytest.raises(ShapeError):
        f(row, np.zeros(3))
    with pytest.raises(AnnotationError, match=r"f\(\): the annotation of x, .*'Latest' is not defined"):
        define(source.format("Latest"), lambda function: function)(row, row)


@python312
def test_members_of_a_generic_class() -> None:
    cls = define(
        "class f[T]:\n"
        '    type Rows = Float[Array, "n d"]\n'
        '    def __init__(self, inner: T, n: Float[Array, "n"]) -> None: self.inner = inner\n'
        '    def fit(self, X: Rows, y: Float[Array, "n"]) -> T: return self.inner\n'
        "    @classmethod\n"
        '    def of[S](cls, inner: S, n: Float[Array, "2"]) -> "f[S]": return cls(inner, n)\n'
    )
    assert cls[int].of(3, row).fit(wide, row) == 3
    for wrong in (lambda: cls(3, wide), lambda: cls(3, row).fit(wide, np.zeros(3)), lambda: cls.of(3, np.zeros(3))):
        with pytest.raises(ShapeError):
            wrong()


def test_starred_arguments_of_whoever_calls() -> None:
    @guard
    def apply(f: Callable[P, R], x: Float[np.ndarray, "2"], *args: P.args, **named: P.kwargs) -> R:
        return f(*args, **named)

    @guard
    def gathered(x: Float[np.ndarray, "2"], *xs: *Ts) -> tuple[*Ts]:
        return xs

    assert apply(np.full, row, 2, fill_value=1.0).shape == (2,) and gathered(row, 1, "a") == (1, "a")
    for wrong in (lambda: apply(np.ones, wide, 2), lambda: gathered(wide, 1)):
        with pytest.raises(ShapeError):
            wrong()


@python313
def test_entries_that_are_only_read() -> None:
    class Options(typing.TypedDict):
        start: typing.ReadOnly[Float[np.ndarray, "m"]]  # type: ignore[valid-type]

    @guard
    def f(X: Float[np.ndarray, "n m"], options: Options) -> None: ...

    f(wide, Options(start=np.zeros(3)))
    with pytest.raises(ShapeError):
        f(wide, Options(start=row))


@pytest.mark.parametrize("kind", ["TypeGuard", pytest.param("TypeIs", marks=python313)])
@pytest.mark.parametrize(("decorator", "error"), [(guard, ShapeError), (authority, TypeCheckError)])
def test_what_narrows_a_type_returns_a_bool(kind: str, decorator: Callable[..., Any], error: type[Exception]) -> None:
    f = define(f'from typing import {kind}\ndef f(x: object, y: Float[Array, "2"]) -> {kind}[int]: return x', decorator)
    assert f(True, row) is True
    for wrong in ((1, row), (True, wide)):
        with pytest.raises(error):
            f(*wrong)


@python314
def test_annotations_that_name_what_is_defined_later() -> None:
    f = define(
        '@guard\ndef f(x: Column, y: Float[Late, "n"]): ...\nColumn = Float[Array, "n 1"]\nLate = Array',
        lambda function: function,
    )
    f(np.zeros((2, 1)), row)
    with pytest.raises(ShapeError):
        f(np.zeros((3, 1)), row)


@python314
def test_a_method_that_names_its_own_class() -> None:
    model = define('@guard\nclass f:\n    def clone(self, y: Float[Array, "2"]) -> f: return self', lambda cls: cls)()
    assert model.clone(row) is model
    with pytest.raises(ShapeError):
        model.clone(wide)


@python314
def test_a_module_through_the_hook_that_names_what_is_defined_later(hooked: Import) -> None:  # noqa: F811
    module = hooked("""
        class Net:
            def clone(self, y: Float[np.ndarray, "2"]) -> Net:
                print(t"{y}")
                return self
        def later(net: Net, x: Rows): ...
        Rows = Float[np.ndarray, "n d"]
    """)
    net = module.Net()
    module.later(net.clone(row), wide)
    with pytest.raises(ShapeError):
        net.clone(wide)
