"""Classification, written with shapes in the signatures, in course notation."""

import numpy as np

from shapeguard import Float, Int, guard


@guard
def sigmoid(Z: Float[np.ndarray, "(k, m)"]) -> Float[np.ndarray, "(k, m)"]:
    return 1 / (1 + np.exp(-Z))


@guard
def forward(
    w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"]
) -> Float[np.ndarray, "(1, m)"]:
    Z = w.T @ X + b
    return sigmoid(Z)


@guard
def log_loss(A: Float[np.ndarray, "(1, m)"], Y: Float[np.ndarray, "(1, m)"]) -> float:
    m = Y.shape[1]
    return float(-(Y @ np.log(A).T + (1 - Y) @ np.log(1 - A).T)[0, 0] / m)


@guard
def backward(
    X: Float[np.ndarray, "(nx, m)"], A: Float[np.ndarray, "(1, m)"], Y: Float[np.ndarray, "(1, m)"]
) -> tuple[Float[np.ndarray, "(nx, 1)"], float]:
    m = X.shape[1]
    dZ = A - Y
    return np.dot(X, dZ.T) / m, float(np.sum(dZ)) / m


@guard
def hessian(X: Float[np.ndarray, "(nx, m)"], A: Float[np.ndarray, "(1, m)"]) -> Float[np.ndarray, "(nx, nx)"]:
    S = X * np.sqrt(A * (1 - A))
    return S @ S.T / X.shape[1]


@guard
def softmax(Z: Float[np.ndarray, "(k, m)"]) -> Float[np.ndarray, "(k, m)"]:
    E = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return E / np.sum(E, axis=0, keepdims=True)


@guard
def scores(
    W: Float[np.ndarray, "(k, nx)"], b: Float[np.ndarray, "(k, 1)"], X: Float[np.ndarray, "(nx, m)"]
) -> Float[np.ndarray, "(k, m)"]:
    return W @ X + b


@guard
def one_hot(labels: Int[np.ndarray, "(1, m)"], classes: int) -> Float[np.ndarray, "(k, m)"]:
    return (np.arange(classes).reshape(-1, 1) == labels).astype(float)


@guard
def class_means(
    X: Float[np.ndarray, "(nx, m)"], indicator: Float[np.ndarray, "(k, m)"]
) -> Float[np.ndarray, "(nx, k)"]:
    counts = np.sum(indicator, axis=1, keepdims=True)
    return X @ indicator.T / counts.T


@guard
def scatter(X: Float[np.ndarray, "(nx, m)"]) -> Float[np.ndarray, "(nx, nx)"]:
    centred = X - np.mean(X, axis=1, keepdims=True)
    return centred @ centred.T


@guard
def discriminant(
    X: Float[np.ndarray, "(nx, m)"], means: Float[np.ndarray, "(nx, k)"], S: Float[np.ndarray, "(nx, nx)"]
) -> Float[np.ndarray, "(k, m)"]:
    directions = np.linalg.solve(S, means)
    offsets = -0.5 * np.sum(means * directions, axis=0, keepdims=True)
    return directions.T @ X + offsets.T


def data():
    rng = np.random.default_rng(6)
    X = rng.standard_normal((4, 30))
    Y = (X[[0], :] + 0.3 * rng.standard_normal((1, 30)) > 0).astype(float)
    return X, Y


def test_forward_and_loss():
    X, Y = data()
    A = forward(np.ones((4, 1)), 0.5, X)
    assert A.shape == (1, 30)
    expected = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))
    assert np.isclose(log_loss(A, Y), expected)


def test_backward():
    X, Y = data()
    w = np.zeros((4, 1))
    dw, db = backward(X, forward(w, 0.0, X), Y)
    up = w + np.array([[0.0], [0.0], [1e-6], [0.0]])
    numeric = (log_loss(forward(up, 0.0, X), Y) - log_loss(forward(w, 0.0, X), Y)) / 1e-6
    assert dw.shape == (4, 1) and abs(numeric - dw[2, 0]) < 1e-5


def test_hessian():
    X, _ = data()
    A = forward(np.zeros((4, 1)), 0.0, X)
    assert np.allclose(hessian(X, A), X @ X.T / 120)


def test_softmax():
    X, _ = data()
    P = softmax(scores(np.ones((3, 4)), np.array([[0.0], [1.0], [2.0]]), X))
    assert P.shape == (3, 30) and np.allclose(P.sum(axis=0), 1)
    assert np.allclose(P[1] / P[0], np.e)


def test_discriminant():
    X, Y = data()
    indicator = one_hot(Y.astype(int), 2)
    assert indicator.shape == (2, 30) and np.array_equal(indicator[[1]], Y)
    means = class_means(X, indicator)
    assert np.allclose(means[:, 0], X[:, Y[0] == 0].mean(axis=1))
    S = scatter(X)
    assert np.allclose(S, np.cov(X) * 29)
    D = discriminant(X, means, S)
    assert D.shape == (2, 30)
    assert np.mean((D[[1]] > D[[0]]) == (Y > 0.5)) > 0.8
