"""The broadcast sanitizer: which operators it refuses, which it leaves alone, and what it says."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import warnings
from pathlib import Path

import numpy as np
import pytest

from shapeguard import BroadcastError, BroadcastWarning, mode
from tests.runtime.hooked_modules import Import, hooked

__all__ = ["hooked"]

COLUMN, ROW, VECTOR = np.arange(5.0).reshape(5, 1), np.arange(5.0).reshape(1, 5), np.arange(5.0)
OTHER_ROW = np.arange(1.0, 4.0).reshape(1, 3)


@pytest.mark.parametrize("symbol", ["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">="])
def test_every_elementwise_operator(hooked: Import, symbol: str) -> None:
    module = hooked(f"def f(a, b):\n    return a {symbol} b\n")
    with pytest.raises(BroadcastError):
        module.f(COLUMN, ROW + 1)
    assert np.array_equal(module.f(ROW, ROW + 1), eval(f"a {symbol} b", {"a": ROW, "b": ROW + 1}))


@pytest.mark.parametrize("symbol", ["&", "|", "^"])
def test_every_bitwise_operator(hooked: Import, symbol: str) -> None:
    module = hooked(f"def f(a, b):\n    return a {symbol} b\n")
    with pytest.raises(BroadcastError):
        module.f(COLUMN.astype(int), ROW.astype(int))


@pytest.mark.parametrize(
    "expression",
    [
        "np.subtract(a, b)",
        "np.maximum(a, b, dtype=float)",
        "np.where(a > 0, a, b)",
        "np.hypot(a, b)",
        "(a.T - a[:, 0])",
    ],
)
def test_functions_of_numpy(hooked: Import, expression: str) -> None:
    module = hooked(f"def f(a, b):\n    return {expression}\n")
    if expression.startswith("np."):
        with pytest.raises(BroadcastError):
            module.f(COLUMN, ROW)
    else:
        assert module.f(COLUMN, ROW).shape == (1, 5)


@pytest.mark.parametrize(
    ("expression", "left", "right"),
    [
        ("a - b", COLUMN, np.ones((5, 3))),
        ("a - b", COLUMN, 2.0),
        ("a - b", COLUMN, np.float64(2)),
        ("a - b", COLUMN, np.ones((1, 1, 1))),
        ("a - b", np.ones((0, 1)), np.ones((1, 0))),
        ("a[:, None] - b", VECTOR, VECTOR),
        ("np.expand_dims(a, 1) - b", VECTOR, VECTOR),
        ("a - a.T", COLUMN, None),
        ("a - b", "text", "text"),
        ("a.reshape(-1, 1) - b", VECTOR, OTHER_ROW),
        ("a.sum(axis=1, keepdims=True) * b.sum(axis=0, keepdims=True)", np.ones((4, 4)), np.ones((4, 4))),
        ("np.subtract.outer(a, b)", VECTOR, VECTOR),
        ("np.subtract(a, b, out=np.empty((5, 5)))", COLUMN, ROW),
    ],
)
def test_left_alone(hooked: Import, expression: str, left: object, right: object) -> None:
    module = hooked(f"def f(a, b):\n    return {expression}\n")
    plain: dict[str, object] = {"np": np}
    exec(f"def f(a, b):\n    return {expression}\n", plain)
    try:
        expected = plain["f"](left, right)  # type: ignore[operator]
    except TypeError:
        with pytest.raises(TypeError):
            module.f(left, right)
    else:
        assert np.array_equal(module.f(left, right), expected)


@pytest.mark.parametrize(
    "expression",
    [
        "a.reshape(-1, 1) - b",
        "a - b.reshape(-1, 1)",
        "sum(x - y for x, y in [(a, b.reshape(-1, 1))])",
        "(lambda x: x - b.reshape(5, 1))(a)",
        "[a * 2 - b.reshape(-1, 1) for _ in range(1)]",
        "f'{a - b.reshape(-1, 1)}'",
        "[x - b.reshape(-1, 1) for x in [a]] if (x := 1.0) else 0",
    ],
)
def test_the_classic_bug(hooked: Import, expression: str) -> None:
    module = hooked(f"def f(a, b):\n    return {expression}\n")
    with pytest.raises(BroadcastError):
        module.f(VECTOR, VECTOR)


def test_an_axis_made_on_purpose_travels_with_the_name(hooked: Import) -> None:
    module = hooked(
        """
        def distances(x, y):
            rows = np.square(x)[:, None]
            columns = rows / 2
            return np.sqrt(columns + y)
        """
    )
    assert module.distances(VECTOR, VECTOR).shape == (5, 5)


def test_an_attribute_made_on_purpose_in_another_method(hooked: Import) -> None:
    module = hooked(
        """
        class Grid:
            def __init__(self, x):
                self.x = x[:, None]

            def table(self, y):
                return self.x - y
        """
    )
    assert module.Grid(VECTOR).table(VECTOR).shape == (5, 5)


@pytest.mark.parametrize(
    "body",
    [
        'D: Float[np.ndarray, "m m"] = a - b\n    return D',
        'D: Float[np.ndarray, "(m, m)"] = np.abs(a - b) ** 2\n    return D',
        'D: Float[np.ndarray, "m m"]\n    D = a - b\n    return D',
        "D: \"Float[np.ndarray, 'm m']\" = a - b\n    return D",
        "D: Table = a - b\n    return D",
    ],
)
def test_an_annotated_target_says_that_the_table_is_meant(hooked: Import, body: str) -> None:
    module = hooked(f'Table = Float[np.ndarray, "m k"]\n\ndef f(a, b):\n    {body}\n')
    assert module.f(COLUMN, ROW).shape == (5, 5)


def test_so_does_the_annotation_of_the_result(hooked: Import) -> None:
    module = hooked('def f(a, b) -> Float[np.ndarray, "m m"]:\n    return a - b\n')
    assert module.f(COLUMN, ROW).shape == (5, 5)


def test_an_annotation_of_another_shape_does_not(hooked: Import) -> None:
    module = hooked('def f(a, b):\n    D: Float[np.ndarray, "1 m"] = a - b\n    return D\n')
    with pytest.raises(BroadcastError):
        module.f(COLUMN, ROW)


def test_the_message_has_the_linter_s_words(hooked: Import) -> None:
    module = hooked(
        """
        def loss(yhat: Float[np.ndarray, "m 1"], y: Float[np.ndarray, "1 m"]):
            return np.mean((yhat - y) ** 2)
        """
    )
    with pytest.raises(BroadcastError) as caught:
        module.loss(COLUMN, ROW)
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{module.__file__}:5:21: SG201 [two-way-broadcast]"
    assert lines[1:] == [
        "    yhat - y",
        "    (m, 1) - (1, m) -> (m, m): neither operand has the result's shape",
        "    m = 5",
        '    help: transpose one side; if the (m, m) table is meant, annotate the target: Float[np.ndarray, "m m"]',
    ]
    assert (caught.value.code, caught.value.expression) == ("SG201", "yhat - y")
    assert (caught.value.shapes, caught.value.result) == (((5, 1), (1, 5)), (5, 5))


def test_two_names_of_one_length_are_not_confused(hooked: Import) -> None:
    module = hooked(
        """
        def scores(a: Float[np.ndarray, "m 1"], b: Float[np.ndarray, "k"]):
            return a - b.reshape(1, -1)
        """
    )
    assert module.scores(np.ones((5, 1)), np.ones(5)).shape == (5, 5)


def test_warning_instead(hooked: Import) -> None:
    module = hooked("def f(a, b):\n    return a - b\n", broadcast="warn")
    with pytest.warns(BroadcastWarning, match="neither operand has the result's shape") as caught:
        assert module.f(COLUMN, ROW).shape == (5, 5)
    assert caught[0].filename == module.__file__


def test_off_changes_nothing(hooked: Import) -> None:
    module = hooked("def f(a, b):\n    return a - b\n", broadcast="off")
    assert module.f(COLUMN, ROW).shape == (5, 5)
    assert not any(name.startswith("__shapeguard_sub") for name in vars(module))
    assert module.f.__code__.co_names == ()


def test_mode_off_silences_it(hooked: Import) -> None:
    module = hooked("def f(a, b):\n    return a - b\n")
    with mode("off"):
        assert module.f(COLUMN, ROW).shape == (5, 5)
    with pytest.raises(BroadcastError):
        module.f(COLUMN, ROW)


def test_numpy_s_own_errors_and_warnings_pass_through(hooked: Import) -> None:
    module = hooked("def f(a, b):\n    return a / b\n")
    with pytest.raises(ValueError, match="could not be broadcast"):
        module.f(np.ones(3), np.ones(4))
    with warnings.catch_warnings(), pytest.raises(RuntimeWarning):
        warnings.simplefilter("error")
        module.f(np.ones(3), np.zeros(3))


def test_operators_on_numbers_are_not_even_called(hooked: Import) -> None:
    module = hooked(
        """
        def f(X, b: float, scale=2.0):
            m = X.shape[1]
            total = np.sum(X) / m + X.mean() * len(X) - b
            return X * b / m + 2 * X.max() - 1 / total

        def g(X, total=0.0):
            count = 0
            for row in X:
                count += row
                total = total + row
            return X - count, X - total
        """
    )
    assert not any("shapeguard" in name for name in module.f.__code__.co_names)
    assert "__shapeguard_sub__" in module.g.__code__.co_names
    with pytest.raises(BroadcastError):
        module.g(COLUMN, np.zeros((1, 5)))


def test_every_test_of_the_models_own_formulas_runs_through_it() -> None:
    """The reference models are correct code: through the hook they give the same results, and no error."""
    code = """
        import sys
        import numpy as np, shapeguard
        if sys.argv[1] == "hook":
            shapeguard.install_import_hook("models")
        from models import activations, losses, logistic_regression
        rng = np.random.default_rng(0)
        X, Y = rng.standard_normal((4, 30)), (rng.random((1, 30)) < 0.5).astype(float)
        w, b = logistic_regression.gradient_descent(X, Y, 0.1, 50)
        A = logistic_regression.forward(w, b, X)
        print(w.ravel().tolist(), float(b), logistic_regression.cost(w, b, X, Y), A.sum())
    """
    outputs = {run_python(textwrap.dedent(code), argument) for argument in ("hook", "plain")}
    assert len(outputs) == 1
    assert outputs.pop().startswith("[")


def run_python(code: str, argument: str) -> str:
    result = subprocess.run([sys.executable, "-c", code, argument], capture_output=True, text=True, cwd=Path.cwd())
    return result.stdout.strip() or result.stderr
