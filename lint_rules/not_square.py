"""A matrix that must be square is not.

## What it does
Finds `inv`, `det`, `cholesky`, `eig`, `eigh`, `matrix_power`, `solve` and the like on a matrix whose lengths
differ. Two names are reported only where an annotation wrote them.

## Why is this bad?
NumPy raises `LinAlgError: Last 2 dimensions of the array must be square`.

## Example
```python
np.linalg.inv(X)                  # (nx, m)
```

## Use instead
```python
np.linalg.inv(X @ X.T)            # (nx, nx); or np.linalg.pinv(X)
```

## References
- [numpy.linalg](https://numpy.org/doc/stable/reference/routines.linalg.html)
"""

from __future__ import annotations

from shapeguard.inference.facts import Failure, Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.refusals import RefusalRule
from shapeguard.linting.rule import Invalid
from shapeguard.shapes import Verdict


class NotSquare(RefusalRule):
    """``np.linalg.inv`` of ``(3, 4)``."""

    code = "SG407"
    name = "not-square"
    kind = Mismatch.NOT_SQUARE
    advice = "give it a square matrix, as a matrix times its own transpose is; pinv and lstsq take any shape"

    def suspects(self, fact: Failure) -> bool:
        if not super().suspects(fact):
            return False
        sizes = [size for dim in fact.dims or () for size in dim.sizes()]
        return fact.verdict is Verdict.DIFFER or all(size.origin.kind == "annotation" for size in sizes)

    valid = (
        "np.linalg.inv(np.ones((3, 3)))",
        "np.linalg.pinv(np.ones((3, 4)))",
        "X = np.ones((3, 4))\nnp.linalg.inv(X @ X.T)",
        "np.linalg.det(np.ones((5, 2, 2)))",
        "np.linalg.svd(np.ones((3, 4)))",
        "np.linalg.matrix_power(np.eye(3), 2)",
        "def f(A):\n    return np.linalg.inv(A)",
        "def f(A):\n    n, k = A.shape\n    return np.linalg.inv(A)",
        'def f(A: Float[np.ndarray, "n n"]):\n    return np.linalg.eigh(A)',
        "np.linalg.cholesky(np.eye(4))",
    )
    invalid = (
        Invalid("np.linalg.inv(np.ones((3, 4)))  # !", severity=Severity.ERROR),
        Invalid("np.linalg.det(np.ones((2, 3)))  # !"),
        Invalid("np.linalg.cholesky(np.ones((2, 3)))  # !"),
        Invalid("np.linalg.eig(np.ones((5, 4)))  # !"),
        Invalid("np.linalg.eigvals(np.ones((5, 4)))  # !"),
        Invalid("np.linalg.matrix_power(np.ones((3, 2)), 2)  # !"),
        Invalid("np.linalg.inv(np.ones((7, 2, 3)))  # !"),
        Invalid("X = np.ones((4, 3))\nnp.linalg.slogdet(X)  # !"),
        Invalid('def f(A: Float[np.ndarray, "n k"]):\n    return np.linalg.inv(A)  # !', severity=Severity.WARNING),
        Invalid("np.linalg.eigh(np.ones((3, 1)))  # !"),
    )
