"""What NumPy stretches, what it refuses, and the accident that a kept axis prevents."""

import numpy as np

column = np.ones((5, 1))
assert (column + np.ones((1, 1))).shape == (5, 1)
assert (column + 1.0).shape == (5, 1)
assert (column * np.full((1, 1), 2.0)).tolist() == [[2.0]] * 5
assert (column * np.random.rand(5, 1)).shape == (5, 1)

row = np.array([[1.0, 2.0, 3.0, 4.0]])
assert (row * 100).tolist() == [[100.0, 200.0, 300.0, 400.0]]

# The calories of apples, beef, eggs and potatoes: carbohydrates, protein, fat.
A = np.array([[56.0, 0.0, 4.0, 68.0], [1.2, 104.0, 52.0, 8.0], [1.8, 135.0, 99.0, 0.9]])
total = A.sum(axis=0, keepdims=True)
assert total.shape == (1, 4)
assert np.allclose(total, [[59.0, 239.0, 155.0, 76.9]])
percentage = 100 * A / total
assert percentage.shape == (3, 4)
assert np.allclose(percentage[:, [0]], [[94.91525424], [2.03389831], [3.05084746]])
assert np.allclose(percentage.sum(axis=0), 100.0)
