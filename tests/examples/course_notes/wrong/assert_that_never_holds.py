"""Without the inner brackets `randn(5)` has rank 1, and the assertion does its work.

Fails with: AssertionError
"""

import numpy as np

a = np.random.randn(5)
assert a.shape == (5, 1)  # expect: SG411
