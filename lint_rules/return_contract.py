"""A function returns another shape than its annotation declares.

## What it does
Compares the shape of every `return` with the jaxtyping annotation of the function.

## Why is this bad?
The annotation is what callers, readers and `@guard` rely on. A return that contradicts it raises `ShapeError` under the
guard and misleads everyone without it.

## Example
```python
def predict(w: Float[np.ndarray, "nx 1"], X: Float[np.ndarray, "nx m"]) -> Float[np.ndarray, "1 m"]:
    return X.T @ w            # (m, 1)
```

## Use instead
```python
def predict(w: Float[np.ndarray, "nx 1"], X: Float[np.ndarray, "nx m"]) -> Float[np.ndarray, "1 m"]:
    return w.T @ X            # (1, m)
```

## Fix safety
Unsafe: a transpose or a reshape changes what is returned.

## References
- [jaxtyping: array annotations](https://docs.kidger.site/jaxtyping/api/array/)
"""

from __future__ import annotations

from shapeguard.inference.facts import ContractBreach
from shapeguard.linting.contract_rule import ContractRule
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid


class ReturnContract(ContractRule):
    """``-> Float[np.ndarray, "1 m"]`` and ``return`` of ``(m, 1)``."""

    code = "SG501"
    name = "return-contract"
    role = "return"

    def subject(self, fact: ContractBreach) -> str:
        return f"the return value of `{fact.name}`"

    valid = (
        'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "m n"]:\n    return X.T',
        'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "1 m"]:\n    return X.sum(axis=0, keepdims=True)',
        'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "m"]:\n    return X.sum(axis=0)',
        'def f(n: int) -> Float[np.ndarray, "n 1"]:\n    return np.zeros((n, 1))',
        'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "..."]:\n    return X.ravel()',
        'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "n k"]:\n    return X @ np.ones((X.shape[1], 5))',
        'def f(x) -> Float[np.ndarray, "3 1"]:\n    return x',
        'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "n m+1"]:\n'
        "    return np.hstack([X, np.ones((X.shape[0], 1))])",
        'def f() -> Float[np.ndarray, ""]:\n    return np.array(1.0)',
        'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "_ _"]:\n    return X.T',
        "def f(X: Float[np.ndarray, 'n m']) -> float:\n    return float(X.sum())",
    )
    invalid = (
        Invalid(
            'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "n m"]:\n    return X.T  # !',
            'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "n m"]:\n    return X',
            Severity.WARNING,
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "n 1"]:\n    return X.mean(axis=1)  # !',
            'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "n 1"]:\n    return X.mean(axis=1).reshape(-1, 1)',
            Severity.ERROR,
        ),
        Invalid('def f() -> Float[np.ndarray, "3 4"]:\n    return np.zeros((3, 5))  # !', severity=Severity.ERROR),
        Invalid(
            'def f() -> Float[np.ndarray, "2 5"]:\n    return np.zeros((5, 2))  # !',
            'def f() -> Float[np.ndarray, "2 5"]:\n    return np.zeros((5, 2)).T',
        ),
        Invalid('def f(n: int) -> Float[np.ndarray, "n 1"]:\n    return np.zeros((1, n, 1))  # !'),
        Invalid(
            'def f(x: Float[np.ndarray, "k"]) -> Float[np.ndarray, "1 k"]:\n    return x * 2  # !',
            'def f(x: Float[np.ndarray, "k"]) -> Float[np.ndarray, "1 k"]:\n    return (x * 2).reshape(1, -1)',
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "n m"]:\n    return X[:, 1:]  # !',
            severity=Severity.ERROR,
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"]) -> Float[np.ndarray, "m m"]:\n    return X @ X.T  # !',
            severity=Severity.WARNING,
        ),
        Invalid(
            'def f(x: Float[np.ndarray, "k 1"]) -> Float[np.ndarray, "k 1"]:\n    if x.any():\n        return x\n'
            "    return x.T  # !",
            'def f(x: Float[np.ndarray, "k 1"]) -> Float[np.ndarray, "k 1"]:\n    if x.any():\n        return x\n'
            "    return x",
        ),
        Invalid(
            'class Model:\n    def f(self, x: Float[np.ndarray, "k 1"]) -> Float[np.ndarray, "k"]:\n'
            "        return x  # !"
        ),
    )
