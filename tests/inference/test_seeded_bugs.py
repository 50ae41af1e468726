"""Bugs as people write them, each with a correct twin on which nothing is said."""

from __future__ import annotations

import pytest
from implied_findings import problems

HEADER = "import numpy as np\nfrom shapeguard import Float\n"

TWINS = {
    "a dropped axis that the loop carries": (
        "X = np.ones((4, 90))\nw = np.zeros((4, 1))\nfor _ in range(9):\n    dZ = w.T @ X\n"
        "    w = w - np.sum(X * dZ, axis=1{})",
        "",
        ", keepdims=True",
        "SG202",
    ),
    "a row where the contract wants a column": (
        "def f(t: Float[np.ndarray, 'n 1']):\n    return t\ndef g(X):\n    nx, m = X.shape\n    f(np.zeros({}))",
        "(1, nx + 1)",
        "(nx + 1, 1)",
        "SG502",
    ),
    "the second of two documented results": (
        'def f(X, k):\n    """Split.\n\n    Returns\n    -------\n    one : ndarray of shape (3,)\n'
        '    two : ndarray of shape (4, 2)\n    """\n    return np.zeros(3), np.zeros({})',
        "(2, 4)",
        "(4, 2)",
        "SG505",
    ),
    "None or an array, documented": (
        'def f(X, y):\n    """Fit.\n\n    Parameters\n    ----------\n'
        "    X : None or ndarray of shape (n_samples, n_features)\n    y : ndarray of shape (n_samples,)\n"
        '    """\n    return {} @ y',
        "X[:]",
        "X.T",
        "SG402",
    ),
    "what the class documents of an attribute that is made by who knows what": (
        'class M:\n    """Model.\n\n    Attributes\n    ----------\n    W_ : ndarray of shape (n_features, n_classes)\n'
        '    b_ : ndarray of shape (n_classes,)\n    """\n    def fit(self, X):\n        """Fit.\n\n'
        '        Parameters\n        ----------\n        X : ndarray of shape (n_samples, n_features)\n        """\n'
        "        self.W_ = make(X)\n        return X @ self.W_{}",
        ".T",
        "",
        "SG402",
    ),
    "dot of misfits": ("a = np.ones((3, 4))\nb = np.ones((3, 5))\nnp.dot({}, b)", "a", "a.T", "SG402"),
    "column minus row": ("t = np.ones((50, 1))\ng = np.ones((1, 50))\nd = {} - g", "t", "t.T", "SG201"),
    "column times matrix": ("w = np.ones((7, 1))\nX = np.ones((7, 30))\nz = {}", "w @ X", "w.T @ X", "SG402"),
    "column minus rank 1": ("y = np.ones((9, 1))\np = np.ones(9)\nd = y - {}", "p", "p.reshape(-1, 1)", "SG202"),
    "concatenate": ("a = np.ones((2, 3))\nb = np.ones((2, 4))\nnp.concatenate([a, b], axis={})", "0", "1", "SG403"),
    "vstack": ("a = np.ones((2, 3))\nb = np.ones((1, 4))\nnp.vstack([a, b{}])", "", "[:, :3]", "SG403"),
    "call with X.T": (
        "def norm(X: Float[np.ndarray, 'nx m'], mu: Float[np.ndarray, 'nx 1']):\n    return X - mu\n"
        "norm(np.ones((5, 80)){}, np.ones((5, 1)))",
        ".T",
        "",
        "SG502",
    ),
    "swapped unpack": (
        "def f(X):\n    {} = X.shape\n    w = np.zeros((d, 1))\n    return X @ w",
        "d, n",
        "n, d",
        "SG402",
    ),
    "slice assignment": ("out = np.zeros((4, 3))\nout[0, :] = np.ones({})", "4", "3", "SG203"),
    "symbolic product": (
        "def f(X, k):\n    n, d = X.shape\n    W = np.ones(({}, 1))\n    return X @ W",
        "d + 1",
        "d",
        "SG402",
    ),
    "picked pairs": (
        "def f(Z):\n    n, d = Z.shape\n    return Z[np.arange({}), np.zeros(d, dtype=int)]",
        "n",
        "d",
        "SG409",
    ),
    "documented attribute": (
        'class D:\n    """D.\n\n    Attributes\n    ----------\n    scores_ : array of shape (n_samples,)\n    """\n'
        "    def fit(self, X):\n        self.scores_ = score(X)\n    def best(self):\n        return self.scores_[0{}]",
        ", 0",
        "",
        "SG409",
    ),
    "size that the body tells": (
        'def f(image, T):\n    """F.\n\n    Parameters\n    ----------\n    image : array, shape (S, R, C)\n'
        '    T : array, shape (dim+1, dim+1)\n    """\n    dim = image.ndim\n    return T.dot(np.ones({}))',
        "3",
        "4",
        "SG402",
    ),
    "table plus another's transpose": (
        "def f(Z, same):\n    n, m = Z.shape\n    D, E = np.zeros((n, m)), np.zeros((n, m))\n    D += E{}",
        ".T",
        "",
        "SG203",
    ),
    "distances that are computed": (
        'def f(X, metric):\n    """F.\n\n    Parameters\n    ----------\n'
        '    X : array, shape (n_samples, n_features)\n    """\n    labels = np.zeros(len(X))\n'
        "    if metric != 'precomputed':\n        return X[{}labels == 1]",
        ":, ",
        "",
        "SG409",
    ),
    "bias": ("Z = np.ones((4, 100))\nb = np.ones(({}))\nA = Z + b", "100, 1", "4, 1", "SG401"),
    "where": ("a = np.ones((3, 4))\nb = np.ones({})\nnp.where(a > 0, a, b)", "3", "4", "SG401"),
    "private function behind a condition": (
        '''
def _score(X, y, mode):
    if mode == "slow":
        return {} @ y
    return None
def fit(X, y, mode):
    """Fit.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    """
    try:
        return _score(X, y, mode)
    except StopIteration:
        return None
''',
        "X",
        "X.T",
        "SG402",
    ),
    "layers of a class": (
        """
class Layer:
    def __init__(self, inputs, outputs):
        self.W = np.random.randn(outputs, inputs)
        self.b = np.zeros((outputs, 1))
    def forward(self, X):
        return self.W @ X + self.b
first = Layer(3, 5)
second = Layer({}, 2)
out = second.forward(first.forward(np.ones((3, 60))))
""",
        "4",
        "5",
        "SG402",
    ),
    "layers that a loop lists, with others between": (
        """
class Dense:
    def __init__(self, inputs, outputs):
        self.W = np.random.randn(inputs, outputs)
    def forward(self, X):
        return X @ self.W
class Relu:
    def forward(self, X):
        return np.maximum(X, 0)
class Net:
    def __init__(self):
        self.layers = []
        for inputs, outputs in [(5, 8), (8, 3)]:
            self.layers.append(Dense(inputs, outputs))
            if inputs > 5:
                self.layers.append(Relu())
    def predict(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X
Net().predict(np.ones((30, {})))
""",
        "4",
        "5",
        "SG402",
    ),
    "layers by their sizes, the last one bare": (
        """
class Net:
    def __init__(self, sizes):
        self.steps = []
        for i, (inputs, outputs) in enumerate(zip(sizes[:-1], sizes[1:])):
            self.steps.append(np.ones((inputs, outputs)))
            if i < len(sizes) - 2:
                self.steps.append(np.eye(outputs))
    def predict(self, X):
        for step in self.steps:
            X = X @ step
        return X
Net([5, 8, 3]).predict(np.ones((30, {})))
""",
        "4",
        "5",
        "SG402",
    ),
    "what a decided condition leaves of an attribute": (
        """
class Model:
    def __init__(self, wide):
        self.w = np.ones(3)
        if wide > 5:
            self.w = np.ones(7)
Model({}).w @ np.ones(7)
""",
        "5",
        "6",
        "SG402",
    ),
    "through a function": (
        "def step(w, X):\n    return w.T @ X\nX = np.ones((6, 20))\nstep(np.zeros(({}, 1)), X)",
        "20",
        "6",
        "SG402",
    ),
    "parameters in a dict": (
        """
p = {}
sizes = [4, 6, 1]
for l in range(1, len(sizes)):
    p["W" + str(l)] = np.random.randn(sizes[l], sizes[l - 1])
    p[f"b{l}"] = np.zeros((sizes[l], 1))
A = np.tanh(p["W1"] @ np.ones((4, 9)) + p["b1"])
Z = p["W2"]§ @ A
""",
        ".T",
        "",
        "SG402",
    ),
    "return contract": (
        "def total(X: Float[np.ndarray, '(nx, m)']) -> Float[np.ndarray, '(1, m)']:\n    return X.sum(axis=0{})",
        "",
        ", keepdims=True",
        "SG501",
    ),
    "local contract": ("m = 5\ny: Float[np.ndarray, '(1, 5)'] = np.ones({})", "(5, 1)", "(1, 5)", "SG503"),
    "a list of layers": (
        """
shapes = [(3, 4), (4, 5)]
weights = [np.ones(s) for s in shapes]
out = np.ones((2, §)) @ weights[0] @ weights[1]
""",
        "4",
        "3",
        "SG402",
    ),
    "partial": (
        "from functools import partial\ndef f(w, X):\n    return w @ X\n"
        "g = partial(f, np.ones((2, 3)))\ng(np.ones(({}, 4)))",
        "2",
        "3",
        "SG402",
    ),
    "dataclass": (
        """
from dataclasses import dataclass
@dataclass
class Model:
    w: Float[np.ndarray, "(nx, 1)"]
    b: float
    def predict(self, X):
        return self.w.T @ X + self.b
Model(np.ones((3, 1)), 0.0).predict(np.ones((§, 8)))
""",
        "8",
        "3",
        "SG402",
    ),
    "property": (
        """
class Data:
    def __init__(self, m):
        self.X = np.ones((2, m))
    @property
    def turned(self):
        return self.X.T
d = Data(7)
np.ones((1, 2)) @ d.§
""",
        "turned",
        "X",
        "SG402",
    ),
    "wrong rank unpacked": ("A = np.ones((2, 3))\n{} = A.shape", "a, b, c", "a, b", "SG410"),
    "gradient in a loop": (
        """
def descend(X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"]):
    nx, m = X.shape
    w, b = np.zeros((nx, 1)), 0.0
    for epoch in range(1000):
        A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
        dZ = A - Y
        w = w - 0.1 * np.dot(X, dZ§) / m
        b -= 0.1 * dZ.mean()
    return w, b
""",
        "",
        ".T",
        "SG402",
    ),
    "after an assert": (
        "def f(X, w):\n    assert X.shape == (4, 9)\n    assert w.shape == ({}, 1)\n    return w.T @ X",
        "9",
        "4",
        "SG402",
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_bug_is_seen_and_its_twin_is_not(name: str) -> None:
    template, wrong, right, code = TWINS[name]
    hole = "§" if "§" in template else "{}"
    assert code in {found for _, _, found in problems(HEADER + template.replace(hole, wrong))}
    assert problems(HEADER + template.replace(hole, right)) == set()
