"""Neither axis of (2, 3) and (3, 2) fits, so no sum exists.

Fails with: ValueError: operands could not be broadcast together with shapes (2,3) (3,2)
"""

import numpy as np

A = np.array([[3, 1, 2], [2, 3, 4]])
B = np.array([[0, 1], [2, 3], [4, 5]])
print(A + B)  # expect: SG401
