"""The subscripts of einsum do not fit its operands.

## What it does
Finds `np.einsum` calls where a letter stands for two different lengths, where a term has not as many letters as its
operand has axes, or where the output names a letter that no term has.

## Why is this bad?
NumPy raises a `ValueError`, and which operand is to blame it does not say.

## Example
```python
np.einsum("ij,jk->ik", np.ones((2, 3)), np.ones((4, 5)))
```

## Use instead
```python
np.einsum("ij,jk->ik", np.ones((2, 3)), np.ones((3, 5)))
```

## References
- [numpy.einsum](https://numpy.org/doc/stable/reference/generated/numpy.einsum.html)
"""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.refusals import RefusalRule
from shapeguard.linting.rule import Invalid


class EinsumMismatch(RefusalRule):
    """``einsum("ij,jk->ik", (2, 3), (4, 5))``."""

    code = "SG406"
    name = "einsum-mismatch"
    kind = Mismatch.EINSUM
    advice = "give every letter one length and every term one letter an axis"

    valid = (
        'np.einsum("ij,jk->ik", np.ones((2, 3)), np.ones((3, 5)))',
        'np.einsum("ii->i", np.ones((3, 3)))',
        'np.einsum("ij->ji", np.ones((2, 3)))',
        'np.einsum("i,j", np.ones(2), np.ones(3))',
        'np.einsum("...i,i->...", np.ones((4, 5, 3)), np.ones(3))',
        'np.einsum("bij,bjk->bik", np.ones((7, 2, 3)), np.ones((7, 3, 4)))',
        'def f(a, b):\n    return np.einsum("ij,jk", a, b)',
        "def f(s):\n    return np.einsum(s, np.ones((2, 3)))",
        'np.einsum("ij,ij->", np.ones((2, 3)), np.ones((2, 3)))',
        'np.einsum("i,i", np.ones(4), np.ones(4))',
    )
    invalid = (
        Invalid('np.einsum("ij,jk->ik", np.ones((2, 3)), np.ones((2, 3)))  # !', severity=Severity.ERROR),
        Invalid('np.einsum("ijk->i", np.ones((2, 3)))  # !'),
        Invalid('np.einsum("ij->ik", np.ones((2, 3)))  # !'),
        Invalid('np.einsum("ii->i", np.ones((2, 3)))  # !'),
        Invalid('np.einsum("i,i->", np.ones(2), np.ones(3))  # !'),
        Invalid('np.einsum("ij,j->i", np.ones((2, 3)), np.ones(2))  # !'),
        Invalid('np.einsum("bij,bjk->bik", np.ones((7, 2, 3)), np.ones((6, 3, 4)))  # !'),
        Invalid('np.einsum("i,j->ij", np.ones(2))  # !'),
        Invalid('np.einsum("...i,i->...", np.ones((4, 5)), np.ones(4))  # !'),
        Invalid('X = np.ones((3, 4))\nnp.einsum("ij,ij->j", X, X.T)  # !'),
    )
