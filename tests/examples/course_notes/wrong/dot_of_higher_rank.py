"""Beyond matrices, "the last axis and the first axis must match" is wrong: it is the last and the second to last.

Fails with: ValueError: shapes (2,3,4) and (4,5,6) not aligned: 4 (dim 2) != 5 (dim 1)
"""

import numpy as np

stack = np.ones((2, 3, 4))
other = np.ones((4, 5, 6))
print(np.dot(stack, other))  # expect: SG402
