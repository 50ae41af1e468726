"""Softmax regression with samples as rows, the other convention."""

import numpy as np


def softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    exponentials = np.exp(shifted)
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def one_hot(labels, n_classes):
    """Indicator matrix.

    Parameters
    ----------
    labels : ndarray of shape (n_samples,)
        Class of each sample.
    n_classes : int
        Number of classes.

    Returns
    -------
    ndarray of shape (n_samples, n_classes)
    """
    indicator = np.zeros((labels.shape[0], n_classes))
    indicator[np.arange(labels.shape[0]), labels] = 1
    return indicator


def loss_and_gradient(W, X, y, reg):
    """Loss and gradient of softmax regression.

    Parameters
    ----------
    W : ndarray of shape (n_features, n_classes)
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    reg : float

    Returns
    -------
    loss : float
    dW : ndarray of shape (n_features, n_classes)
    """
    n_samples, n_features = X.shape
    n_classes = W.shape[1]
    P = softmax(X @ W)
    loss = -np.log(P[np.arange(n_samples), y]).mean() + reg * np.sum(W * W)
    dW = X.T @ (P - one_hot(y, n_classes)) / n_samples + 2 * reg * W
    return loss, dW


def confusion(y_true, y_pred, n_classes):
    table = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(table, (y_true, y_pred), 1)
    recall = np.diag(table) / table.sum(axis=1)
    return table, recall


def standardize(X):
    mean = X.mean(axis=0)
    scale = X.std(axis=0)
    return (X - mean) / scale, mean, scale


def data():
    rng = np.random.default_rng(2)
    X = rng.standard_normal((20, 4))
    return X, rng.integers(0, 3, size=20), rng.standard_normal((4, 3))


def test_softmax_rows_sum_to_one():
    P = softmax(np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 10.0]]))
    assert P.shape == (2, 3) and np.allclose(P.sum(axis=1), 1)


def test_gradient():
    X, y, W = data()
    loss, dW = loss_and_gradient(W, X, y, 0.1)
    assert dW.shape == W.shape
    for index in [(0, 0), (3, 2), (1, 1)]:
        up, down = W.copy(), W.copy()
        up[index] += 1e-6
        down[index] -= 1e-6
        numeric = (loss_and_gradient(up, X, y, 0.1)[0] - loss_and_gradient(down, X, y, 0.1)[0]) / 2e-6
        assert abs(numeric - dW[index]) < 1e-6


def test_confusion():
    table, recall = confusion(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2]), 3)
    assert table.tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert np.allclose(recall, [0.5, 1, 1])


def test_standardize():
    X, _, _ = data()
    Z, mean, scale = standardize(X)
    assert mean.shape == (4,) and np.allclose(Z.std(axis=0), 1) and np.allclose(Z.mean(axis=0), 0)
