"""On a square table the row totals divide the columns, and nothing fails: the shares do not add up to 100.

Prints: [ 98.3 152.   65.7]
"""

import numpy as np

A = np.array([[56.0, 0.0, 4.0], [1.2, 104.0, 52.0], [1.8, 135.0, 99.0]])
total = A.sum(axis=1)
share = 100 * A / total  # expect: SG202
print(share.sum(axis=0).round(1))
