"""The star multiplies element by element and needs the same shapes as the plus; a matrix product is `A @ B`.

Fails with: ValueError: operands could not be broadcast together with shapes (2,3) (3,2)
"""

import numpy as np

A = np.array([[3, 1, 2], [2, 3, 4]])
B = np.array([[0, 1], [2, 3], [4, 5]])
table = A * B  # expect: SG401
