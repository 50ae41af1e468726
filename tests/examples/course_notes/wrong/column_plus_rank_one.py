"""A rank-1 array gets its new axis on the left, so it acts as a row, and the sum is a table.

Prints: (5, 5)
"""

import numpy as np

column = np.ones((5, 1))
five = np.ones(5)  # expect: SG101
total = column + five  # expect: SG202
print(total.shape)
