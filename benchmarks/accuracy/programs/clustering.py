"""k-means, Gaussian mixtures and nearest neighbours, samples as rows."""

import numpy as np


def squared_distances(X, centers):
    n, d = X.shape
    k = centers.shape[0]
    differences = X[:, None, :] - centers[None, :, :]
    result = np.sum(differences**2, axis=2)
    assert result.shape == (n, k)
    return result


def assign(X, centers):
    return np.argmin(squared_distances(X, centers), axis=1)


def recenter(X, labels, k):
    n, d = X.shape
    centers = np.zeros((k, d))
    for j in range(k):
        centers[j] = X[labels == j].mean(axis=0)
    return centers


def kmeans(X, k, steps=20):
    centers = X[:k].copy()
    for _ in range(steps):
        labels = assign(X, centers)
        centers = recenter(X, labels, k)
    return centers, labels


def responsibilities(X, means, variances, weights):
    n, d = X.shape
    k = means.shape[0]
    logs = np.empty((n, k))
    for j in range(k):
        scaled = (X - means[j]) ** 2 / variances[j]
        logs[:, j] = np.log(weights[j]) - 0.5 * np.sum(scaled + np.log(2 * np.pi * variances[j]), axis=1)
    peak = logs.max(axis=1, keepdims=True)
    likelihood = np.exp(logs - peak)
    return likelihood / likelihood.sum(axis=1, keepdims=True)


def maximization(X, R):
    n, d = X.shape
    mass = R.sum(axis=0)
    means = R.T @ X / mass[:, None]
    squares = R.T @ X**2 / mass[:, None]
    return means, squares - means**2, mass / n


def nearest(train_X, train_y, X, k):
    m = X.shape[0]
    order = np.argsort(squared_distances(X, train_X), axis=1)[:, :k]
    votes = train_y[order]
    assert votes.shape == (m, k)
    return np.round(votes.mean(axis=1)).astype(int)


def blobs():
    rng = np.random.default_rng(4)
    X = np.concatenate([rng.standard_normal((10, 2)), rng.standard_normal((15, 2)) + 8], axis=0)
    y = np.concatenate([np.zeros(10, dtype=int), np.ones(15, dtype=int)])
    return X[::-1], y[::-1]


def test_squared_distances():
    X, _ = blobs()
    assert np.isclose(squared_distances(X, X[:3])[5, 1], np.sum((X[5] - X[1]) ** 2))


def test_kmeans_finds_blobs():
    X, y = blobs()
    start = np.stack([X[0], X[-1]])
    labels = assign(X, start)
    centers = recenter(X, labels, 2)
    assert centers.shape == (2, 2)
    assert np.array_equal(assign(X, centers), 1 - y)
    assert kmeans(X, 3)[0].shape == (3, 2)


def test_mixture():
    X, y = blobs()
    means = np.array([[8.0, 8.0], [0.0, 0.0], [4.0, 4.0]])
    R = responsibilities(X, means, np.ones((3, 2)), np.array([0.5, 0.4, 0.1]))
    assert R.shape == (25, 3) and np.allclose(R.sum(axis=1), 1)
    new_means, variances, weights = maximization(X, R)
    assert new_means.shape == (3, 2) and variances.shape == (3, 2) and np.isclose(weights.sum(), 1)
    assert np.allclose(new_means[0], X[y == 1].mean(axis=0), atol=0.3)


def test_nearest():
    X, y = blobs()
    assert np.array_equal(nearest(X, y, X, 3), y)
