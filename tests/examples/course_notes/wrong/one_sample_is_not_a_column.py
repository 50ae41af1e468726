"""An index drops its axis: one sample of X is (nx,), and what comes out is neither a row nor a column.

Prints: (1,)
"""

import numpy as np

w = np.array([[1.0], [2.0]])
X = np.array([[1.0, -2.0, -1.0], [3.0, 0.5, -3.2]])
x = X[:, 1]  # expect: SG104
z = np.dot(w.T, x) + 1.5
print(z.shape)
