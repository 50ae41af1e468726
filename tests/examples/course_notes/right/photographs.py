"""A batch of photographs as columns of pixels, and the reshape that has the right shape and the wrong pixels."""

import numpy as np

photograph = np.random.rand(64, 64, 3)
x = photograph.reshape(64 * 64 * 3, 1)
assert x.shape == (12288, 1)

batch = np.random.rand(209, 64, 64, 3)
X = batch.reshape(209, -1).T
assert X.shape == (12288, 209)
assert np.array_equal(X[:, 7], batch[7].ravel())

scrambled = batch.reshape(12288, 209)
assert scrambled.shape == (12288, 209)
assert not np.array_equal(scrambled[:, 7], batch[7].ravel())
