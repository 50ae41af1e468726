"""What docstrings tell is assumed, and what contradicts it is a warning."""

from __future__ import annotations

import pytest
from implied_findings import problems

FUNCTION = '''
import numpy as np
from sklearn.utils import check_array

def project(X, basis):
    """Project.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    basis : ndarray of shape (n_components, n_features)

    Returns
    -------
    Z : ndarray of shape (n_samples, n_components)
    """
    X = check_array(X)
    {body}
'''

CLASS = '''
import numpy as np
from sklearn.utils.validation import check_is_fitted, validate_data

class Projection:
    """Project.

    Parameters
    ----------
    n_components : int

    Attributes
    ----------
    basis_ : ndarray of shape (n_components, n_features)
    mean_ : ndarray of shape (n_features,)
    """

    def fit(self, X):
        self.basis_, self.mean_ = X[:2], X.mean(axis=0)

    def transform(self, X):
        """Transform.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
        """
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        {body}
'''


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        (FUNCTION, "return X @ basis.T", "return X @ basis"),
        (FUNCTION, "return X @ basis.T", "return basis @ X.T"),
        (FUNCTION, "n_samples, n_features = X.shape", "n_features, n_samples = X.shape"),
        (FUNCTION, "X -= X.mean(axis=0)", "X -= X.mean(axis=1)"),
        (CLASS, "return (X - self.mean_) @ self.basis_.T", "return (X - self.mean_) @ self.basis_"),
        (CLASS, "return X - self.mean_", "return X.T - self.mean_"),
    ],
)
def test_the_docstring_is_contradicted(source: str, right: str, wrong: str) -> None:
    assert problems(source.format(body=right)) == set()
    assert problems(source.format(body=wrong))


def test_a_length_that_only_the_return_names_is_free() -> None:
    source = FUNCTION.replace('n_samples, n_components)\n    "', 'n_kept, n_features)\n    "')
    assert "n_kept" in source
    assert problems(source.format(body="return X")) == set()


def test_singular_and_plural_are_one_name() -> None:
    source = FUNCTION.replace("(n_components, n_features)", "(n_components, n_feature)")
    assert problems(source.format(body="return X @ basis.T")) == set()


def test_a_name_that_nothing_bears_out_is_open() -> None:
    source = CLASS.replace("(n_components, n_features)", "(rank, n_features)")
    assert problems(source.format(body="return X @ self.basis_")) == set()


CALLER = '''
import numpy as np

def score(X, y):
    """Score.

    Parameters
    ----------
    X : {{array-like, sparse matrix}} of shape (n_samples, n_features)
    y : array-like of shape (n_samples,) or (n_samples, n_outputs)
    """

def caller(X, y, basis):
    """Call.

    Parameters
    ----------
    X : array-like of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,) or (n_samples, n_outputs)
    basis : ndarray of shape (n_features, n_components)
    """
    {body}
'''


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("score(X, y)", "score(X.T, y)"),
        ("score(X, y)", "score(X, y.T)"),
        ("score(X, y=y)", "score(X, y=y.T)"),
        ("return score(X.T, y).T", "return score(X.T, y)"),
        ("score(basis, X)", "score(X.T, X)"),
        ("score(basis.T, X)", "score(X.T, X)"),
    ],
)
def test_axes_that_cross_with_the_docstring_of_what_is_called(right: str, wrong: str) -> None:
    assert problems(CALLER.format(body=right)) == set()
    assert {(severity, code) for severity, _, code in problems(CALLER.format(body=wrong))} == {("warning", "SG505")}


@pytest.mark.parametrize("letters", [("M", "N"), ("n", "m")])
def test_letters_are_no_vocabulary(letters: tuple[str, str]) -> None:
    source = CALLER.replace("n_samples", letters[0]).replace("n_features", letters[1])
    assert problems(source.format(body="score(X.T, y)")) == set()


@pytest.mark.parametrize("validator", ["check_array({})", "check_X_y({}, y)", "_num_samples({})", "column_or_1d({})"])
def test_validators_count_samples_along_the_rows(validator: str) -> None:
    source = CALLER.replace("import numpy as np", f"from sklearn.utils.validation import {validator.partition('(')[0]}")
    assert problems(source.format(body=validator.format("X"))) == set()
    crossed = problems(source.format(body=validator.format("X.T")))
    assert {(severity, code) for severity, _, code in crossed} == {("warning", "SG505")}


@pytest.mark.parametrize(("phrase", "fits"), [("(m, n), (n, k)", True), ("(m, n) and (n, k)", True), ("(m, n)", False)])
def test_parameters_named_together_have_each_their_own_shape(phrase: str, fits: bool) -> None:
    source = f"""
import numpy as np
def product(A, B):
    \"\"\"Multiply.

    Parameters
    ----------
    A, B : arrays of shape {phrase}
    \"\"\"
    return np.dot(A, B)
"""
    assert (problems(source) == set()) is fits
    assert problems(source.replace("np.dot(A, B)", "np.dot(A, B.T)")) != set() or not fits


@pytest.mark.parametrize("setting", ["warn('few')", "counted = 1", "pass"])
def test_a_condition_that_changes_nothing_leaves_no_trace(setting: str) -> None:
    body = f"if X.shape[0] == 1:\n        {setting}\n    n, d = X.shape\n    return np.dot({{}}, X[:, :2])"
    assert problems(CALLER.format(body=body.format("X.T"))) == set()
    assert {code for _, _, code in problems(CALLER.format(body=body.format("X")))} == {"SG402"}


def test_an_array_is_not_sparse() -> None:
    body = "from scipy import sparse\n    if sparse.issparse(X):\n        X = unheard_of(X)\n    return np.dot({}, X)"
    assert problems(CALLER.format(body=body.format("X.T"))) == set()
    assert {code for _, _, code in problems(CALLER.format(body=body.format("X")))} == {"SG402"}
