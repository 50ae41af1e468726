"""Functions whose arguments have to match in length, against NumPy itself: it refuses exactly what is told."""

from __future__ import annotations

import itertools

import pytest

from shapeguard.inference import analyze
from shapeguard.inference.facts import Failure

CALLS = [
    "np.polyfit(x, y, 1)",
    "np.polyfit(x, x, 1, w=y)",
    "np.interp(2.0, x, y)",
    "np.average(A, weights=y)",
    "np.average(A, weights=B)",
    "np.average(A, axis=0, weights=y)",
    "np.average(A, axis=1, weights=y)",
    "np.average(A, axis=1, weights=B)",
    "np.average(x, weights=y)",
    "np.cov(x, y)",
    "np.corrcoef(x, y)",
    "np.histogram(x, weights=y)",
    "np.bincount(x.astype(int), weights=y)",
    "np.block([[A, B]])",
    "np.block([[A], [B]])",
    "np.block([A, B])",
    "np.block([[A, x[:, None]], [y, np.ones((1, 1))]])",
    "np.block([x, y])",
    "np.block([[x], [y]])",
    "np.random.choice(A)",
    "np.random.choice(x, p=y / y.sum())",
    "np.random.choice(3, p=y / y.sum())",
    "np.random.default_rng().choice(A)",
    "np.random.default_rng().choice(A, p=y / y.sum())",
    "np.random.default_rng().choice(x, size=2, p=y / y.sum())",
]
LENGTHS = (3, 4)
FRAME = "import numpy as np\nx, y = np.ones({}), np.ones({})\nA, B = np.ones(({}, {})), np.ones(({}, {}))\n{}\n"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("call", CALLS)
def test_refused_exactly_where_numpy_refuses(call: str) -> None:
    for lengths in itertools.product(LENGTHS, repeat=6):
        source = FRAME.format(*lengths, call)
        told = [fact for fact in analyze(source, "a.py").facts if isinstance(fact, Failure)]
        names: dict[str, object] = {}
        try:
            exec(source, names)
        except (ValueError, TypeError, IndexError):
            assert told, (lengths, call)
        else:
            assert not told, (lengths, call, told)


NAMED = """
import numpy as np
def f(X, Y):
    n, m = X.shape
    return {}
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("np.interp(0.5, np.zeros(n), np.zeros(n))", "np.interp(0.5, np.zeros(n), np.zeros(m))"),
        ("np.polyfit(np.zeros(n), np.zeros(n), 2)", "np.polyfit(np.zeros(n), np.zeros(m), 2)"),
        ("np.average(X, axis=0, weights=np.ones(n))", "np.average(X, axis=0, weights=np.ones(m))"),
        ("np.block([[X, np.ones((n, 1))]])", "np.block([[X, np.ones((m, 1))]])"),
    ],
)
def test_names_that_would_have_to_coincide(right: str, wrong: str) -> None:
    def failures(body: str) -> list[Failure]:
        return [fact for fact in analyze(NAMED.format(body), "a.py").facts if isinstance(fact, Failure)]

    assert failures(right) == []
    assert [fact.verdict.name for fact in failures(wrong)] == ["COINCIDE"]
