"""Word processors turn straight quotes into curly ones, which no programming language reads.

Fails with: SyntaxError
"""

import numpy as np

print(“Vectorized version: ”, np.dot(np.ones(3), np.ones(3)))  # expect: SG999
