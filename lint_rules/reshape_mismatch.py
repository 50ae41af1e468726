"""A reshape to another number of elements.

## What it does
Finds `reshape`, `resize` of views and assignments to `.shape` where the number of elements would change.

## Why is this bad?
A reshape lays out the same elements anew; NumPy raises `ValueError: cannot reshape array`.

## Example
```python
np.arange(12).reshape(5, 2)
```

## Use instead
```python
np.arange(12).reshape(6, 2)      # or (-1, 2)
```

## References
- [numpy.reshape](https://numpy.org/doc/stable/reference/generated/numpy.reshape.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeguard.inference.facts import Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.refusals import RefusalRule
from shapeguard.linting.rule import Invalid

if TYPE_CHECKING:
    import libcst


class ReshapeMismatch(RefusalRule):
    """``np.arange(12).reshape(5, 2)``."""

    code = "SG404"
    name = "reshape-mismatch"
    kind = Mismatch.RESHAPE
    advice = "the lengths must multiply to the same number of elements; one of them may be -1"

    def advise(self, node: libcst.CSTNode) -> str:
        from shapeguard.linting.expression_edits import function_name

        if function_name(node) in {"split", "hsplit", "vsplit", "dsplit"}:
            return "the parts must be of equal length; np.array_split allows others"
        return self.advice

    valid = (
        "np.arange(12).reshape(3, 4)",
        "np.arange(12).reshape(3, -1)",
        "np.ones((3, 4)).reshape((2, 6))",
        "X = np.ones((3, 4))\nX.reshape(X.shape[1], X.shape[0])",
        "np.reshape(np.ones((2, 3, 4)), (6, 4))",
        "np.ones((1, 1)).reshape(())",
        "np.ones((5, 1)).reshape(-1)",
        'def f(X: Float[np.ndarray, "n m"]):\n    return X.reshape(X.shape[0] * X.shape[1], 1)',
        "def f(X, k):\n    return X.reshape(k, 3)",
        "def f(k):\n    return np.arange(12).reshape(k, 3)",
        "images = np.ones((10, 8, 8, 3))\nimages.reshape(images.shape[0], -1).T",
    )
    invalid = (
        Invalid("np.arange(10).reshape(3, 4)  # !", severity=Severity.ERROR),
        Invalid("np.ones((3, 4)).reshape(5, -1)  # !", severity=Severity.ERROR),
        Invalid("np.ones((3, 4)).reshape((3, 3))  # !"),
        Invalid("np.reshape(np.ones((2, 3)), (7,))  # !"),
        Invalid("np.ones((2, 3)).reshape(-1, -1)  # !"),
        Invalid("X = np.ones((3, 4))\nX.reshape(X.shape[0], X.shape[0])  # !"),
        Invalid("X = np.ones((64, 8, 8))\nX.reshape(X.shape[0], 63)  # !"),
        Invalid('def f(X: Float[np.ndarray, "n m"]):\n    return X.reshape(X.shape[0] + 1, X.shape[1])  # !'),
        Invalid("np.random.randn(4, 1).reshape(5)  # !"),
        Invalid("np.arange(7).reshape(-1, 2)  # !"),
    )
