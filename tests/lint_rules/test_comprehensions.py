"""Comprehensions, maps and ``np.vectorize``: each is mended, run both ways on random data, and compared."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from shapeguard.linting.engine import inspect_source
from shapeguard.linting.finding import Finding
from shapeguard.linting.fixing import fix_text
from shapeguard.linting.packs import load_table
from tests.lint_rules.running import names_after

PROGRAM = """import math
from functools import partial
import numpy as np
from jaxtyping import Float, Int

def square(t):
    return t ** 2

def relu(t):
    return t if t > 0 else 0.0

def halving(t):
    while t > 1:
        t = t / 2
    return t

def work(a: Float[np.ndarray, "m"], b: Float[np.ndarray, "m"], c: Float[np.ndarray, "k"],
         y: Int[np.ndarray, "m"], p: Int[np.ndarray, "m"], X: Float[np.ndarray, "n m"]):
"""
TABLE = load_table()
FIXED = {
    "np.array([x * 2 for x in a])": "a * 2",
    "np.asarray([x * 2 for x in a], dtype=int)": "np.asarray(a * 2, dtype=int)",
    "np.array([x for x in a])": "np.array(a)",
    "[x * 2 for x in a]": "list(a * 2)",
    "[relu(x) for x in a]": "list(np.where(a > 0, a, 0.0))",
    "tuple(x * 2 for x in a)": "tuple(a * 2)",
    "list(map(square, a))": "list(square(a))",
    "list(map(relu, a))": "list(np.where(a > 0, a, 0.0))",
    "np.array(list(map(square, a)))": "square(a)",
    "np.array(list(map(lambda u, v: u * v, a, b)))": "a * b",
    "np.array([*map(square, a)])": None,
    "np.fromiter(map(square, a), dtype=float)": "np.asarray(square(a), dtype=float)",
    "np.fromiter((x + 1 for x in a), float)": "np.asarray(a + 1, dtype=float)",
    "sum(map(square, a))": "np.sum(square(a))",
    "sum(x * v for x, v in zip(a, b))": "np.sum(a * b)",
    "sum(x * v for x, v in zip(a, c))": None,
    "np.sum([x ** 2 for x in a])": "np.sum(a ** 2)",
    "np.mean([abs(x - v) for x, v in zip(a, b)])": "np.mean(np.abs(a - b))",
    "max(abs(x) for x in a)": "np.max(np.abs(a))",
    "all(x < 9 for x in a)": "bool(np.all(a < 9))",
    "any([x > 0 for x in a])": "bool(np.any(a > 0))",
    "sum(1 for u, v in zip(y, p) if u == v)": "int(np.count_nonzero(y == p))",
    "sum(1 for i in range(len(y)) if y[i] == p[i])": "int(np.count_nonzero(y == p))",
    "sum(u == v for u, v in zip(y, p))": "int(np.count_nonzero(y == p))",
    "sum(int(u == v) for u, v in zip(y, p))": "int(np.count_nonzero(y == p))",
    "sum(1 if u == v else 0 for u, v in zip(y, p))": "int(np.count_nonzero(y == p))",
    "sum([y[i] == p[i] for i in range(len(y))]) / len(y)": "int(np.count_nonzero(y == p)) / len(y)",
    "[1 for u, v in zip(y, p) if u == v]": None,
    "[x for x in a if x > 0]": "list(a[a > 0])",
    "len([x for x in a if x > 0])": "len(a[a > 0])",
    "sum(x for x in a if x > 0)": "np.sum(a[a > 0])",
    "sum(x ** 2 for x in a if x > 0)": "np.sum(a[a > 0] ** 2)",
    "[np.sqrt(x) for x in a if x > 0]": "list(np.sqrt(a[a > 0]))",
    "[u / v for u, v in zip(a, b) if v > 0]": "list(a[b > 0] / b[b > 0])",
    "np.vectorize(square)(a)": "square(a)",
    "np.vectorize(square)(X)": "square(X)",
    "np.vectorize(square)(X + 1)": "square(X + 1)",
    "np.vectorize(relu)(X)": "np.where(X > 0, X, 0.0)",
    "np.vectorize(relu)(X + 1)": None,
    "np.vectorize(halving)(X)": None,
    "np.vectorize(lambda u: math.exp(-u))(a)": "np.exp(-a)",
    "np.vectorize(lambda u, v: u + 2 * v)(X, a)": "X + 2 * a",
    "np.vectorize(lambda u, v: u)(a, X)": None,
    "np.vectorize(pow)(a, 2)": "np.power(a, 2)",
    "np.array([np.dot(X[:, i], X[:, i]) for i in range(len(a))])": "np.sum(X * X, axis=0)",
    "np.array([float(x) for x in a])": None,
    "[str(x) for x in a]": None,
    "[halving(x) for x in a]": None,
    "[math.floor(x) for x in a]": None,
    "np.array([x + y0 for x, y0 in zip(a, a[1:])])": None,
    "np.array([x * v for x in a for v in b])": None,
    "list(map(partial(halving), a))": None,
}


def run(source: str, seed: int) -> Any:
    rng = np.random.default_rng(seed)
    m, k, n = (int(length) for length in rng.integers(2, 7, 3))
    names = names_after(source)
    a, b, c = (rng.standard_normal(length) for length in (m, m, k))
    return names["work"](a, b, c, rng.integers(0, 3, m), rng.integers(0, 3, m), rng.standard_normal((n, m)))


def find(text: str) -> list[Finding]:
    inspection = inspect_source(text, "example.py", TABLE, {"SG301", "SG999"})
    assert not inspection.crashes, inspection.crashes
    return [finding for finding in inspection.findings if finding.code == "SG301"]


@pytest.mark.parametrize(("expression", "expected"), FIXED.items())
def test_the_expression_written_computes_the_same(expression: str, expected: str | None) -> None:
    source = f"{PROGRAM}    return {expression}\n"
    fixed = fix_text(source, find, ("safe", "unsafe")).text
    assert fixed == (source if expected is None else f"{PROGRAM}    return {expected}\n")
    if expected is not None:
        assert not find(fixed)
        for seed in range(5):
            before, after = run(source, seed), run(fixed, seed)
            assert type(after) is type(before) or isinstance(before, int | float | np.generic)
            np.testing.assert_allclose(after, before, rtol=1e-12, atol=1e-12)


def test_a_name_for_a_vectorised_function() -> None:
    source = f"{PROGRAM}    f = np.vectorize(square)\n    return f(a)\n"
    assert fix_text(source, find, ("unsafe",)).text == source.replace("f(a)", "square(a)")
    assert fix_text(source, find).text == source


def test_an_import_is_added_for_numpy() -> None:
    source = "from numpy import ones\na = ones(9)\nprint(sum(x ** 2 for x in a))\n"
    expected = "import numpy as np\nfrom numpy import ones\na = ones(9)\nprint(np.sum(a ** 2))\n"
    assert sorted(fix_text(source, find, ("unsafe",)).text.splitlines()) == sorted(expected.splitlines())


def test_no_import_is_added_under_another_name() -> None:
    source = "import numpy as onp\na = onp.ones(9)\ns = 0\nfor x in a:\n    s += x\n"
    expected = "import numpy as onp\na = onp.ones(9)\ns = 0\ns += onp.sum(a)\n"
    assert fix_text(source, find, ("unsafe",)).text == expected


def test_math_is_known_to_have_other_names() -> None:
    assert math.pow(2, 3) == np.power(2, 3)
