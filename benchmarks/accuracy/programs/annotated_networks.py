"""Layers, attention and normalisation, written with shapes in the signatures."""

import numpy as np
from jaxtyping import Float


def dense(
    W: Float[np.ndarray, "out into"], b: Float[np.ndarray, "out 1"], A: Float[np.ndarray, "into m"]
) -> Float[np.ndarray, "out m"]:
    return W @ A + b


def dense_backward(
    W: Float[np.ndarray, "out into"], A: Float[np.ndarray, "into m"], dZ: Float[np.ndarray, "out m"]
) -> tuple[Float[np.ndarray, "out into"], Float[np.ndarray, "out 1"], Float[np.ndarray, "into m"]]:
    m = A.shape[1]
    dW = dZ @ A.T / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA = W.T @ dZ
    return dW, db, dA


def layer_norm(
    X: Float[np.ndarray, "n d"], gain: Float[np.ndarray, "1 d"], shift: Float[np.ndarray, "1 d"]
) -> Float[np.ndarray, "n d"]:
    mean = X.mean(axis=1, keepdims=True)
    variance = X.var(axis=1, keepdims=True)
    return gain * (X - mean) / np.sqrt(variance + 1e-5) + shift


def attend(
    Q: Float[np.ndarray, "n d"], K: Float[np.ndarray, "p d"], V: Float[np.ndarray, "p v"]
) -> Float[np.ndarray, "n v"]:
    scores = Q @ K.T / np.sqrt(Q.shape[1])
    weights = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    weights /= np.sum(weights, axis=1, keepdims=True)
    return weights @ V


def embed(table: Float[np.ndarray, "vocabulary d"], tokens: list[int]) -> Float[np.ndarray, "length d"]:
    return table[np.array(tokens)]


def concatenate_heads(
    first: Float[np.ndarray, "n d"], second: Float[np.ndarray, "n d"]
) -> Float[np.ndarray, "n 2*d"]:
    return np.concatenate([first, second], axis=1)


def pool(X: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "1 d"]:
    return X.mean(axis=0, keepdims=True)


def bilinear(
    X: Float[np.ndarray, "n d"], M: Float[np.ndarray, "d e"], Y: Float[np.ndarray, "p e"]
) -> Float[np.ndarray, "n p"]:
    return X @ M @ Y.T


def outer_update(
    M: Float[np.ndarray, "d e"], x: Float[np.ndarray, "d 1"], y: Float[np.ndarray, "e 1"], rate: float
) -> Float[np.ndarray, "d e"]:
    return M + rate * (x @ y.T)


def masked_mean(X: Float[np.ndarray, "n d"], mask: Float[np.ndarray, "n 1"]) -> Float[np.ndarray, "1 d"]:
    return np.sum(X * mask, axis=0, keepdims=True) / np.sum(mask)


RNG = np.random.default_rng(8)
X = RNG.standard_normal((5, 4))


def test_dense():
    W, b, A = RNG.random((3, 4)), RNG.random((3, 1)), RNG.random((4, 6))
    Z = dense(W, b, A)
    assert Z.shape == (3, 6) and np.isclose(Z[2, 5], W[2] @ A[:, 5] + b[2, 0])
    dW, db, dA = dense_backward(W, A, Z)
    assert np.allclose(dW, Z @ A.T / 6) and db.shape == (3, 1) and np.allclose(dA, W.T @ Z)


def test_layer_norm():
    out = layer_norm(X, np.ones((1, 4)), np.zeros((1, 4)))
    assert out.shape == (5, 4) and np.allclose(out.mean(axis=1), 0) and np.allclose(out.std(axis=1), 1, atol=1e-3)


def test_attend():
    K, V = RNG.random((3, 4)), RNG.random((3, 2))
    out = attend(X, K, V)
    assert out.shape == (5, 2) and np.all(out <= V.max(axis=0) + 1e-12)
    assert np.allclose(attend(X, K, np.ones((3, 2))), 1)


def test_embed_and_concatenate():
    assert embed(X, [1, 3, 1]).tolist() == X[[1, 3, 1]].tolist()
    assert np.array_equal(concatenate_heads(X, 2 * X)[:, 4:], 2 * X)


def test_pool_and_mask():
    mask = np.array([[1.0], [0.0], [1.0], [0.0], [0.0]])
    assert np.allclose(pool(X), X.mean(axis=0)) and pool(X).shape == (1, 4)
    assert np.allclose(masked_mean(X, mask), (X[[0]] + X[[2]]) / 2)


def test_bilinear_and_update():
    M, Y = RNG.random((4, 3)), RNG.random((2, 3))
    assert np.isclose(bilinear(X, M, Y)[4, 1], X[4] @ M @ Y[1])
    updated = outer_update(M, X[[0]].T, Y[[1]].T, 0.5)
    assert np.allclose(updated, M + 0.5 * np.outer(X[0], Y[1]))
