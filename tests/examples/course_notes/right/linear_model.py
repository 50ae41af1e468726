"""Tomorrow's temperature from three features: one day, many days, and the weights from the normal equation."""

import numpy as np

day = np.array([[60.0], [35.0], [0.0]])
w = np.array([[0.7], [0.3], [0.1]])
b = 10.0
assert np.isclose((w.T @ day + b).item(), 62.5)

# In the lecture's layout the days are columns; a table from a file has them as rows. One transpose leads across.
rows = np.array([[60.0, 35.0, 0.0], [52.0, 39.0, 0.0], [52.0, 35.0, 0.0]])
X = rows.T
assert np.allclose(rows @ w, [[52.5], [48.1], [46.9]])
assert np.allclose(rows @ w + b, [[62.5], [58.1], [56.9]])
prediction = w.T @ X + b
assert prediction.shape == (1, 3)
assert np.allclose(prediction, (rows @ w + b).T)

assert np.linalg.matrix_rank(rows) == 2  # the rain column is all zeros, so there is no inverse
try:
    np.linalg.inv(rows)
except np.linalg.LinAlgError:
    pass
else:
    raise AssertionError("a singular matrix was inverted")

# Ridge: a little on the diagonal of the Gram matrix, whose eigenvalues are never negative, makes all of them positive.
Y = np.array([[52.0], [52.0], [53.0]])
ridge = 0.1 * np.eye(3)
W = np.linalg.solve(rows.T @ rows + ridge, rows.T @ Y)
assert np.allclose(W, [[0.38283829], [0.86270249], [0.0]])
assert np.allclose(rows @ W, [[53.16488447], [53.55298814], [50.10217817]])
assert np.allclose((rows + ridge) @ np.linalg.inv(rows + ridge), np.eye(3), atol=1e-12)

# Without ridge, what the best prediction leaves over is perpendicular to every feature.
table = np.array([[60.0, 35.0], [52.0, 39.0], [52.0, 35.0], [48.0, 30.0]])
truth = np.array([[52.0], [52.0], [53.0], [50.0]])
best = np.linalg.solve(table.T @ table, table.T @ truth)
assert np.allclose(table.T @ (truth - table @ best), 0.0, atol=1e-9)
