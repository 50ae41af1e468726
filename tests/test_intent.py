"""What the operands' source says about a length-1 axis."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import pytest

from shapeguard.intent import Intent, intent_of, is_own_transpose, on_purpose


def parse(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


def definitions_of(**sources: str):
    def definitions(name: str) -> Sequence[ast.expr]:
        source = sources.get(name.replace(".", "_"))
        return () if source is None else (parse(source),)

    return definitions


@pytest.mark.parametrize(
    "source",
    [
        "x[:, None]",
        "x[np.newaxis]",
        "x[..., newaxis]",
        "np.expand_dims(x, 1)",
        "np.ogrid[:3, :4]",
        "np.ix_(a, b)",
        "np.meshgrid(a, b, sparse=True)[0]",
        "np.subtract.outer(a, b)",
        "-np.exp(x[:, None]) / 2",
        "x[:, None].astype(float)",
        "x[:, None] if flag else y",
        "(x[:, None] @ v).T",
        "x.reshape(-1, 1)[None]",
        "levels.reshape((n, 1, 1, 1)) - means",
        "np.reshape(x, (1, -1, 1))",
    ],
)
def test_deliberate(source: str) -> None:
    assert intent_of(parse(source)) is Intent.DELIBERATE


@pytest.mark.parametrize(
    "source",
    [
        "x.reshape(-1, 1)",
        "x.reshape((1, m))",
        "np.reshape(x, (n, 1))",
        "x.reshape(shape)",
        "x.sum(axis=1, keepdims=True)",
        "np.max(x, keepdims=keep)",
        "np.atleast_2d(x)",
        "X[:, [0]]",
        "np.c_[[3, 1, 2]]",
        "X[:, 3:4]",
        "X[:, i:i + 1]",
        "X[:, -1:]",
        "X[:1]",
        "np.sqrt(x.reshape(-1, 1)) * 2",
        "np.sum(x[:, None].sum(axis=0), keepdims=True)",
    ],
)
def test_reshaped(source: str) -> None:
    assert intent_of(parse(source)) is Intent.RESHAPED


@pytest.mark.parametrize(
    "source",
    [
        "x",
        "x.T",
        "x[:, 0]",
        "x[:, 1:3]",
        "x[[0, 1]]",
        "x.reshape(3, 4)",
        "x.sum(axis=1)",
        "x.sum(axis=1, keepdims=False)",
        "(x[:, None] - y).sum(axis=1)",
        "np.argmin(x[:, None] - c[None], axis=1)",
        "x[:, None].ravel()",
        "f(None)",
        "d[key[:, None]]",
    ],
)
def test_says_nothing(source: str) -> None:
    assert intent_of(parse(source)) is Intent.NONE


def test_follows_names_to_their_definitions() -> None:
    assert intent_of(parse("y + 1"), definitions_of(y="z / 2", z="x[:, None]")) is Intent.DELIBERATE
    assert intent_of(parse("self.y"), definitions_of(self_y="x[:, None]")) is Intent.DELIBERATE


def test_a_name_defined_by_itself_ends() -> None:
    assert intent_of(parse("y"), definitions_of(y="y * 2")) is Intent.NONE
    assert intent_of(parse("y"), definitions_of(y="z", z="y.reshape(-1, 1)")) is Intent.RESHAPED


@pytest.mark.parametrize(
    ("left", "right"),
    [("x", "x.T"), ("x.T", "x"), ("2 * x", "x.T"), ("np.transpose(s)", "s"), ("x - mu", "(x - mu).T"), ("s.mT", "-s")],
)
def test_own_transpose(left: str, right: str) -> None:
    assert is_own_transpose(parse(left), parse(right))
    assert on_purpose(parse(left), parse(right), same_size=True)


@pytest.mark.parametrize(("left", "right"), [("x", "y.T"), ("x", "x"), ("x.T", "x.T"), ("x", "x.T.T")])
def test_not_own_transpose(left: str, right: str) -> None:
    assert not is_own_transpose(parse(left), parse(right))


def test_own_transpose_through_a_name() -> None:
    assert is_own_transpose(parse("x"), parse("xt"), definitions_of(xt="x.T"))
    assert is_own_transpose(parse("xt"), parse("x"), definitions_of(xt="x.T", x="f(a)"))


@pytest.mark.parametrize(("same_size", "expected"), [(True, False), (False, True)])
def test_a_reshape_excuses_two_different_sizes_only(same_size: bool, expected: bool) -> None:
    assert on_purpose(parse("y.reshape(-1, 1)"), parse("yhat"), same_size=same_size) is expected


def test_a_new_axis_excuses_any_sizes() -> None:
    assert on_purpose(parse("y[:, None]"), parse("yhat"), same_size=True)


@pytest.mark.parametrize(
    ("left", "right", "meant"),
    [
        ("edge.reshape((3, 1))", "smooth.reshape((1, 3))", True),
        ("np.reshape(a, (-1, 1))", "b.reshape(1, -1)", True),
        ("a.reshape(shape)", "b.reshape(shape[::-1])", True),
        ("a", "[[1.0], [2.0]]", True),
        ("d", "np.ones((5, 4, 1, 1))", True),
        ("d", "np.ones((m, 1))", False),
        ("np.ones((2, 1, 4))", "np.ones((1, 3, 4))", False),
        ("y.reshape(-1, 1)", "yhat", False),
        ("y.reshape(-1, 1)", "yhat.sum(axis=0, keepdims=True)", False),
    ],
)
def test_rows_and_columns_on_the_spot(left: str, right: str, *, meant: bool) -> None:
    assert on_purpose(parse(left), parse(right), same_size=True) is meant


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("n.reshape(-1, 1)", "n"),
        ("-2j * k", "n / N"),
        ("np.atleast_2d(n).T", "n"),
        ("x.reshape(-1, 1)", "np.arange(5)"),
    ],
)
def test_a_column_of_itself_or_against_a_range_is_meant(left: str, right: str) -> None:
    definitions = definitions_of(k="n.reshape((N, 1))")
    assert on_purpose(parse(left), parse(right), same_size=True, definitions=definitions)


@pytest.mark.parametrize(
    ("left", "right"), [("np.reshape(y, (-1, 1))", "np.dot(X, w)"), ("k", "yhat"), ("k", "N * yhat")]
)
def test_a_column_of_something_else_is_not(left: str, right: str) -> None:
    definitions = definitions_of(k="y.reshape((N, 1))")
    assert not on_purpose(parse(left), parse(right), same_size=True, definitions=definitions)
