"""The predictions are a column, the truth has rank 1: the mean is over m * m differences, and perfect looks bad.

Prints: 1.3333
"""

import numpy as np

from shapeguard import Float, guard


@guard
def mean_squared_error(prediction: Float[np.ndarray, "m 1"], truth: Float[np.ndarray, "m"]) -> float:
    difference = prediction - truth  # expect: SG202
    return float((difference**2).mean())


perfect = np.array([1.0, 1.0, 2.0, 2.0, 3.0, 3.0])
print(round(mean_squared_error(perfect.reshape(-1, 1), perfect), 4))
