"""A recurrent cell, attention and batch normalisation."""

import numpy as np


class Cell:
    """A tanh recurrent cell over batches as columns."""

    def __init__(self, n_a, n_x, seed=0):
        rng = np.random.default_rng(seed)
        self.Wax = rng.standard_normal((n_a, n_x))
        self.Waa = rng.standard_normal((n_a, n_a))
        self.ba = np.zeros((n_a, 1))
        self.n_a = n_a

    def step(self, x, a_prev):
        return np.tanh(self.Wax @ x + self.Waa @ a_prev + self.ba)

    def run(self, x):
        n_x, m, steps = x.shape
        a = np.zeros((self.n_a, m, steps))
        current = np.zeros((self.n_a, m))
        for t in range(steps):
            current = self.step(x[:, :, t], current)
            a[:, :, t] = current
        return a


def attention(Q, K, V):
    d = Q.shape[-1]
    scores = Q @ np.swapaxes(K, -1, -2) / np.sqrt(d)
    scores = scores - scores.max(axis=-1, keepdims=True)
    weights = np.exp(scores)
    weights = weights / weights.sum(axis=-1, keepdims=True)
    return weights @ V, weights


def split_heads(x, heads):
    batch, length, width = x.shape
    return x.reshape(batch, length, heads, width // heads).transpose(0, 2, 1, 3)


def merge_heads(x):
    batch, heads, length, width = x.shape
    return x.transpose(0, 2, 1, 3).reshape(batch, length, heads * width)


def batch_norm(Z, gamma, beta, eps=1e-8):
    mu = np.mean(Z, axis=1, keepdims=True)
    var = np.var(Z, axis=1, keepdims=True)
    normal = (Z - mu) / np.sqrt(var + eps)
    return gamma * normal + beta, (normal, var)


def batch_norm_backward(dout, cache, gamma, eps=1e-8):
    normal, var = cache
    n, m = dout.shape
    dgamma = np.sum(dout * normal, axis=1, keepdims=True)
    dbeta = np.sum(dout, axis=1, keepdims=True)
    dnormal = dout * gamma
    dZ = dnormal - dnormal.mean(axis=1, keepdims=True) - normal * (dnormal * normal).mean(axis=1, keepdims=True)
    return dZ / np.sqrt(var + eps), dgamma, dbeta


def test_cell():
    cell = Cell(4, 3)
    a = cell.run(np.random.default_rng(1).standard_normal((3, 5, 6)))
    assert a.shape == (4, 5, 6)
    x = np.ones((3, 5, 1))
    assert np.allclose(cell.run(x)[:, :, 0], np.tanh(cell.Wax.sum(axis=1, keepdims=True)))


def test_attention():
    rng = np.random.default_rng(2)
    Q, K, V = rng.random((2, 4, 3)), rng.random((2, 5, 3)), rng.random((2, 5, 7))
    out, weights = attention(Q, K, V)
    assert out.shape == (2, 4, 7) and np.allclose(weights.sum(axis=-1), 1)


def test_heads_round_trip():
    x = np.random.default_rng(3).random((2, 5, 6))
    split = split_heads(x, 3)
    assert split.shape == (2, 3, 5, 2)
    assert np.array_equal(merge_heads(split), x)


def test_batch_norm_gradient():
    rng = np.random.default_rng(4)
    Z, gamma, beta = rng.random((3, 8)), rng.random((3, 1)), rng.random((3, 1))
    weights = rng.random((3, 8))
    out, cache = batch_norm(Z, gamma, beta)
    dZ, dgamma, dbeta = batch_norm_backward(weights, cache, gamma)
    assert dZ.shape == Z.shape and dgamma.shape == gamma.shape and dbeta.shape == beta.shape
    moved = Z.copy()
    moved[1, 2] += 1e-6
    numeric = np.sum(weights * (batch_norm(moved, gamma, beta)[0] - out)) / 1e-6
    assert abs(numeric - dZ[1, 2]) < 1e-4
