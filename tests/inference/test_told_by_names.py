"""What names and docstrings tell of numbers, of the lengths returned, and of a class's private methods."""

from __future__ import annotations

import pytest
from implied_findings import problems

HEADER = "import numpy as np\n"


def documented(signature: str, entries: dict[str, str], returns: str, body: str) -> str:
    told = "".join(f"    {name} : {text}\n        Told.\n" for name, text in entries.items())
    section = f"\n    Returns\n    -------\n    out : {returns}\n        Told.\n" if returns else ""
    head = f'def {signature}:\n    """Do it.\n\n    Parameters\n    ----------\n{told}{section}    """\n'
    return HEADER + head + "".join(f"    {line}\n" for line in body.splitlines())


X = {"X": "array-like of shape (n_samples, n_features)"}
COUNTED = {"n_samples": "int, default=100", "noise": "float, default=0.0"}

CLASS = '''
class Bayes:
    """Bayes.

    Parameters
    ----------
    alpha : float or array-like of shape (n_features,), default=1.0
        Smoothing.

    Attributes
    ----------
    count_ : ndarray of shape (n_classes, n_features)
        Counts.
    prior_ : ndarray of shape (n_classes,)
        Shares.
    """

    def fit(self, X, y):
        """Fit.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            Samples.
        y : array-like of shape (n_samples,)
            Classes.
        """
        self.count_ = self._counted(X, y)

    def _update(self, alpha):
        smoothed = self.count_ + alpha
        return np.log(smoothed) - np.log(smoothed.sum(axis={axis}, keepdims=True).reshape(-1, 1))

    def _columns(self, X, y):
        return y[:, 0] @ X{turned} @ X
'''

TWINS = {
    "an array or a list of objects": (
        documented("f(X)", {"X": "array-like of shape (n, d) or list of object"}, "ndarray of shape (n,)", "{}"),
        "return np.full(X.T.shape[0], 1.0)",
        "return np.full(X.shape[0], 1.0)",
    ),
    "a number or an array": (
        documented("f(X, s)", X | {"s": "float or ndarray of shape (n_features,)"}, "", "Z = X * s\nreturn {}"),
        "Z @ X",
        "Z @ X.T",
    ),
    "a documented number": (
        documented(
            "f(n_samples=100, noise=0.0)", COUNTED, "", "X = np.zeros((n_samples, 3))\nX += noise * {}\nreturn X"
        ),
        "np.random.standard_normal((3, n_samples))",
        "np.random.standard_normal((3, n_samples)).T",
    ),
    "a documented length returned": (
        documented(
            "f(n_samples=100)",
            {"n_samples": "int, default=100"},
            "ndarray of shape (n_samples,)",
            "shape = n_samples, 2\nX = np.random.standard_normal(shape)\nreturn (X**2).sum(axis={})",
        ),
        "0",
        "1",
    ),
    "a learning rate": (
        HEADER + "def f(X, learning_rate):\n    n, d = X.shape\n    W = np.zeros((n, d))\n"
        "    step = W - learning_rate * X\n    return {} @ X\n",
        "step",
        "step.T",
    ),
    "the alpha of the class": (HEADER + CLASS.replace("{turned}", ""), "{axis}", "0", "1"),
    "a reshape of something unknown": (
        HEADER + "def f(D, n, k):\n    return np.zeros((n, k)) @ np.reshape(D, {})\n",
        "(n, k)",
        "(k, n)",
    ),
    "turned against a number": (HEADER + "def f(n):\n    return np.zeros((n, 3)) + np.ones({})\n", "(3, n)", "(n, 3)"),
    "two tables with the same rows": (
        HEADER + "def f(n, k):\n    X, Y = np.zeros((n, 7)), np.ones((n, k))\n    return {} @ Y\n",
        "X",
        "X.T",
    ),
    "a batch of nobody knows how many": (
        HEADER + "def f(start: int, size: int):\n    W = np.zeros((8, 4))\n"
        "    X = np.zeros((300, 8))[start : start + size]\n"
        "    return {} @ (X @ W)\n",
        "X",
        "X.T",
    ),
    "one table times itself": (HEADER + "def f(n):\n    X = np.zeros((n, 3))\n    return {} @ X\n", "X", "X.T"),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_bug_is_seen_and_its_twin_is_not(name: str) -> None:
    template, *places, wrong, right = TWINS[name]
    place = places[0] if places else "{}"
    assert problems(template.replace(place, wrong))
    assert not problems(template.replace(place, right))


SILENT = {
    "a private y may be a table": CLASS.replace("{axis}", "1").replace("{turned}", ""),
    "weights that need not be a number": (
        "def f(weights=1.0):\n    root = np.sqrt(weights)\n"
        "    return np.asarray(root)[:, None] if root.ndim else root\n"
    ),
    "a length that is checked": documented(
        "f(n_samples=100)",
        {"n_samples": "int, default=100"},
        "ndarray of shape (n_samples,)",
        "if n_samples == 2:\n    return np.zeros(2)\nreturn np.zeros(n_samples)",
    ),
    "every root to every power": (
        "def f(n):\n    roots = np.exp(2j * np.pi * np.arange(n) / n).reshape(-1, 1)\n"
        "    return roots ** np.arange(n)\n"
    ),
    "a square by its own check": (
        "def f(n):\n    if n != 3:\n        raise ValueError\n    X = np.zeros((n, 3))\n    return X @ X\n"
    ),
    "columns and rows of unrelated arrays": (
        "def f(A, B):\n    n, k = A.shape\n    p, q = B.shape\n    return A @ B, A @ B[:, :1]\n"
    ),
    "lengths of two lists": (
        "def f(points, labels):\n    n, m = len(points), len(labels)\n    D = np.zeros((n, m))\n"
        "    return D @ np.ones((n, 2)), D + np.ones((m, n))\n"
    ),
    "one column": "def f(n):\n    return np.zeros((n, 1)) @ np.zeros((n, 1)) if n == 1 else 0\n",
    "a square of unknown size": (
        "def f(P, C):\n    P = np.reshape(P, (-1, 6))\n    return P @ (P @ C), P @ (P.sum() * P[:, :2])\n"
    ),
    "a part that may be all": "def f(X, k):\n    n, d = X.shape\n    U = np.zeros((n, min(n, k)))\n    return U @ U\n",
}


@pytest.mark.parametrize("name", SILENT)
def test_what_is_right_is_left_alone(name: str) -> None:
    assert not problems(HEADER + SILENT[name])
