"""Only an axis of length 1 is stretched; 2 does not become 5.

Fails with: ValueError: operands could not be broadcast together with shapes (5,1) (2,1)
"""

import numpy as np

column = np.ones((5, 1))
print(column + np.ones((1, 1)))
print(column + np.ones((2, 1)))  # expect: SG401
