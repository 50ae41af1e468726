"""A million products one at a time, each through the interpreter; `np.dot(a, b)` is a few hundred times faster.

Prints: True
"""

import numpy as np

a = np.random.rand(1000)  # expect: SG101
b = np.random.rand(1000)  # expect: SG101
c = 0.0
for i in range(1000):  # expect: SG301
    c += a[i] * b[i]
print(bool(np.isclose(c, np.dot(a, b))))
