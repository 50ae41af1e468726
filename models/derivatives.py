"""Derivatives by nudging: how much faster than x does f move.

The derivative of ``x^2`` at 2 is 4: nudge x by 0.001 and f moves by 0.004, four times as much. (The *value* there is
also 4, by accident. At 5 the value is 25 and the derivative is 10.) Taylor's series says what a nudge h costs::

    f(x + h) = f(x) + h f'(x) + h^2/2 f''(x) + h^3/6 f'''(x) + ...

Rounding adds an error of about ``eps |f| / h``, so h must be small, but not too small. eps is 2.2e-16.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from shapeguard import Float, guard


@guard
def forward_difference(
    f: Callable[[np.ndarray], np.ndarray], X: Float[np.ndarray, "(n, m)"], h: float = 1e-8
) -> Float[np.ndarray, "(n, m)"]:
    """Return ``(f(x + h) - f(x)) / h`` for every x of X: eight correct digits.

    The neglected term is ``h f''/2`` and the rounding ``eps/h``: the best h is about ``sqrt(eps)``, 1e-8.
    """
    return (f(X + h) - f(X)) / h


@guard
def central_difference(
    f: Callable[[np.ndarray], np.ndarray], X: Float[np.ndarray, "(n, m)"], h: float = 6e-6
) -> Float[np.ndarray, "(n, m)"]:
    """Return ``(f(x + h) - f(x - h)) / 2h`` for every x of X: ten correct digits.

    The terms in ``h^2`` cancel. What is left is ``h^2 f'''/6`` and ``eps/h``: the best h is about ``eps^(1/3)``, 6e-6.
    """
    return (f(X + h) - f(X - h)) / (2.0 * h)


@guard
def complex_step(
    f: Callable[[np.ndarray], np.ndarray], X: Float[np.ndarray, "(n, m)"], h: float = 1e-200
) -> Float[np.ndarray, "(n, m)"]:
    """Return the imaginary part of ``f(x + ih) / h``: every digit, for an analytic f that accepts complex numbers.

    ``f(x + ih) = f(x) + ih f'(x) - h^2/2 f''(x) - ...``. The derivative is alone in the imaginary part, so nothing is
    subtracted, nothing cancels, and h may be so small that all further terms vanish.
    """
    return f(X + 1j * h).imag / h


@guard
def gradient_by_nudging(
    J: Callable[[np.ndarray], float], w: Float[np.ndarray, "(nx, 1)"], h: float = 6e-6
) -> Float[np.ndarray, "(nx, 1)"]:
    """Return the gradient of a scalar ``J(w)`` by central differences, one weight at a time.

    It costs ``2 nx`` evaluations, where backward propagation costs about two. It is not for training: it is the witness
    against which every gradient of this package is tested. The nudge grows with the weight, to stay above its rounding.
    """
    steps = h * np.maximum(1.0, np.abs(w))
    nudges = np.diagflat(steps)
    slopes = [(J(w + nudges[:, [j]]) - J(w - nudges[:, [j]])) / (2.0 * steps[j, 0]) for j in range(w.shape[0])]
    return np.array(slopes).reshape(-1, 1)
