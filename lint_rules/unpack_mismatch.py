"""A shape is unpacked into the wrong number of names.

## What it does
Finds `n, m = X.shape` where `X` has another rank, and the unpacking of an array along an axis of another length.

## Why is this bad?
Python raises `ValueError: not enough values to unpack`.

## Example
```python
v = np.ones(5)
n, m = v.shape
```

## Use instead
```python
v = np.ones((5, 1))
n, m = v.shape
```

## References
- [numpy.ndarray.shape](https://numpy.org/doc/stable/reference/generated/numpy.ndarray.shape.html)
"""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.refusals import RefusalRule
from shapeguard.linting.rule import Invalid


class UnpackMismatch(RefusalRule):
    """``n, m = np.ones(5).shape``."""

    code = "SG410"
    name = "unpack-mismatch"
    kind = Mismatch.UNPACK
    advice = "write one name for each axis"

    valid = (
        "n, m = np.ones((3, 4)).shape",
        "(n,) = np.ones(3).shape",
        "n, *rest = np.ones((3, 4, 5)).shape",
        "n, _, c = np.ones((3, 4, 5)).shape",
        "a, b, c = np.ones((3, 4))",
        "def f(X):\n    n, m = X.shape\n    return n",
        "n, m = np.shape(np.ones((3, 4)))",
        'def f(X: Float[np.ndarray, "n m"]):\n    rows, columns = X.shape\n    return rows',
        "X = np.ones((3, 4))\nn, m = X.T.shape",
        "w, b = np.zeros((3, 1)), 0.0",
        "q, r = np.linalg.qr(np.ones((3, 3)))",
        "for x, y in np.ones((5, 2)):\n    print(x, y)",
        "for i, (x, y) in enumerate(np.ones((5, 2))):\n    print(x, y)",
        "for x, y in np.ones((0, 3)):\n    print(x, y)",
        "for x, *rest in np.ones((5, 3)):\n    print(x)",
        "try:\n    a, b = np.ones(3)\nexcept ValueError:\n    a = b = 0",
    )
    invalid = (
        Invalid("n, m = np.zeros(3).shape  # !", severity=Severity.ERROR),
        Invalid("n, m = np.ones((3, 4, 5)).shape  # !", severity=Severity.ERROR),
        Invalid("X = np.ones((3, 4))\nn, m = X.sum(axis=0).shape  # !"),
        Invalid("(n,) = np.ones((3, 4)).shape  # !"),
        Invalid("n, m, k = np.ones(3)[:2].shape  # !"),
        Invalid("X = np.ones((3, 4))\nn, m = X[0].shape  # !"),
        Invalid("a, b = np.zeros((3, 4, 5)).shape  # !"),
        Invalid('def f(v: Float[np.ndarray, "n"]):\n    rows, columns = v.shape  # !\n    return rows'),
        Invalid("def f(X):\n    n, m = X.shape  # !\n    return n\nf(np.ones(3))"),
        Invalid("n, m = np.shape(np.ones((2, 3, 4)))  # !"),
        Invalid("n, m, k = np.ones((3, 4)).T.shape  # !"),
        Invalid("a, b = np.ones((3, 2))  # !", severity=Severity.ERROR),
        Invalid("x, y, z, w = np.array([1.0, 2.0, 3.0])  # !"),
        Invalid("for x, y in np.ones((5, 3)):  # !\n    print(x, y)", severity=Severity.ERROR),
        Invalid("for i, (x, y) in enumerate(np.ones((5, 3))):  # !\n    print(x, y)"),
        Invalid("lengths = [x + y for x, y in np.ones((5, 3))]  # !"),
    )
