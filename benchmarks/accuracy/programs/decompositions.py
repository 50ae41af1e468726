"""PCA, whitening, least squares and projections."""

import numpy as np


def center(X):
    n, d = X.shape
    mean = X.mean(axis=0, keepdims=True)
    return X - mean, mean


def covariance(X):
    n, d = X.shape
    C, _ = center(X)
    S = C.T @ C / (n - 1)
    assert S.shape == (d, d)
    return S


def pca(X, k):
    n, d = X.shape
    C, mean = center(X)
    U, s, Vt = np.linalg.svd(C, full_matrices=False)
    components = Vt[:k]
    scores = C @ components.T
    return scores, components, mean


def reconstruct(scores, components, mean):
    return scores @ components + mean


def whiten(X):
    n, d = X.shape
    C, _ = center(X)
    values, vectors = np.linalg.eigh(C.T @ C / (n - 1))
    return C @ vectors / np.sqrt(values)


def least_squares(A, b):
    n, d = A.shape
    G = A.T @ A
    c = A.T @ b
    return np.linalg.solve(G, c)


def projection(A):
    n, d = A.shape
    Q, R = np.linalg.qr(A)
    P = Q @ Q.T
    assert P.shape == (n, n)
    return P


def gram_schmidt(A):
    n, d = A.shape
    Q = np.zeros((n, d))
    for j in range(d):
        v = A[:, j] - Q[:, :j] @ (Q[:, :j].T @ A[:, j])
        Q[:, j] = v / np.sqrt(v @ v)
    return Q


def distances(X, Y):
    n, d = X.shape
    p = Y.shape[0]
    squared = (X**2).sum(axis=1)[:, None] + (Y**2).sum(axis=1)[None, :] - 2 * X @ Y.T
    assert squared.shape == (n, p)
    return np.sqrt(np.maximum(squared, 0))


def sample():
    return np.random.default_rng(7).standard_normal((12, 4))


def test_covariance():
    X = sample()
    assert np.allclose(covariance(X), np.cov(X.T))


def test_pca_of_full_rank_is_lossless():
    X = sample()
    scores, components, mean = pca(X, 4)
    assert scores.shape == (12, 4) and np.allclose(reconstruct(scores, components, mean), X)
    assert pca(X, 2)[0].shape == (12, 2)


def test_whiten():
    assert np.allclose(covariance(whiten(sample())), np.eye(4))


def test_least_squares():
    A = sample()
    w = np.arange(4.0).reshape(4, 1)
    assert np.allclose(least_squares(A, A @ w), w)


def test_projection():
    A = sample()
    P = projection(A)
    assert np.allclose(P @ P, P) and np.allclose(P @ A, A)


def test_gram_schmidt():
    Q = gram_schmidt(sample())
    assert np.allclose(Q.T @ Q, np.eye(4))


def test_distances():
    X, Y = sample(), sample()[:5] + 1
    assert np.isclose(distances(X, Y)[3, 2], np.linalg.norm(X[3] - Y[2]))
