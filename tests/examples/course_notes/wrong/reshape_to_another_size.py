"""A reshape neither adds nor drops numbers: three weights do not fill four rows.

Fails with: ValueError: cannot reshape array of size 3 into shape (4,1)
"""

import numpy as np

w = np.array([0.7, 0.3, 0.1])
W = w.reshape(4, 1)  # expect: SG404
