"""A local variable gets another shape than its annotation declares.

## What it does
Compares the value of an annotated assignment with its jaxtyping annotation.

## Why is this bad?
The annotation is the author's own statement of what the line computes. Loaded through the import hook, the line raises
`ShapeError`.

## Example
```python
Z: Float[np.ndarray, "1 m"] = X.T @ w          # (m, 1)
```

## Use instead
```python
Z: Float[np.ndarray, "1 m"] = w.T @ X
```

## Fix safety
Unsafe: a transpose or a reshape changes the value.

## References
- [jaxtyping: array annotations](https://docs.kidger.site/jaxtyping/api/array/)
"""

from __future__ import annotations

from shapeguard.linting.contract_rule import ContractRule
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid


class LocalContract(ContractRule):
    """``Z: Float[np.ndarray, "1 m"] = X.T @ w``."""

    code = "SG503"
    name = "local-contract"
    role = "local"

    valid = (
        'Z: Float[np.ndarray, "1 4"] = np.ones((1, 4))',
        'Z: Float[np.ndarray, "n m"] = np.ones((3, 4))',
        'Z: Float[np.ndarray, "..."] = np.ones((3, 4))',
        'def f(X: Float[np.ndarray, "n m"]):\n    Z: Float[np.ndarray, "m n"] = X.T\n    return Z',
        'def f(X: Float[np.ndarray, "n m"]):\n    s: Float[np.ndarray, "1 m"] = X.sum(axis=0, keepdims=True)\n'
        "    return s",
        'def f(x):\n    Z: Float[np.ndarray, "3 4"] = x\n    return Z',
        'Z: Float[np.ndarray, "3"]',
        'def f(X: Float[np.ndarray, "n m"]):\n    G: Float[np.ndarray, "n n"] = X @ X.T\n    return G',
        'v: Float[np.ndarray, "_ 1"] = np.ones((7, 1))',
        "count: int = 3",
    )
    invalid = (
        Invalid(
            'Z: Float[np.ndarray, "3 4"] = np.ones((4, 3))  # !',
            'Z: Float[np.ndarray, "3 4"] = np.ones((4, 3)).T',
            Severity.ERROR,
        ),
        Invalid('Z: Float[np.ndarray, "3 4"] = np.ones((3, 5))  # !'),
        Invalid(
            'Z: Float[np.ndarray, "5 1"] = np.ones(5)  # !', 'Z: Float[np.ndarray, "5 1"] = np.ones(5).reshape(-1, 1)'
        ),
        Invalid('Z: Float[np.ndarray, "n n"] = np.ones((3, 4))  # !'),
        Invalid('Z: Float[np.ndarray, "n"] = np.ones((3, 4))  # !'),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"]):\n    Z: Float[np.ndarray, "n m"] = X.T  # !\n    return Z',
            'def f(X: Float[np.ndarray, "n m"]):\n    Z: Float[np.ndarray, "n m"] = X\n    return Z',
            Severity.WARNING,
        ),
        Invalid('def f(X: Float[np.ndarray, "n m"]):\n    Z: Float[np.ndarray, "n m+1"] = X  # !\n    return Z'),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"]):\n    s: Float[np.ndarray, "1 m"] = X.sum(axis=0)  # !\n    return s',
            'def f(X: Float[np.ndarray, "n m"]):\n    s: Float[np.ndarray, "1 m"] = X.sum(axis=0).reshape(1, -1)\n'
            "    return s",
        ),
        Invalid('def f(X: Float[np.ndarray, "n m"]):\n    G: Float[np.ndarray, "m m"] = X @ X.T  # !\n    return G'),
        Invalid('v: Float[np.ndarray, "_ 1"] = np.ones((7, 2))  # !'),
    )
