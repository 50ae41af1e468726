"""Two statements have run together on one line.

Fails with: SyntaxError
"""

import numpy as np

w, x, b = np.ones((3, 1)), np.ones((3, 1)), 1.0
Z = np.dot(w, x) + bw transpose x = np.dot(w, x)  # expect: SG999
