"""An index that the array does not have.

## What it does
Finds too many indices, constant indices out of bounds (also in a list), a `range` that counts beyond the end of an
axis, and boolean masks of another length than the axis.

## Why is this bad?
NumPy raises `IndexError`. Too many indices usually mean that an axis was lost on the way.

## Example
```python
losses = np.ones(5)
losses[0, 1]
```

## Use instead
```python
losses[1]
```

## References
- [NumPy: Indexing on ndarrays](https://numpy.org/doc/stable/user/basics.indexing.html)
"""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.refusals import RefusalRule
from shapeguard.linting.rule import Invalid


class IndexMismatch(RefusalRule):
    """``np.ones(5)[0, 1]``."""

    code = "SG409"
    name = "index-mismatch"
    kind = Mismatch.INDEX
    advice = "an array has as many indices as axes, each below the length of its axis"

    valid = (
        "np.ones((3, 4))[2, 3]",
        "np.ones((3, 4))[-3]",
        "np.ones(5)[3:9]",
        "np.ones((3, 4))[None, 0, :, None]",
        "np.ones((3, 4))[..., 0]",
        "a = np.ones(5)\na[a > 0]",
        "A = np.ones((3, 4))\nA[A > 0]",
        "A = np.ones((3, 4))\nA[:, [0, 3]]",
        "def f(a, i):\n    return np.ones(3)[i]",
        "A = np.ones((3, 4))\nA[np.array([True, False, True])]",
        "X = np.ones((2, 80))\nfor j in range(X.shape[1]):\n    print(X[:, j].sum())",
        "X = np.ones((80, 2))\nfor j in range(X.shape[0]):\n    if j == 2:\n        break\n    print(X[:, j].sum())",
    )
    invalid = (
        Invalid("np.ones(4)[0, 0]  # !", severity=Severity.ERROR),
        Invalid("np.ones((3, 4))[:, :, 0]  # !"),
        Invalid("np.ones((3, 4))[3]  # !"),
        Invalid("np.ones((3, 4))[0, -5]  # !"),
        Invalid("X = np.ones((3, 4))\nX.sum(axis=0)[0, 1]  # !"),
        Invalid("a = np.ones(5)\nb = np.ones(4)\na[b > 0]  # !"),
        Invalid("A = np.ones((3, 4))\nA[np.ones(4) > 0]  # !"),
        Invalid("A = np.ones((3, 4))\nA[5, :]  # !"),
        Invalid("X = np.ones((3, 4))\nX[:, X.shape[1]]  # !"),
        Invalid('def f(v: Float[np.ndarray, "n"]):\n    return v[:, 0]  # !'),
        Invalid("X = np.ones((80, 2))\nfor j in range(X.shape[0]):\n    print(X[:, j].sum())  # !"),
    )
