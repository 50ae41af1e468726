"""The three columns of A meet the six rows of C: C.dot(A) exists, A.dot(C) does not.

Fails with: ValueError: shapes (2,3) and (6,2) not aligned: 3 (dim 1) != 6 (dim 0)
"""

import numpy as np

A = np.array([[3, 1, 2], [2, 3, 4]])
B = np.array([[0, 1], [2, 3], [4, 5]])
C = np.concatenate([B, B])
print(C.dot(A).shape)
print(A.dot(C))  # expect: SG402
