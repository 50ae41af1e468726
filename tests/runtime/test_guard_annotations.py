"""How annotations are resolved, and what can never get into generated code."""

from __future__ import annotations

import ast
import functools
import gc
import re
import traceback
import typing
import weakref
from collections.abc import Callable
from typing import Any, Literal, Self

import jaxtyping
import numpy as np
import pytest
from beartype import beartype
from jaxtyping import AnnotationError, TypeCheckError, jaxtyped

from shapeguard import Float, ShapeError, guard
from shapeguard.notation import NotationError
from tests.runtime.calls import zeros

A = np.ndarray


def define(source: str, **names: Any) -> dict[str, Any]:
    """Run a module's text whose annotations are strings."""
    namespace: dict[str, Any] = {"np": np, "Float": Float, "guard": guard, "__name__": __name__, **names}
    exec("from __future__ import annotations\n" + source, namespace)
    return namespace


def test_an_alias_of_the_enclosing_function_is_resolved() -> None:
    Column = Float[A, "(n, 1)"]

    @guard
    def f(x: Column) -> Column:
        return x

    f(np.zeros((2, 1)))
    with pytest.raises(ShapeError):
        f("not an array")  # type: ignore[arg-type]

    def g(x: Column) -> Column:
        return x

    assert jaxtyped(g, typechecker=beartype)("not an array") == "not an array"  # type: ignore[arg-type]


def test_a_misspelt_array_annotation_fails_at_decoration_and_is_named() -> None:
    with pytest.raises(AnnotationError) as caught:
        define("@guard\ndef f(x: Flaot[np.ndarray, '(n, m)']) -> None: ...")
    assert "f(): the annotation of x" in str(caught.value)
    assert "Flaot[np.ndarray, '(n, m)']" in str(caught.value)
    assert "name 'Flaot' is not defined" in str(caught.value)
    with pytest.raises(AnnotationError, match="the return value"):
        define("@guard\ndef f(x) -> list[Float[nq.ndarray, 'n']]: ...")
    with pytest.raises(AnnotationError, match="has no attribute 'ndaray'"):
        define("@guard\ndef f(x: Float[np.ndaray, 'n']): ...")


def test_a_forward_reference_is_resolved_at_the_first_call() -> None:
    module = define(
        "@guard\n"
        "def f(model: Model, x: Float[np.ndarray, 'n'], *rest: int, key: int = 3) -> Float[np.ndarray, 'n']:\n"
        "    return x\n"
        "class Model: ...\n"
    )
    x = np.zeros(2)
    assert module["f"](module["Model"](), x, 1, key=4) is x
    with pytest.raises(ShapeError, match="model is 3"):
        module["f"](3, x)
    assert module["f"].__shapeguard__.is_fast


def test_a_forward_reference_that_nothing_ever_defines_fails_loudly_at_every_call() -> None:
    module = define("@guard\ndef f(model: Modell) -> None: ...")
    for _ in range(2):
        with pytest.raises(AnnotationError, match="the annotation of model, 'Modell', cannot be resolved"):
            module["f"](3)


def test_a_class_may_name_itself() -> None:
    module = define(
        "@guard\n"
        "class Model:\n"
        "    def __init__(self, w: Float[np.ndarray, '(n, 1)']) -> None: self.w = w\n"
        "    def like(self, other: Model) -> Model: return other\n"
        "    @classmethod\n"
        "    def of(cls, w: Float[np.ndarray, '(n, 1)']) -> Model: return cls(w)\n"
    )
    model = module["Model"].of(np.zeros((2, 1)))
    assert model.like(model) is model
    with pytest.raises(ShapeError):
        model.like(3)


def test_strings_inside_literals_are_no_forward_references() -> None:
    @guard
    def f(x: Literal["undefined name"], y: Float[A, "n"]) -> None: ...

    f("undefined name", np.zeros(1))
    with pytest.raises(ShapeError):
        f("other", np.zeros(1))  # type: ignore[arg-type]


