"""One step of gradient descent for logistic regression: forward, cost, backward, update."""

import numpy as np


def sigmoid(Z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-Z)); the brackets matter."""
    return 1.0 / (1.0 + np.exp(-Z))


assert sigmoid(np.zeros((1, 1))).item() == 0.5
assert np.isclose(sigmoid(np.full((1, 1), 2.0)).item(), 0.8807970779778823)

w = np.array([[1.0], [2.0]])
b = 1.5
X = np.array([[1.0, -2.0, -1.0], [3.0, 0.5, -3.2]])
Y = np.array([[1.0, 1.0, 0.0]])
nx, m = X.shape

Z = np.dot(w.T, X) + b
A = sigmoid(Z)
assert A.shape == (1, 3)
assert np.allclose(A, [[0.99979657, 0.62245933, 0.00273196]])
cost = -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).mean()
assert np.isclose(cost, 0.15900537707692405)

dZ = A - Y
dw = np.dot(X, dZ.T) / m
db = dZ.mean()
assert dw.shape == (2, 1)
assert np.allclose(dw, [[0.25071532], [-0.06604096]])
assert np.isclose(db, -0.12500404500439652)

w = w - 0.1 * dw
b = b - 0.1 * db
after = sigmoid(w.T @ X + b)
assert -(Y * np.log(after) + (1 - Y) * np.log(1 - after)).mean() < cost
