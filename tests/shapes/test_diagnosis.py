"""The words that the linter and the guard share."""

from __future__ import annotations

import pytest

from shapeguard.shapes import diagnosis


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (diagnosis.shape_text(()), "()"),
        (diagnosis.shape_text(("m",)), "(m,)"),
        (diagnosis.shape_text((1, "m+1")), "(1, m+1)"),
        (diagnosis.has_shape("X", (10, 4), "(nx, m)"), "X has shape (10, 4), expected (nx, m)"),
        (diagnosis.bound_by("nx", 4, "w.shape[0]", 10), "nx = 4      from w.shape[0]"),
        (diagnosis.axis_differs("X", 0, 10, "nx", 4), "X.shape[0] = 10 is not nx = 4"),
        (diagnosis.axis_differs("w", 1, 4, "1", 1), "w.shape[1] = 4 is not 1"),
        (diagnosis.has_rank("Y", 1, 2), "Y has rank 1, expected 2"),
        (diagnosis.has_rank("Y", 1, 2, at_least=True), "Y has rank 1, expected at least 2"),
        (diagnosis.looks_transposed("X", ("m", "nx")), "X looks transposed: (m, nx). Did you mean X.T?"),
        (diagnosis.looks_transposed("a + b", (3, 1)), "a + b looks transposed: (3, 1). Did you mean (a + b).T?"),
        (diagnosis.is_rank_one("Y", (1, "m"), False), "Y is rank 1: reshape to (1, m), Y.reshape(1, -1)."),
        (diagnosis.is_rank_one("w", ("nx", 1), True), "w is rank 1: reshape to (nx, 1), w.reshape(-1, 1)."),
        (diagnosis.has_extra_axis("v", ("n",)), "v has an axis too many for (n,): v.reshape(-1)."),
        (diagnosis.wrong_dtype("X", "int64", "Float"), "X has dtype int64, expected Float"),
    ],
)
def test_words(said: str, expected: str) -> None:
    assert said == expected


def test_a_lost_axis_names_the_reduction() -> None:
    said = diagnosis.lost_axis("db", ("n", 1), True, "`.sum(axis=1)`")
    assert said == "db lost an axis: keepdims=True in `.sum(axis=1)` keeps (n, 1), or .reshape(-1, 1) restores it."


@pytest.mark.parametrize(
    ("expression", "before"),
    [
        ("X", "X"),
        ("self.w", "self.w"),
        ("f(x)", "f(x)"),
        ("Xs[0]", "Xs[0]"),
        ("a - b", "(a - b)"),
        ("-a", "(-a)"),
        ("f(a) - g(b)", "(f(a) - g(b))"),
    ],
)
def test_an_attribute_goes_behind_brackets_where_it_must(expression: str, before: str) -> None:
    assert diagnosis.attribute_of(expression) == before
