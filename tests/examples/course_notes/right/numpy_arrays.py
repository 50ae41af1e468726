"""Creating arrays, their shapes, their elements, and arithmetic element by element."""

import numpy as np

a = np.array([1, 3, 2, 4])
assert type(a) is np.ndarray
assert a.shape == (4,)

A = np.array([[3, 1, 2], [2, 3, 4]])
B = np.array([[0, 1], [2, 3], [4, 5]])
C = np.concatenate([B, B], axis=0)
assert A.shape == (2, 3)
assert B.shape == (3, 2)
assert C.shape == (6, 2)
assert np.stack([A, A, A, A]).shape == (4, 2, 3)

# The first index is the row: an array is a nested list, and the outer list holds the rows.
assert A[0].tolist() == [3, 1, 2]
assert C[2, 0] == 4
assert B[:, 0].tolist() == [0, 2, 4]
assert B[:, 0].shape == (3,)
assert B[:, [0]].shape == (3, 1)

assert (3 * A).tolist() == [[9, 3, 6], [6, 9, 12]]
assert (A + A).tolist() == [[6, 2, 4], [4, 6, 8]]
assert (A * A).tolist() == [[9, 1, 4], [4, 9, 16]]
assert (A / A).tolist() == [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
assert (A - A).tolist() == [[0, 0, 0], [0, 0, 0]]

# One everywhere only where nothing is zero: B starts with 0, and 0 / 0 is not a number.
with np.errstate(invalid="ignore"):
    assert np.isnan((B / B)[0, 0])

# A list is not a vector: times 100 it is the list a hundred times over.
assert len([1, 2, 3, 4] * 100) == 400
assert (np.array([1, 2, 3, 4]) * 100).tolist() == [100, 200, 300, 400]
