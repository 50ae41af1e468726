"""The same mistake with `@`, for which NumPy has another message.

Fails with: ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0
"""

import numpy as np

A = np.array([[3, 1, 2], [2, 3, 4]])
B = np.array([[0, 1], [2, 3], [4, 5]])
C = np.vstack([B, B])
product = A @ C  # expect: SG402
