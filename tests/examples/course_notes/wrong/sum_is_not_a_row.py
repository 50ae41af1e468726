"""The sum down the columns is (foods,), not (1, foods): the reshape is not redundant.

Fails with: TypeError
"""

import numpy as np

from shapeguard import Float, guard


@guard
def calories(A: Float[np.ndarray, "(nutrients, foods)"]) -> Float[np.ndarray, "(1, foods)"]:
    return A.sum(axis=0)  # expect: SG501


print(calories(np.ones((3, 4))))
