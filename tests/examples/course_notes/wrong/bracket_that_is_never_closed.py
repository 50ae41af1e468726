"""Two brackets open and one closes.

Fails with: SyntaxError
"""

import numpy as np

a = (np.random.randn(5, 1)  # expect: SG999
