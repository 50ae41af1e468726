"""`reshape` returns a new array and leaves the old one as it was.

Prints: (5,)
"""

import numpy as np

a = np.random.rand(5)
a.reshape((5, 1))  # expect: SG412
print(a.shape)
