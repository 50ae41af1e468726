"""What one method stores on its object, another one finds: bugs are seen, their twins left alone."""

from __future__ import annotations

import pytest
from implied_findings import problems

HEADER = "import numpy as np\nfrom sklearn.utils import check_random_state\n"

FIT = '''
class Model:
    """A model.

    Attributes
    ----------
    means_ : ndarray of shape (n_classes, n_features)
    prior_ : ndarray of shape (n_classes,)
    """

    def __init__(self, k):
        self.weights = None
        self.k = k

    def fit(self, X):
        n, d = X.shape
        self.weights = np.zeros((d, n))
        self.bias = np.zeros(d)
        self.means_ = np.zeros((self.k, d))
'''

TWINS = {
    "stored by fit": (FIT + "    def gram(self):\n        return {} @ self.bias\n", "self.weights", "self.weights.T"),
    "one name in the class, one in the method": (
        FIT + '    def predict(self, X):\n        """Predict.\n\n        Parameters\n        ----------\n'
        '        X : ndarray of shape (n_samples, n_features)\n        """\n        return {} @ self.means_.T\n',
        "X.T",
        "X",
    ),
    "a checked random state": (
        "def f(n, k, seed):\n    D = check_random_state(seed).standard_normal(size=(n, k))\n"
        "    return D / D.sum(axis={})",
        "1",
        "0",
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_bug_is_seen_and_its_twin_is_not(name: str) -> None:
    template, wrong, right = TWINS[name]
    assert problems(HEADER + template.replace("{}", wrong))
    assert not problems(HEADER + template.replace("{}", right))


SILENT = {
    "one of two documented shapes returned": (
        'def score(n, k, seed):\n    """Score.\n\n    Returns\n    -------\n'
        "    out : ndarray of shape (n_samples,) if k == 2 else (n_samples, k)\n"
        '    """\n    rng = check_random_state(seed)\n    return rng.randn(n) if k == 2 else rng.randn(n, k)'
    ),
    "set again elsewhere": (
        FIT + "    def narrow(self, w):\n        self.weights = w\n"
        "    def gram(self):\n        return self.weights @ self.bias\n"
    ),
    "asked for": (
        FIT + "    def gram(self):\n        if self.weights is None:\n            return self.bias\n"
        "        return self.weights @ self.bias\n"
    ),
    "another ending than the beginning": (
        "class A:\n    def __init__(self):\n        self.w = np.ones(3)\n    def grow(self, n, d):\n"
        "        self.w = np.ones((n, d))\n    def both(self):\n        return self.w + np.ones(4)"
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_said_where_it_may_be_otherwise(name: str) -> None:
    assert not problems(HEADER + SILENT[name])


def test_an_attribute_the_other_way_round_than_its_class_documents_it() -> None:
    method = '''
    def refit(self, X):
        """Fit.

        Parameters
        ----------
        X : ndarray of shape (n_samples, n_features)
        """
        n_features, n_classes = X.shape[1], self.means_.shape[0]
        self.means_ = np.zeros(({}))
'''
    assert problems(HEADER + FIT + method.format("n_features, n_classes"))
    assert not problems(HEADER + FIT + method.format("n_classes, n_features"))
