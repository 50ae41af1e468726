"""A rank-1 array has no transpose, so this is not the outer product: it is one number.

Prints: ()
"""

import numpy as np

a = np.random.randn(5)  # expect: SG101
product = np.dot(a, a.T)  # expect: SG102, SG103
print(product.shape)
