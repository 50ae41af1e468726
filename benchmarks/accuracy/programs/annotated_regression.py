"""Regression, written with shapes in the signatures."""

import numpy as np
from jaxtyping import Float

Array = np.ndarray


def predict(w: Float[Array, "nx 1"], b: float, X: Float[Array, "nx m"]) -> Float[Array, "1 m"]:
    return w.T @ X + b


def squared_error(A: Float[Array, "1 m"], Y: Float[Array, "1 m"]) -> float:
    return float(np.mean((A - Y) ** 2) / 2)


def gradient(
    w: Float[Array, "nx 1"], b: float, X: Float[Array, "nx m"], Y: Float[Array, "1 m"]
) -> tuple[Float[Array, "nx 1"], float]:
    m = X.shape[1]
    dZ = predict(w, b, X) - Y
    dw = X @ dZ.T / m
    return dw, float(np.sum(dZ) / m)


def ridge(X: Float[Array, "nx m"], Y: Float[Array, "1 m"], penalty: float) -> Float[Array, "nx 1"]:
    nx = X.shape[0]
    G = X @ X.T + penalty * np.eye(nx)
    return np.linalg.solve(G, X @ Y.T)


def leverage(X: Float[Array, "nx m"]) -> Float[Array, "1 m"]:
    G = np.linalg.inv(X @ X.T)
    return np.sum(X * (G @ X), axis=0, keepdims=True)


def standardize(X: Float[Array, "nx m"]) -> tuple[Float[Array, "nx m"], Float[Array, "nx 1"], Float[Array, "nx 1"]]:
    mean = X.mean(axis=1, keepdims=True)
    scale = X.std(axis=1, keepdims=True)
    return (X - mean) / scale, mean, scale


def add_intercept(X: Float[Array, "nx m"]) -> Float[Array, "nx+1 m"]:
    return np.vstack([np.ones((1, X.shape[1])), X])


def polynomial(x: Float[Array, "1 m"], degree: int) -> Float[Array, "d m"]:
    powers = np.arange(degree + 1).reshape(-1, 1)
    return x**powers


def kernel(X: Float[Array, "nx m"], Z: Float[Array, "nx p"], width: float) -> Float[Array, "m p"]:
    squared = np.sum(X**2, axis=0, keepdims=True).T + np.sum(Z**2, axis=0, keepdims=True) - 2 * X.T @ Z
    return np.exp(-squared / (2 * width**2))


def kernel_ridge(
    X: Float[Array, "nx m"], Y: Float[Array, "1 m"], Z: Float[Array, "nx p"], penalty: float
) -> Float[Array, "1 p"]:
    m = X.shape[1]
    dual = np.linalg.solve(kernel(X, X, 1.0) + penalty * np.eye(m), Y.T)
    return dual.T @ kernel(X, Z, 1.0)


def data():
    rng = np.random.default_rng(5)
    X = rng.standard_normal((3, 20))
    w = np.array([[1.0], [-2.0], [0.5]])
    return X, w, w.T @ X + 4


def test_predict_and_cost():
    X, w, Y = data()
    assert predict(w, 4, X).shape == (1, 20) and squared_error(predict(w, 4, X), Y) < 1e-20


def test_gradient():
    X, w, Y = data()
    dw, db = gradient(w * 0, 0.0, X, Y)
    assert dw.shape == (3, 1)
    up = np.array([[0.0], [1e-6], [0.0]])
    numeric = (squared_error(predict(up, 0, X), Y) - squared_error(predict(-up, 0, X), Y)) / 2e-6
    assert abs(numeric - dw[1, 0]) < 1e-6 and abs(db + Y.mean()) < 1e-12


def test_ridge_without_penalty_is_exact():
    X, w, Y = data()
    assert np.allclose(ridge(X, Y - 4, 0.0), w)


def test_leverage_sums_to_rank():
    X, _, _ = data()
    assert leverage(X).shape == (1, 20) and np.isclose(leverage(X).sum(), 3)


def test_standardize():
    Z, mean, scale = standardize(data()[0])
    assert mean.shape == scale.shape == (3, 1) and np.allclose(Z.mean(axis=1), 0)


def test_intercept():
    X = add_intercept(data()[0])
    assert X.shape == (4, 20) and np.all(X[0] == 1)


def test_polynomial():
    assert polynomial(np.array([[1.0, 2.0]]), 2).tolist() == [[1, 1], [1, 2], [1, 4]]


def test_kernel():
    X, _, Y = data()
    Z = X[:, :7]
    K = kernel(X, Z, 2.0)
    assert K.shape == (20, 7) and np.isclose(K[3, 3], 1)
    assert np.isclose(K[1, 5], np.exp(-np.sum((X[:, 1] - X[:, 5]) ** 2) / 8))
    assert np.allclose(kernel_ridge(X, Y, Z, 1e-9), Y[:, :7])
