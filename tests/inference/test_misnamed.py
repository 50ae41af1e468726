"""A length under the name of another axis is told of; other words for it, and letters of a docstring, are let be."""

from __future__ import annotations

import pytest
from implied_findings import problems

HEADER = "import numpy as np\nfrom jaxtyping import Float\n"


def documented(shape: str, body: str) -> str:
    return (
        f'def f(X):\n    """F.\n\n    Parameters\n    ----------\n    X : array of shape {shape}\n    """\n    {body}\n'
    )


def annotated(body: str) -> str:
    return f'def f(X: Float[np.ndarray, "nx m"]):\n    {body}\n'


@pytest.mark.parametrize(
    "source",
    [
        annotated("m = X.shape[0]"),
        annotated("m = len(X)"),
        annotated("m: int = X.shape[-2]"),
        annotated("_, nx = X.shape"),
        annotated("nx, m = X.shape[1], X.shape[0]"),
        documented("(n_samples, n_features)", "n_features, n_samples = X.shape"),
        documented("(n_samples, n_features)", "n_features = X.shape[0]"),
        documented("(n, k)", "k, n = X.shape"),
    ],
)
def test_the_name_of_another_axis(source: str) -> None:
    assert {code for _, _, code in problems(HEADER + source)} == {"SG413"}


@pytest.mark.parametrize(
    "source",
    [
        annotated("nx, m = X.shape"),
        annotated("m, nx = X.T.shape"),
        annotated("n, d = X.shape"),
        annotated("n = X.shape[1]"),
        annotated("X = X.T\n    m, nx = X.shape"),
        documented("(n_samples, n_features)", "n_features, n_samples = X.T.shape"),
        documented("(n, k)", "n = X.shape[1]"),
        documented("(n_samples, n_features)", "X = X.T\n    n_features = X.shape[1]"),
        documented(
            "(n_vars, n_obs)",
            "if X.sum():\n        n_vars, n_obs = X.shape\n    else:\n        n_obs, n_vars = X.shape",
        ),
        "def f(X):\n    n, d = X.shape\n    X = X.T\n    n, d = X.shape\n",
    ],
)
def test_other_names(source: str) -> None:
    assert not problems(HEADER + source)
