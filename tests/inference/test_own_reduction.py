"""An array that meets its own reduction without ``keepdims``, where nothing else is known of it."""

from __future__ import annotations

import pytest
from implied_findings import problems

FOUND = {
    "direct": "x - x.max(axis=1)",
    "function": "x / np.sum(x, axis=1)",
    "norm": "x / np.linalg.norm(x, axis=1)",
    "reversed": "x.mean(axis=1) - x",
    "comparison": "x >= x.max(axis=1)",
    "behind a name": "s = x.sum(axis=1)\n    x / s",
    "of an expression": "np.exp(x) / np.exp(x).sum(axis=1)",
    "in place": "x -= x.max(axis=1)",
    "in place behind a name": "top = x.max(axis=1)\n    x -= top",
    "third axis": "x - x.mean(axis=2)",
    "unrelated lengths": "E = np.empty((len(x), len(y)))\n    E - E.max(axis=1)",
    "unrelated lengths, last axis": "E = np.empty((len(x), len(y)))\n    E - E.max(axis=-1)",
    "points in space": "E = np.empty((len(x), 3))\n    E / np.linalg.norm(E, axis=1)",
    "a selection": "E = np.empty((9, 4))[x > 0]\n    E / E.sum(axis=1)",
}

SILENT = {
    "kept": "x - x.max(axis=1, keepdims=True)",
    "kept later": "top = x.max(axis=1)\n    top = top[:, None]\n    x - top",
    "kept perhaps": "top = x.max(axis=1)\n    if tall:\n        top = top.reshape(-1, 1)\n    x - top",
    "kept as the caller says": "x - x.max(axis=1, **options)",
    "made a column": "x - x.max(axis=1)[:, None]",
    "first axis": "x - x.mean(axis=0)",
    "last axis of a vector, perhaps": "x - x.max(axis=-1)",
    "the whole": "x - x.max()",
    "turned": "x.T / x.sum(axis=1)",
    "another array": "y - x.max(axis=1)",
    "reduced before it changed": "top = x.max(axis=1)\n    x = x[0]\n    x - top",
    "of another's own": "x - other.max(x, axis=1)",
    "cumulative": "x - x.cumsum(axis=1)",
    "product": "x @ x.sum(axis=1)",
    "columns": "E = np.empty((len(x), len(y)))\n    E - E.max(axis=0)",
    "a column": "E = np.empty((len(x), 1))\n    E.T - E.max(axis=1)",
    "perhaps square": "E = np.empty((other.n, other.n))\n    E / E.sum(axis=1)",
    "square": "E = np.empty((len(x), len(x)))\n    E[None] - E[None].max(axis=2)",
    "axis by a name": "x - x.max(axis=axis)",
}


def module(body: str, imports: str = "") -> str:
    return f"import numpy as np\n{imports}\ndef f(x, y, tall, axis, other, options):\n    {body}\n"


@pytest.mark.parametrize("body", FOUND.values(), ids=FOUND)
def test_found(body: str) -> None:
    (severity, _, code), *more = problems(module(body))
    assert not more
    assert severity == "warning"
    assert code == ("SG203" if "-=" in body else "SG401")


@pytest.mark.parametrize("body", SILENT.values(), ids=SILENT)
def test_silent(body: str) -> None:
    assert problems(module(body)) == set()


def test_silent_where_a_sum_may_keep_its_axis() -> None:
    """``X.sum(axis=1)`` of a sparse matrix is a column."""
    assert problems(module("x / x.sum(axis=1)", "import scipy.sparse as sp")) == set()
