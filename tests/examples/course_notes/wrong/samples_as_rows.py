"""The design of the notes has samples as columns; a table from a file often has them as rows.

Fails with: TypeError
"""

import numpy as np

from shapeguard import Float, guard


@guard
def predict(w: Float[np.ndarray, "(nx, 1)"], b: float, X: Float[np.ndarray, "(nx, m)"]) -> Float[np.ndarray, "(1, m)"]:
    return w.T @ X + b


w = np.array([[0.7], [0.3]])
X = np.array([[60.0, 35.0], [52.0, 39.0], [52.0, 35.0]])
print(predict(w, 10.0, X))  # expect: SG502
