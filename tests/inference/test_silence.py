"""Correct programs, and programs of which nothing certain is known: nothing is said of them."""

from __future__ import annotations

import pytest
from implied_findings import problems

SILENT = {
    "expected failure": "import pytest\nwith pytest.raises(ValueError):\n    np.ones((2, 3)) @ np.ones((2, 3))",
    "caught failure": "try:\n    np.ones(3) + np.ones(4)\nexcept ValueError:\n    pass",
    "one branch fits": "a = np.ones((2, 3)) if flag else np.ones((3, 2))\nb = a @ np.ones((3, 1))",
    "raising if unifies": (
        "def f(X, y):\n    n, d = X.shape\n    m, = y.shape\n    if n != m:\n        raise ValueError\n    return X.T @ y"  # noqa: E501
    ),
    "loop changes the shape": "a = np.ones((5, 2))\nwhile len(a) > 1:\n    a = a[1:]\nb = a + np.ones((1, 2))",
    "rebound np": "import mylib as np\nnp.ones((2, 3)) @ np.ones((2, 3))",
    "unknown decorator": "@magic\ndef f():\n    return np.ones(3)\nf() + np.ones(4)",
    "matrix": "A = np.matrix([[1, 2]])\nA * A.T",
    "a range is an index like a list": "x = np.ones(6)\ny = x[range(6)] + np.ones((4, 6))[range(4)]",
    "an index of a shape is no shape": (
        'def f(k):\n    """Turn.\n\n    Returns\n    -------\n    out : ndarray\n'
        '        The axis lies at out.shape[0] // 2, that is the middle.\n    """\n    return np.zeros((k, 3))'
    ),
    "newaxis": "x = np.ones(4)\nd = x[:, None] - x[None, :]",
    "sums of rows on the transpose": (
        "A = np.ones((6, 6))\ndegree = A.sum(axis=1)\nP = (A.T / (degree + 1)).T\nQ = A.T / np.sum(A, axis=1)"
    ),
    "diagonal by two ranges": "def f(Z):\n    a, _, c = Z.shape\n    return Z[range(a), :, range(c)]",
    "scores flattened at the end of the fit": (
        'class D:\n    """D.\n\n    Attributes\n    ----------\n    scores_ : array of shape (n_samples,)\n    """\n'
        "    def fit(self, X):\n        self.scores_ = np.zeros((len(X), 1))\n        self.score()\n"
        "        self.scores_ = -self.scores_.ravel()\n    def score(self):\n        self.scores_[0, 0] = 1\n"
    ),
    "a size that the body tells": (
        'def f(image, T):\n    """F.\n\n    Parameters\n    ----------\n    image : array, shape (S, R, C)\n'
        '    T : array, shape (dim+1, dim+1)\n    """\n    dim = len(image.shape)\n'
        "    centre = np.array(image.shape) * 0.5\n    return T.dot(tuple(centre) + (1,))"
    ),
    "a table and its own transpose": (
        "def f(Z, same):\n    n, m = Z.shape\n    D = np.zeros((n, m))\n    if same:\n        D += D.T\n"
        "        E = D + D.T\n    return D"
    ),
    "precomputed distances": (
        'def f(X, metric):\n    """F.\n\n    Parameters\n    ----------\n'
        '    X : array, shape (n_samples, n_features)\n    """\n    labels = np.zeros(len(X))\n'
        "    if metric == 'precomputed':\n        return X[:, labels == 1]"
    ),
    "any number of further axes": (
        'def f(x):\n    """F.\n\n    Parameters\n    ----------\n    x : ndarray of shape `(N, \\\\*)`\n    """\n'
        "    return x\nf(np.ones(3))"
    ),
    "own transpose": "v = np.ones((5, 1))\nd = v - v.T",
    "annotated target": "from shapeguard import Float\nD: Float[np.ndarray, '3 4'] = np.ones((3, 1)) + np.ones((1, 4))",
    "unrelated names": "def f(X, Y):\n    n, d = X.shape\n    k, p = Y.shape\n    return X @ Y",
    "list shared": "xs = []\ndef add(v):\n    xs.append(v)\nadd(np.ones(3))\nnp.array(xs) + np.ones((1, 3))",
    "undecided branch of a callee": (
        "def f(c, kind):\n    if kind == 'slice':\n        return c[1]\n    return c\nf(np.ones((1, 3)), input())"
    ),
    "rank is asked": "def f(X):\n    if X.ndim == 1:\n        X = X.reshape(-1, 1)\n    return X.sum(axis=1)\nf(np.ones(3))",  # noqa: E501
    "early return": "def f(a):\n    if a.ndim == 1:\n        return a\n    return a[:, 0]\nf(np.ones(3))",
    "attribute set again": (
        "class M:\n    def __init__(self):\n        self.w = np.ones(3)\n    def grow(self, n):\n        self.w = np.ones(n)\n"  # noqa: E501
        "m = M()\nm.grow(4)\nm.w + np.ones(4)"
    ),
    "object given away": (
        "import lib\nclass M:\n    def __init__(self):\n        self.w = np.ones(3)\nm = M()\nlib.fit(m)\nm.w + np.ones(4)"  # noqa: E501
    ),
    "attribute fitted again": (
        "def test(make, X):\n    e = make()\n    e.fit(X)\n    assert e.coef_.shape == (3,)\n    e.fit(X, X)\n"
        "    assert e.coef_.shape == (2, 3)"
    ),
    "permutation of a drawn count": (
        "rng = np.random.default_rng()\nn = rng.integers(2, 9)\norder = rng.permutation(n)\norder[1:n]"
    ),
    "list filled by another method": (
        "class M:\n    def __init__(self):\n        self.parts = []\n    def add(self, part):\n        self.parts.append(part)\n"  # noqa: E501
        "    def whole(self):\n        return np.concatenate([part.values() for part in self.parts])"
    ),
    "a tuple or an array": (
        "from typing import NamedTuple\nclass Band(NamedTuple):\n    low: object\n    high: object\n"
        "def predict(n, wide):\n    if wide:\n        return Band(np.ones((n, 2)), np.ones((n, 2)))\n    return np.ones((n, 2))\n"  # noqa: E501
        "def plot(n, wide):\n    low, high = predict(n, wide)\n    return low[:, 0] + high[:, 0]"
    ),
    "validated and documented": (
        'from sklearn.utils import check_array\ndef f(X, w):\n    """Do.\n\n    Parameters\n    ----------\n'
        "    X : array-like of shape (n_samples, n_features)\n    w : array-like of shape (n_features,), default=None\n\n"  # noqa: E501
        '    Returns\n    -------\n    out : ndarray of shape (n_samples,)\n    """\n'
        "    X = check_array(X)\n    n_samples, n_features = X.shape\n    if w is None:\n        w = np.ones(n_features)\n"  # noqa: E501
        "    return X @ w"
    ),
    "no turn is left": (
        "def votes(c, n):\n    k, total = 0, np.zeros((2, n))\n    for i in range(n):\n        for j in range(i + 1, n):\n"  # noqa: E501
        "            total[:, i] -= c[:, k]\n            k += 1\n    return total\nvotes(np.ones((2, 3)), 3)"
    ),
    "attribute held to its own length": (
        "from shapeguard import Float, guard\nclass Table:\n    P: Float[np.ndarray, 'n k']\n    @guard\n"
        "    def gram(self) -> Float[np.ndarray, 'n n']:\n        n = self.P.shape[0]\n"
        "        if self.P.shape != (n, n):\n            raise ValueError\n        return self.P"
    ),
    "shape assigned": "a = np.ones(6)\na.shape = (2, 3)\na @ np.ones(3)",
}


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_said(name: str) -> None:
    assert problems("import numpy as np\n" + SILENT[name]) == set()
