"""The styles of docstrings: the same two arrays told in each, a product that fits them and one that does not."""

from __future__ import annotations

import pytest
from implied_findings import problems

STYLES = {
    "numpydoc": """
    Parameters
    ----------
    W : ndarray of shape (k, d)
    X : ndarray of shape (d, n)
""",
    "numpydoc, shape first": """
    Parameters
    ----------
    W : (k, d) ndarray
    X : (d, n) ndarray
""",
    "Google": """
    Args:
        W (np.ndarray): weights of shape (k, d).
        X (np.ndarray): data of shape (d, n).
""",
    "Google, without types": """
    Args:
        W: weights, shape (k, d)
        X: data, shape (d, n)
""",
    "Sphinx": """
    :param W: weights, shape (k, d)
    :param np.ndarray X: data, shape (d, n)
""",
    "dashes": """
    Arguments:
    W -- weights matrix: numpy array of shape (size of current layer, size of the previous layer)
    X -- activations from previous layer (or input data): (size of previous layer, number of examples)
""",
    "dashes without a heading": """
    W -- weights, a numpy array of size (n_h, num_px * num_px * 3)
    X -- data of size (num_px * num_px * 3, number of examples)
""",
    "a list of inputs": """
    Inputs:
    - W: A numpy array of shape (K, D) containing weights.
    - X: A numpy array of shape (D, N)
         containing a minibatch of data.
""",
    "a shape on the second line": """
    Inputs:
    - W: A numpy array containing weights,
      of shape (K, D)
    - X: A numpy array containing data,
      of shape (D, N)
""",
}

NOT_TOLD = {
    "a list": "W -- python list of shape (k, d)",
    "a dictionary": "W -- python dictionary with arrays of shape (k, d)",
    "perhaps nothing": "W -- weights of shape (k, d), optional",
    "two shapes": "W -- of shape (k, d) before and of shape (d, k) afterwards",
    "any number of axes": "- W: of shape (k, d_1, ..., d_n)",
    "a sentence about another": "W -- weights. X has shape (d, n)",
    "another section": "Returns:\n    W -- of shape (k, d)",
}


def function(docstring: str, product: str) -> str:
    return f'import numpy as np\n\ndef f(W, X, b=0):\n    """Multiply.\n{docstring}    """\n    return {product}\n'


@pytest.mark.parametrize("docstring", STYLES.values(), ids=STYLES)
def test_told(docstring: str) -> None:
    assert problems(function(docstring, "W @ X")) == set()
    assert {(severity, code) for severity, _, code in problems(function(docstring, "X @ W"))} == {("warning", "SG402")}


@pytest.mark.parametrize("entry", NOT_TOLD.values(), ids=NOT_TOLD)
def test_not_told(entry: str) -> None:
    assert problems(function(f"\n    {entry}\n    X -- of shape (d, n)\n", "X @ W")) == set()


def test_a_scalar_does_not_change_a_shape() -> None:
    told = "\n    W -- of shape (n, k)\n    X -- of shape (n, m)\n    b -- bias, a scalar\n"
    assert problems(function(told, "X @ (W.T @ X + b).T")) == set()
    assert {code for _, _, code in problems(function(told, "X @ (W.T @ X + b)"))} == {"SG402"}
