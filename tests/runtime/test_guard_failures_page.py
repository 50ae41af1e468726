"""The page of failing calls is what they print today, and it says more than jaxtyping does."""

from __future__ import annotations

import re

import pytest

from benchmarks.guard_failures import __main__ as writer
from benchmarks.guard_failures import cases
from shapeguard import ShapeError, guard

GUARDED = {function.__name__: guard(function) for function in cases.FUNCTIONS}


def test_the_page_is_fresh() -> None:
    assert writer.PAGE.read_text(encoding="utf-8") == writer.page(), "run: python -m benchmarks.guard_failures"


def test_there_are_enough_of_them_and_all_fail() -> None:
    assert len(cases.CALLS) >= 25
    assert "no error" not in re.sub(r"(?m)^ {4}.*$", "", writer.page())


@pytest.mark.parametrize(
    ("call", "bindings", "where", "suggestion"),
    [
        ("predict(w, 0.5, X.T)", {"nx": 4}, "X", "X.T"),
        ("predict(np.ones(4), 0.5, X)", {}, "w", "w.reshape(-1, 1)"),
        ("predict(np.ones((5, 1)), 0.5, X)", {"nx": 5}, "X", None),
        ("predict(w, 0, X)", {}, "b", "float(b)"),
        ("predict(w, 0.5, X.astype(int))", {"nx": 4}, "X", "X.astype(np.float64)"),
        ("cost(Y, y)", {"m": 10}, "Y", "Y.reshape(1, -1)"),
        ("gradients(X, Y, True)", {"nx": 4, "m": 10}, "the return value", "result.reshape(-1, 1)"),
        ("forward(np.ones((5, 4)), np.ones((3, 1)), np.ones((1, 3)), X)", {"nh": 3, "nx": 4, "m": 10}, "W1", None),
        ("norm(np.ones((1, 3)))", {}, "v", "v.reshape(-1)"),
        ("images(np.ones((5, 3, 64, 64)))", {}, "batch", "np.moveaxis(batch, 1, -1)"),
        ("stack([np.ones((2, 3)), np.ones((3, 2))])", {"n": 2, "m": 3}, "layers[1]", "layers[1].T"),
    ],
)
def test_errors_carry_their_diagnosis(call: str, bindings: dict[str, int], where: str, suggestion: str | None) -> None:
    with pytest.raises(ShapeError) as caught:
        eval(call, {**cases.VALUES, **GUARDED})
    assert caught.value.bindings == bindings
    assert caught.value.where == where
    assert caught.value.suggestion == suggestion


def test_a_suggestion_that_is_followed_works() -> None:
    assert GUARDED["predict"](cases.VALUES["w"], 0.5, cases.VALUES["X"].T.T).shape == (1, 10)
    GUARDED["images"](cases.np.moveaxis(cases.np.ones((5, 3, 64, 64)), 1, -1))


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        ("O", "X.astype(np.float64) converts them if every one is a number"),
        ("U8", "categories have to be encoded as numbers first"),
        ("c16", "take X.real, or np.abs(X)"),
        ("M8[D]", "(X - X.min()) / np.timedelta64(1, 'D') counts the days"),
        ("m8[s]", "X / np.timedelta64(1, 's') counts the seconds"),
        ([("a", "f8")], "structured_to_unstructured(X)"),
    ],
)
def test_a_dtype_that_no_cast_mends_comes_with_advice(kind: object, advice: str) -> None:
    with pytest.raises(ShapeError) as caught:
        GUARDED["predict"](cases.VALUES["w"], 0.5, cases.np.zeros((4, 10), kind))
    assert advice in str(caught.value)
    assert caught.value.suggestion is None
