"""With brackets round both, the assertion is about a tuple of two things, which is always true.

Prints: (1, 5)
"""

import numpy as np

a = np.ones((1, 5))
assert (a.shape == (5, 1), "a must be a column")  # expect: SG411
print(a.shape)
