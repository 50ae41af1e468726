"""Every style of docstring is read: what contradicts it is a warning, what agrees is silent."""

from __future__ import annotations

import textwrap

import pytest
from implied_findings import problems

COURSE = """
Implement the linear part.

Arguments:
{}
Returns:
Z -- the output
"""
NO_HEADING = "{}"
GOOGLE = "Read.\n\nArgs:\n{}\n\nReturns:\n    np.ndarray: the result.\n"
SPHINX = "Read.\n\n{}\n:return: the result\n"
INPUTS = "Compute.\n\nInputs:\n{}\n\nReturns a tuple of:\n- out: output\n"
NUMPYDOC = "Read.\n\nParameters\n----------\n{}\n\nReturns\n-------\nfloat\n"

LAYER = ("W @ X + b", "X @ W", "W.T @ X", "W @ X.T")
"""With ``W`` (out, in), ``X`` (in, examples), ``b`` (out, 1): what fits, and what does not."""
TABLE = ("X @ w", "w @ X", "X.T @ w", "X - w[:, None]")
"""With ``X`` (samples, features) and ``w`` (features,)."""

STYLES = {
    "phrases": (
        COURSE,
        """
        X -- activations from previous layer (or input data): (size of previous layer, number of examples)
        W -- weights matrix: numpy array of shape (size of current layer, size of previous layer)
        b -- bias vector, numpy array of shape (size of the current layer, 1)
        """,
        LAYER,
    ),
    "products": (
        COURSE,
        """
        W -- weights, a numpy array of size (2, num_px * num_px * 3)
        X -- data of size (3 * num_px * num_px, number of examples)
        b -- bias, a scalar
        """,
        LAYER,
    ),
    "no heading": (
        NO_HEADING,
        """
        X -- input dataset of shape (n_x, number of examples)
        W -- weights of shape (n_h, n_x)
        b -- a bias of shape (n_h, 1)
        """,
        LAYER,
    ),
    "over two lines": (
        COURSE,
        """
        X -- input data of shape
             (n_x, m)
        W -- weights, numpy array of
             shape (n_h, n_x)
        b -- bias of shape (n_h, 1)
        """,
        LAYER,
    ),
    "dimension": (
        COURSE,
        """
        X -- data of dimension (n_x, m)
        W -- weights of dimensions (n_h, n_x)
        b -- bias, of size (n_h, 1)
        """,
        LAYER,
    ),
    "bullets": (
        INPUTS,
        """
        - X: A numpy array containing input data, of shape (N, D)
        - w: A numpy array of weights, of shape (D,)
        """,
        TABLE,
    ),
    "Google": (
        GOOGLE,
        """
            X (np.ndarray): data of shape (n_samples, n_features).
            w: weights, shape (n_features,)
        """,
        TABLE,
    ),
    "Google, the shape in the type": (
        GOOGLE,
        """
            X (np.ndarray of shape (n, d)): The data.
            w (np.ndarray, shape (d,)): The weights.
        """,
        TABLE,
    ),
    "Google, the bare shape in the type": (
        GOOGLE,
        """
            X (ndarray (m,n)): Data, m examples with n features
            w (ndarray (n,)) : model parameters
        """,
        TABLE,
    ),
    "Google, over two lines": (
        GOOGLE,
        """
            X: The data of the experiment, one row a sample,
                of shape (n, d).
            w: The weights, shape (d,).
        """,
        TABLE,
    ),
    "Sphinx": (
        SPHINX,
        """
        :param X: data, shape (n_samples, n_features)
        :param np.ndarray w: weights, shape (n_features,)
        """,
        TABLE,
    ),
    "Sphinx, typed": (
        SPHINX,
        """
        :param X: the data
        :type X: np.ndarray of shape (n_samples, n_features)
        :param w: the weights
        :type w: np.ndarray of shape (n_features,)
        """,
        TABLE,
    ),
    "numpydoc, the shape in the description": (
        NUMPYDOC,
        """
        X : np.ndarray
            The data, of shape (n, d).
        w : ndarray
            Weights of shape (d,)
        """,
        TABLE,
    ),
    "numpydoc, of shape": (
        NUMPYDOC,
        "X : ndarray of shape (n_samples, n_features)\nw : array of shape (n_features,)",
        TABLE,
    ),
    "numpydoc, shape with a colon": (NUMPYDOC, "X : ndarray, shape: (n, d)\nw : ndarray, shape: (d,)", TABLE),
    "numpydoc, brackets": (NUMPYDOC, "X : array, shape = [n, d]\nw : array, shape = [d]", TABLE),
    "numpydoc, the shape first": (NUMPYDOC, "X : (n, d) ndarray\nw : (d,) ndarray", TABLE),
}

