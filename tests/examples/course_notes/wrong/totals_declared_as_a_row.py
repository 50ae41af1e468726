"""The annotation says what the notes believe, that the totals are a row; without keepdims they are not.

Prints: (4,)
"""

import numpy as np

from shapeguard import Float

A = np.array([[56.0, 0.0, 4.0, 68.0], [1.2, 104.0, 52.0, 8.0], [1.8, 135.0, 99.0, 0.9]])
total: Float[np.ndarray, "(1, 4)"] = A.sum(axis=0)  # expect: SG503
print(total.shape)
