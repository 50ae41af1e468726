"""There is one total for each of the four foods, so the totals are a row.

Fails with: ValueError: operands could not be broadcast together with shapes (3,4) (4,1)
"""

import numpy as np

A = np.array([[56.0, 0.0, 4.0, 68.0], [1.2, 104.0, 52.0, 8.0], [1.8, 135.0, 99.0, 0.9]])
cal = A.sum(axis=0)
percentage = 100 * A / cal.reshape(4, 1)  # expect: SG401
