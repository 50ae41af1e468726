"""A has two rows, and the first is number 0.

Fails with: IndexError: index 2 is out of bounds for axis 0 with size 2
"""

import numpy as np

A = np.array([[3, 1, 2], [2, 3, 4]])
print(A[2, 0])  # expect: SG409
