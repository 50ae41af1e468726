"""What the loop repeats is what is indented.

Fails with: IndentationError
"""

import numpy as np

a = np.random.rand(1000)
c = 0.0
for i in range(1000):
c += a[i]  # expect: SG999