CASES = [
    pytest.param(frame, told, lines[0], wrong, id=f"{style}-{wrong}")
    for style, (frame, told, lines) in STYLES.items()
    for wrong in lines[1:]
]


def function(frame: str, told: str, body: str, parameters: str = "W, X, b, w") -> str:
    docstring = frame.format(textwrap.dedent(told).strip("\n"))
    inner = textwrap.indent(f'"""{docstring}\n"""\nreturn {body}', "    ")
    return f"import numpy as np\ndef layer({parameters}):\n{inner}"


@pytest.mark.parametrize(("frame", "told", "right", "wrong"), CASES)
def test_what_contradicts_it_is_a_warning(frame: str, told: str, right: str, wrong: str) -> None:
    assert problems(function(frame, told, right)) == set()
    found = problems(function(frame, told, wrong))
    assert {severity for severity, _, _ in found} == {"warning"}, found


SILENT = {
    "a phrase and a symbol may be one length": (
        "X -- data of shape (n_x, m)\nw -- labels of shape (1, number of examples)",
        "X - w",
    ),
    "an article more or less": (
        "X -- data of shape (the number of examples, 3)\nw -- (number of examples, 1)",
        "X - w",
    ),
    "what is returned is no parameter": ("X -- data\n\nReturns:\nX -- the data of shape (n, 3)", "X @ np.ones((4, 1))"),
    "a tuple of a shape": ("X -- a tuple, shape (n, m)\nw -- a vector of shape (k,)", "X @ w"),
    "a dictionary of arrays": ("X -- python dictionary containing W1 of shape (n, m)\nw -- of shape (k,)", "X @ w"),
    "a list of values": ("X -- cache: (A_prev, W, b)\nw -- of shape (k,)", "X @ w"),
    "or something else": ("X -- a number or an array of shape (n, m)\nw -- a vector of shape (k,)", "X @ w"),
    "a length that is computed": ("X -- data of shape (n, m // 2)\nw -- a vector of shape (k,)", "X @ w"),
    "any length": ("X -- data of shape (n, any)\nw -- a vector of shape (k,)", "X @ w"),
    "a name of a shape": ("X_shape -- shape (n, m)\nw -- of shape (k,)", "X_shape @ w"),
    "an aside in brackets": (
        "X -- gradient with respect to the output (of current layer l, if any)\nw -- (k, 1)",
        "X @ w",
    ),
    "a number beside an array": ("X -- data of shape (n, m)\nw -- learning rate, a scalar", "w * X"),
}


@pytest.mark.parametrize(("told", "body"), SILENT.values(), ids=SILENT)
def test_what_leaves_room_is_silent(told: str, body: str) -> None:
    assert problems(function(COURSE, told, body, "X, w, X_shape")) == set()


def test_an_annotation_without_a_shape_leaves_the_docstring_its_word() -> None:
    told = "X -- data of shape (n, d)\nw -- weights of shape (d,)"
    parameters = "X: np.ndarray, w: np.ndarray"
    assert problems(function(COURSE, told, "X @ w", parameters)) == set()
    assert problems(function(COURSE, told, "w @ X", parameters))
