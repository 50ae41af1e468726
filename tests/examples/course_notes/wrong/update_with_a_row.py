"""The gradient came out as a row; taking it from a column in place would need a (3, 3) column.

Fails with: ValueError: non-broadcastable output operand with shape (3,1) doesn't match the broadcast shape (3,3)
"""

import numpy as np

w = np.zeros((3, 1))
dw = np.array([[0.1, -0.2, 0.3]])
w -= 0.01 * dw  # expect: SG203
