"""A shape with one bracket says nothing about any array.

Fails with: ValueError
"""

import numpy as np

from shapeguard import Float, guard


@guard
def cost(losses: Float[np.ndarray, "(1, m"]) -> float:  # expect: SG504
    return float(losses.mean())


print(cost(np.ones((1, 3))))
