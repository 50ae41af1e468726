"""The gradient as the notes first write it: a loop over the samples around a loop over the features.

Prints: True
"""

import numpy as np

from shapeguard import Float, guard


@guard
def gradient(X: Float[np.ndarray, "(nx, m)"], dZ: Float[np.ndarray, "(1, m)"]) -> Float[np.ndarray, "(nx, 1)"]:
    nx, m = X.shape
    dw = np.zeros((nx, 1))
    for i in range(m):  # expect: SG301
        for j in range(nx):
            dw[j, 0] += X[j, i] * dZ[0, i]
    return dw / m


X = np.array([[1.0, -2.0, -1.0], [3.0, 0.5, -3.2]])
dZ = np.array([[-0.2, -0.4, 0.1]])
print(bool(np.allclose(gradient(X, dZ), X @ dZ.T / 3)))
