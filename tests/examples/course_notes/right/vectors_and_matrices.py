"""Vectors as columns: length, sum, basis, and a change of basis; matrices and their parts."""

import numpy as np

flat = np.array([1, 1])
assert flat.shape == (2,)
assert flat.ndim == 1

v = np.array([[1.0], [1.0]])
assert v.shape == (2, 1)
assert np.sqrt((v**2).sum()) == 1.4142135623730951
assert (v * 0.5).tolist() == [[0.5], [0.5]]
assert (v + np.array([[1.0], [0.0]])).tolist() == [[2.0], [1.0]]

# Two kinds of dimension: the array of a point in space has one axis, or two as a column; the vector in it has three.
assert np.array([0, 1, 1]).ndim == 1
assert np.array([0, 1, 1]).shape == (3,)
u = np.array([[0.0], [1.0], [1.0]])
assert u.ndim == 2
assert u.size == 3

first = np.array([[1.0], [0.0]])
second = np.array([[0.0], [1.0]])
assert (first.T @ second).item() == 0.0

basis = np.array([[1.0, 1.0], [1.0, -1.0]])
x = np.array([[3.0], [1.0]])
coordinates = np.linalg.solve(basis, x)
assert np.allclose(coordinates, [[2.0], [1.0]])
assert np.allclose(basis @ coordinates, x)

S = np.array([[1, 1], [1, 0]])
assert S.shape == (2, 2)

M = np.array([[0, 1, 2], [1, 0, 2], [2, 1, 0]])
assert M.shape == (3, 3)
assert M[0, 0] == 0
assert M[0].tolist() == [0, 1, 2]
assert M[:, 0].tolist() == [0, 1, 2]
assert M[:2, :2].tolist() == [[0, 1], [1, 0]]
M[0, 0] = 10
assert M[0, 0] == 10

w = np.array([0.7, 0.3, 0.1])
W = w.reshape(3, 1)
assert W.shape == (3, 1)
