"""Both w and x are columns; the notes' "w transpose x" needs the transpose.

Fails with: ValueError: shapes (3,1) and (3,1) not aligned: 1 (dim 1) != 3 (dim 0)
"""

import numpy as np

w = np.array([[0.7], [0.3], [0.1]])
x = np.array([[60.0], [35.0], [0.0]])
b = 10.0
z = np.dot(w, x) + b  # expect: SG402
