"""Half of an operation is known, or a length depends on data: the bug is found, its correct twin is silent."""

from __future__ import annotations

import textwrap

import pytest
from implied_findings import problems

HEAD = "import numpy as np\n"
PAIRS = {
    "the mean of a class": (
        """
        def fit(X, y, k):
            n_samples, n_features = X.shape
            means = np.zeros((k, n_features))
            for i in range(k):
                means[i] = X[y == i].mean(axis=1)
            return means
        """,
        """
        def fit(X, y, k):
            n_samples, n_features = X.shape
            means = np.zeros((k, n_features))
            for i in range(k):
                means[i] = X[y == i].mean(axis=0)
            return means
        """,
    ),
    "the rows of a class, named": (
        """
        def fit(X, y, classes):
            n_samples, n_features = X.shape
            mean = np.zeros((len(classes), n_features))
            for idx, c in enumerate(classes):
                X_c = X[y == c]
                mean[idx, :] = X_c.mean(axis=1)
            return mean
        """,
        """
        def fit(X, y, classes):
            n_samples, n_features = X.shape
            mean = np.zeros((len(classes), n_features))
            for idx, c in enumerate(classes):
                X_c = X[y == c]
                mean[idx, :] = X_c.mean(axis=0)
            return mean
        """,
    ),
    "a slice of as many as are asked for": (
        """
        def f(X, k):
            U, S, Vt = np.linalg.svd(X, full_matrices=False)
            return U[:, :k] * np.sqrt(S)
        f(np.ones((10, 6)), 2)
        """,
        """
        def f(X, k):
            U, S, Vt = np.linalg.svd(X, full_matrices=False)
            return U[:, :k] * np.sqrt(S[:k])
        f(np.ones((10, 6)), 2)
        """,
    ),
    "axes in another order than declared": (
        """
        from jaxtyping import Float
        from shapeguard import guard
        @guard
        def split(x: Float[np.ndarray, 'b t e'], h: int) -> Float[np.ndarray, 'b h t d']:
            b, t, e = x.shape
            return x.reshape(b, t, h, e // h)
        """,
        """
        from jaxtyping import Float
        from shapeguard import guard
        @guard
        def split(x: Float[np.ndarray, 'b t e'], h: int) -> Float[np.ndarray, 'b h t d']:
            b, t, e = x.shape
            return x.reshape(b, t, h, e // h).transpose(0, 2, 1, 3)
        """,
    ),
    "axes in another order, transposed": (
        """
        from jaxtyping import Float
        from shapeguard import guard
        @guard
        def split(x: Float[np.ndarray, 'b t e'], h: int) -> Float[np.ndarray, 'b h t d']:
            b, t, e = x.shape
            return x.reshape(b, t, h, e // h).transpose(0, 2, 3, 1)
        """,
        """
        from jaxtyping import Float
        from shapeguard import guard
        @guard
        def split(x: Float[np.ndarray, 'b t e'], h: int) -> Float[np.ndarray, 'b h t d']:
            b, t, e = x.shape
            return np.swapaxes(x.reshape(b, t, h, e // h), 1, 2)
        """,
    ),
    "softmax along the last of any number of axes": (
        """
        from jaxtyping import Float
        from shapeguard import guard
        @guard
        def softmax(x: Float[np.ndarray, '*b n']) -> Float[np.ndarray, '*b n']:
            e = np.exp(x - x.max(axis=-1))
            return e / e.sum(axis=-1)
        """,
        """
        from jaxtyping import Float
        from shapeguard import guard
        @guard
        def softmax(x: Float[np.ndarray, '*b n']) -> Float[np.ndarray, '*b n']:
            e = np.exp(x - x.max(axis=-1, keepdims=True))
            return e / e.sum(axis=-1, keepdims=True)
        """,
    ),
    "arange with a step of a thousandth": (
        """
        t = np.arange(0, 1, 1/1000)
        t + np.ones(999)
        """,
        """
        t = np.arange(0, 1, 1/1000)
        t + np.ones(1000)
        """,
    ),
    "arange by a sampling rate": (
        """
        fs = 1000
        t = np.arange(0, 2, 1/fs)
        x = np.sin(2*np.pi*t)
        x * np.ones(1000)
        """,
        """
        fs = 1000
        t = np.arange(0, 2, 1/fs)
        x = np.sin(2*np.pi*t)
        x * np.ones(2000)
        """,
    ),
    "as many points as seconds have samples": (
        """
        fs = 100
        T = 2.0
        t = np.linspace(0, T, int(T * fs), endpoint=False)
        t + np.ones(100)
        """,
        """
        fs = 100
        T = 2.0
        t = np.linspace(0, T, int(T * fs), endpoint=False)
        t + np.ones(200)
        """,
    ),
    "a layer whose bias is a column": (
        """
        class Dense:
            def __init__(self, n_in, n_out):
                self.W = np.random.randn(n_in, n_out)
                self.b = np.zeros((n_out, 1))
            def forward(self, x):
                return x @ self.W + self.b
        """,
        """
        class Dense:
            def __init__(self, n_in, n_out):
                self.W = np.random.randn(n_in, n_out)
                self.b = np.zeros((1, n_out))
            def forward(self, x):
                return x @ self.W + self.b
        """,
    ),
    "a layer whose bias is as long as its input": (
        """
        class Dense:
            def __init__(self, n_in, n_out):
                self.W = np.random.randn(n_out, n_in)
                self.b = np.zeros(n_in)
            def forward(self, x):
                self.x = x
                return np.dot(x, self.W.T) + self.b
        """,
        """
        class Dense:
            def __init__(self, n_in, n_out):
                self.W = np.random.randn(n_out, n_in)
                self.b = np.zeros(n_out)
            def forward(self, x):
                self.x = x
                return np.dot(x, self.W.T) + self.b
        """,
    ),
}
SILENT = {
    "a gain times an observation": """
        class Filter:
            def __init__(self, n, p):
                self.H = np.zeros((p, n))
                self.I = np.eye(n)
                self.R = np.eye(p)
            def joseph(self, P, K):
                return (self.I - K @ self.H) @ P + K @ self.R @ K.T
        """,
    "state that changes": """
        class Filter:
            def __init__(self, n, p):
                self.P = np.eye(n)
                self.H = np.zeros((p, n))
                self.R = np.eye(p)
            def update(self):
                S = self.H @ self.P @ self.H.T + self.R
                self.P = self.P - self.P @ self.H.T @ np.linalg.inv(S) @ self.H @ self.P
        """,
    "the kept rows among themselves": """
        def scatter(X, y, k):
            n, d = X.shape
            S = np.zeros((d, d))
            for c in range(k):
                X_c = X[y == c]
                Z = X_c - X_c.mean(axis=0)
                S += Z.T @ Z / len(X_c)
                X[y == c] = Z
            return S
        """,
    "a mask of single elements": """
        def points(images, n):
            U, V = np.meshgrid(np.arange(n), np.arange(n))
            for im in images:
                P = np.stack((U[im == 0], V[im == 0]), 1) @ np.ones((2, 3))
                P[:, 2] + P[:, 0]
        """,
    "every label is kept": """
        def kept(X, y):
            n, d = X.shape
            mask = np.isfinite(X).all(axis=1)
            return X[mask] if not mask.all() else X[mask] + X
        """,
}


def program(code: str) -> str:
    return HEAD + textwrap.dedent(code)


@pytest.mark.parametrize("name", PAIRS)
def test_the_bug_is_found(name: str) -> None:
    assert problems(program(PAIRS[name][0]))


@pytest.mark.parametrize("name", PAIRS)
def test_the_correct_twin_is_silent(name: str) -> None:
    assert problems(program(PAIRS[name][1])) == set()


@pytest.mark.parametrize("name", SILENT)
def test_what_may_fit_is_let_be(name: str) -> None:
    assert problems(program(SILENT[name])) == set()
