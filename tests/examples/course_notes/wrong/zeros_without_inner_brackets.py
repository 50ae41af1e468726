"""The shape is one argument, a tuple. The second argument of `np.zeros` is the dtype.

Fails with: TypeError: Cannot interpret '1' as a data type
"""

import numpy as np

nx = 3
w = np.zeros(nx, 1)  # expect: SG408
