"""A row minus a column is a table of every pair; its mean is a plausible number.

Prints: (5, 5)
"""

import numpy as np

A = np.random.rand(1, 5)
Y = np.ones((5, 1))
dZ = A - Y  # expect: SG201
print(dZ.shape)