HOSTILE = [
    "__import__('os').system('true')",
    "n or exit()",
    "(lambda:0)()",
    "[x for x in ()]",
    "{__import__('os').getcwd()}",
    "n);raise SystemExit;(",
    "n\nraise SystemExit",
    "n\\nraise",
    "'''",
    "{{n}}",
    "n if n else raise",
    "_guard_on1_c0",
    "_guard_on1_n0+1",
    "lambda",
    "None",
    "Ω",
    "class=def",
    "n:=3",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_shape_string_never_reaches_the_generated_source(text: str) -> None:
    def f(x: Any) -> Any:
        return x

    try:
        f.__annotations__ = {"x": jaxtyping.Float[A, "n"], "return": jaxtyping.Float[A, text]}
        guarded = guard(f)
    except ValueError:
        return
    state = guarded.__shapeguard__  # type: ignore[attr-defined]
    tree = ast.parse(state.generated(state.mode).source)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert {name for name in names if not name.startswith("_guard_on1_")} == {"x"}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert attributes <= {"dtype", "num", "shape", "storage", "memo_stack", "append"}
    constants = {type(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert constants <= {int, bool, type(None)}
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert all(call.startswith("_guard_on1_") for call in calls)


def test_names_of_parameters_do_not_collide_with_the_generated_ones() -> None:
    @guard
    def f(_guard_on1_c0: Float[A, "n"], type: int, isinstance: int, len: int, Exception: int, memo_stack: int) -> int:
        return type + isinstance + len + Exception + memo_stack

    assert f(np.zeros(1), 1, 2, 3, 4, 5) == 15
    with pytest.raises(ShapeError):
        f(np.zeros((1, 1)), 1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    "signature",
    [
        "a, /",
        "a, /, b",
        "a, b=1, *, c",
        "a, *, c=2",
        "*a",
        "**a",
        "a, /, b, *c, d, **e",
        "*, a",
        "a, /, *, b=3",
        "a=1, /",
    ],
)
def test_every_form_of_signature_is_called_as_it_was(signature: str) -> None:
    namespace: dict[str, Any] = {}
    exec(f"def f({signature}): return dict(locals())", namespace)
    plain, guarded = namespace["f"], guard(namespace["f"])
    calls: list[tuple[tuple[int, ...], dict[str, int]]] = [
        ((), {}),
        ((1,), {}),
        ((1, 2), {}),
        ((1,), {"b": 2}),
        ((), {"a": 1}),
        ((1, 2, 3), {"d": 4, "z": 5}),
        ((1,), {"c": 2}),
    ]
    for positional, named in calls:
        try:
            expected = plain(*positional, **named)
        except TypeError as error:
            with pytest.raises(TypeError) as caught:
                guarded(*positional, **named)
            assert str(caught.value) == str(error)
        else:
            assert guarded(*positional, **named) == expected


def test_the_traceback_has_one_frame_of_ours_on_the_line_of_def() -> None:
    @guard
    def f(
        x: Float[A, "n"],
    ) -> Float[A, "n"]:
        return x[1:] if len(x) > 2 else x

    for x in (np.zeros((2, 2)), np.zeros(3), np.ma.masked_array(np.zeros(3))):
        with pytest.raises(ShapeError) as caught:
            f(x)
        frames = traceback.extract_tb(caught.value.__traceback__)
        assert len(frames) == 2
        assert frames[1].name == "f"
        assert frames[1].filename == __file__
        assert (frames[1].line or "").startswith("def f(")
        assert isinstance(caught.value.__cause__, TypeCheckError)
        assert caught.value.__cause__.__traceback__ is None


def test_a_local_class_may_name_itself_and_local_aliases_in_its_methods() -> None:
    Column = Float[A, "(n, 1)"]

    class Model:
        @guard
        def like(self, other: Model, w: Column) -> Model:
            return other

        @guard
        def itself(self, w: Column) -> Self:
            return self

    model = Model()
    assert model.like(model, np.zeros((2, 1))) is model
    assert model.itself(np.zeros((2, 1))) is model
    with pytest.raises(ShapeError):
        model.like(3, np.zeros((2, 1)))  # type: ignore[arg-type]
    with pytest.raises(ShapeError):
        model.itself(np.zeros(2))


def test_a_guarded_function_keeps_no_local_names_alive() -> None:
    class Big:
        pass

    def outer() -> tuple[Any, weakref.ref[Big]]:
        big = Big()

        @guard
        def f(x: Float[A, "n"]) -> None: ...

        return f, weakref.ref(big)

    _, reference = outer()
    gc.collect()
    assert reference() is None


def test_a_hint_that_beartype_cannot_enforce_fails_at_decoration() -> None:
    def f(x: Any, y: Float[A, "n"]) -> None: ...

    f.__annotations__["x"] = 3
    with pytest.raises(AnnotationError, match="beartype cannot enforce"):
        guard(f)


def test_what_another_decorator_made_says_where_guard_belongs() -> None:
    with pytest.raises(TypeError, match="put @guard below"):
        guard(functools.lru_cache(lambda x: x))


def test_callables_of_arrays_have_a_fast_path() -> None:
    @guard
    def f(loss: Callable[[Float[A, "n"]], float], x: Float[A, "n"]) -> float:
        return loss(x)

    assert f(np.sum, np.zeros(2)) == 0.0
    assert f.__shapeguard__.is_fast  # type: ignore[attr-defined]
    with pytest.raises(ShapeError):
        f(3, np.zeros(2))  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
def test_typings_own_callable_is_a_hint_like_any_other() -> None:
    """Rebuilt with a list among its arguments it cannot be hashed, and beartype refuses it."""
    hints = [
        typing.Callable[[int], float],
        typing.Callable[[jaxtyping.Float[A, "(n, m)"]], jaxtyping.Float[A, "(n,)"]],
        typing.Callable[..., jaxtyping.Float[A, "(n,)"]],
    ]
    for hint in hints:

        def f(call: Any, x: Float[A, "n"]) -> None: ...

        f.__annotations__["call"] = hint
        guarded = guard(f)
        guarded(print, np.ones(3))
        with pytest.raises(ShapeError):
            guarded(3, np.ones(3))


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (Float, 'cannot enforce the annotation of x: a dtype alone says no shape; write Float[np.ndarray, "(nx, m)"]'),
        (np.array, "beartype cannot enforce the annotation of x"),
        (3, "beartype cannot enforce the annotation of x"),
    ],
)
def test_a_hint_that_cannot_be_enforced_is_named(hint, words):
    def scale(x):
        return x

    scale.__annotations__["x"] = hint
    with pytest.raises(AnnotationError, match=re.escape(words)):
        guard(scale)


@pytest.mark.parametrize("shape", [3, ("n", "m"), None])
def test_a_shape_that_is_no_string_is_refused(shape):
    with pytest.raises(NotationError, match="is no string: write Float"):
        Float[np.ndarray, shape]


class Options(typing.TypedDict):
    """Keyword arguments with a type each."""

    weights: Float[np.ndarray, "n"]
    rate: float


def test_keyword_arguments_of_a_typed_dict() -> None:
    @guard
    def step(x: Float[np.ndarray, "n"], **options: typing.Unpack[Options]) -> Float[np.ndarray, "n"]:
        return x * options["weights"] * options["rate"]

    assert step(np.ones(3), weights=np.ones(3), rate=0.5).shape == (3,)
    with pytest.raises(ShapeError):
        step(np.ones(3), weights=np.ones(4), rate=0.5)
    with pytest.raises(ShapeError):
        step(np.ones(3), weights=np.ones(3), rate="fast")


def test_positional_arguments_of_an_unpacked_tuple() -> None:
    @guard
    def scale(*arguments: *tuple[Float[np.ndarray, "n"], int]) -> Float[np.ndarray, "n"]:
        return arguments[0] * arguments[1]

    assert scale(np.ones(3), 2).shape == (3,)
    with pytest.raises(ShapeError):
        scale(np.ones(3), "two")


@pytest.mark.parametrize("hint", [typing.NoReturn, typing.Never])
def test_a_function_that_never_returns_must_not(hint: object) -> None:
    def stops(x: Float[np.ndarray, "n"], really: bool = True) -> None:
        if really:
            raise StopIteration

    stops.__annotations__["return"] = hint
    for decorate in (guard, jaxtyped(typechecker=beartype)):
        with pytest.raises(StopIteration):
            decorate(stops)(zeros(3))
        with pytest.raises(TypeCheckError):
            decorate(stops)(zeros(3), False)
    with pytest.raises(ShapeError, match="the return value is None, expected NoReturn"):
        guard(stops)(zeros(3), False)
