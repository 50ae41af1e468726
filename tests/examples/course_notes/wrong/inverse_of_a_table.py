"""Only a square matrix has an inverse; the normal equation inverts X.T @ X, not X.

Fails with: LinAlgError: Last 2 dimensions of the array must be square
"""

import numpy as np

X = np.array([[60.0, 35.0, 0.0], [52.0, 39.0, 0.0], [52.0, 35.0, 0.0], [50.0, 30.0, 0.2]])
print(np.linalg.inv(X))  # expect: SG407
