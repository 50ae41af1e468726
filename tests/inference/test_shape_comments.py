"""Shapes in comments are hints: they count where the code tells nothing, and are never more than a warning."""

from __future__ import annotations

import textwrap

import pytest
from implied_findings import problems

LOADED = """
import numpy as np
from somewhere import load
def f(X, w):
    {}
    return {{}}
"""

SPELLINGS = {
    "above": "# X: (n, d), w: (d,)",
    "above, in words": "# X is (n, d) and w is (d,)",
    "above, shapes": "# X: shape (n, d), w: shape (d,)",
    "above, has shape": "# X has shape (n, d); w has shape (d,).",
    "lines": "# X: (n, d)\n    # w: (d,)",
    "beside": "X = load()  # (n, d)\n    w = load(1)  # (d,)",
    "beside, shape": "X = load()  # shape (n, d)\n    w = load(1)  # shape: (d,)",
    "beside, shape=": "X = load()  # shape=(n, d)\n    w = load(1)  # shape = (d,)",
    "beside, named": "X = load()  # X: (n, d)\n    w = load(1)  # w: (d,)",
    "beside, unpacked": "X, w = load()  # (n, d), (d,)",
    "beside, numbers": "X = load()  # (50, 4)\n    w = load(1)  # (4,)",
    "above the assignment": "# X: (n, d), w: (d,)\n    X, w = load()",
    "several lines": "X = load(\n        1,\n    )  # (n, d)\n    w = load(1)  # (d,)",
    "conversion": "X = np.asarray(X)  # (n, d)\n    w = np.asarray(w)  # (d,)",
}


@pytest.mark.parametrize("comment", SPELLINGS.values(), ids=SPELLINGS)
def test_what_contradicts_it_is_a_warning(comment: str) -> None:
    source = LOADED.format(comment)
    assert problems(source.format("X @ w")) == set()
    assert {severity for severity, _, _ in problems(source.format("w @ X"))} == {"warning"}


def test_parameters_on_lines_of_their_own() -> None:
    source = "import numpy as np\ndef f(\n    X,  # (n, d)\n    w,  # shape (d,)\n):\n    return np.exp({})"
    assert problems(source.format("X @ w")) == set()
    assert {severity for severity, _, _ in problems(source.format("w @ X"))} == {"warning"}


SILENT = {
    "a point": "X = load()  # (x, y)\n    w = load()  # (k,)",
    "an index": "X = load()  # (row, col)\n    w = load()  # (k,)",
    "the end of a sentence": "# Estimators of this kind only accept\n    # X of shape (n, d), w of shape (k,)",
    "an aside": "X = load()  # the data (see above, and below)\n    w = load()  # (k,)",
    "a call": "X = load()  # f(n, d)\n    w = load()  # (k,)",
    "in a string": "text = '# X: (n, d), w: (k,)'",
    "of another name": "# Z: (n, d), w: (k,)",
    "bound anew": "# X: (n, d), w: (k,)\n    pass\n    X = load()",
}


@pytest.mark.parametrize("comment", SILENT.values(), ids=SILENT)
def test_what_is_no_shape_is_passed_over(comment: str) -> None:
    assert problems(LOADED.format(comment).format("X @ w")) == set()


def test_code_outweighs_a_comment() -> None:
    source = """
        import numpy as np
        X = np.ones((3, 4))  # (4, 3)
        X @ np.ones({})
        """
    assert problems(textwrap.dedent(source).format(4)) == set()
    assert {severity for severity, _, _ in problems(textwrap.dedent(source).format(3))} == {"error"}
