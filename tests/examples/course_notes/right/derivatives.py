"""The derivative of x squared by nudging, at one point and along a curve; the notes' computation graph by hand."""

import numpy as np

h = 1e-8
assert np.isclose(((5 + h) ** 2 - (5 - h) ** 2) / (2 * h), 10.0)

x = np.arange(-10, 10, 0.1).reshape(1, -1)
step = 6e-6
slope = ((x + step) ** 2 - (x - step) ** 2) / (2 * step)
assert slope.shape == x.shape
assert np.allclose(slope, 2 * x, atol=1e-7)

a, b, c = 5, 3, 2
u = b * c
v = a + u
J = 3 * v
assert (u, v, J) == (6, 11, 33)
dJ_dv = 3
dJ_da = dJ_dv * 1
dJ_du = dJ_dv * 1
dJ_db = dJ_du * c
dJ_dc = dJ_du * b
assert (dJ_da, dJ_du, dJ_db, dJ_dc) == (3, 3, 6, 9)
nudge = 0.001
assert np.isclose((3 * (a + b * (c + nudge)) - J) / nudge, dJ_dc)
