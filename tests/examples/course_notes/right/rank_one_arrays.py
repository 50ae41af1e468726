"""Columns and rows instead of rank-1 arrays, and the habit of saying so with an assertion."""

import numpy as np

flat = np.random.rand(5)
assert flat.shape == (5,)

a = np.random.randn(5, 1)
assert a.shape == (5, 1)
assert a.T.shape == (1, 5)
assert np.dot(a, a.T).shape == (5, 5)  # the outer product
assert np.dot(a.T, a).shape == (1, 1)  # the inner product

flat = flat.reshape((5, 1))
assert flat.shape == (5, 1)

nx = 3
w = np.zeros((nx, 1))
assert w.shape == (3, 1)
