"""The dot product of two long columns in one call, timed in milliseconds."""

import time

import numpy as np

a = np.random.rand(1_000_000, 1)
b = np.random.rand(1_000_000, 1)
tic = time.perf_counter()
c = (a.T @ b).item()
toc = time.perf_counter()
assert 0.0 < c < 1_000_000.0
print(f"Vectorised: {1000 * (toc - tic):.2f} ms")
