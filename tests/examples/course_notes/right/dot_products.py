"""The product of two matrices: the columns of the left one meet the rows of the right one."""

import numpy as np

A = np.array([[3, 1, 2], [2, 3, 4]])
B = np.array([[0, 1], [2, 3], [4, 5]])
C = np.concatenate([B, B], axis=0)

assert A.dot(B).tolist() == [[10, 16], [22, 31]]
assert np.dot(A, B).tolist() == [[10, 16], [22, 31]]
assert (A @ B).tolist() == [[10, 16], [22, 31]]
assert B.dot(A).tolist() == [[2, 3, 4], [12, 11, 16], [22, 19, 28]]
assert C.dot(A).shape == (6, 3)

# Beyond matrices, `@` multiplies stack by stack, and `dot` every pair of stacks.
stack = np.ones((2, 3, 4))
other = np.ones((2, 4, 5))
assert (stack @ other).shape == (2, 3, 5)
assert np.dot(stack, other).shape == (2, 3, 2, 5)
