"""Arrays that do not fit together are joined.

## What it does
Finds `concatenate`, `stack`, `vstack`, `hstack`, `column_stack`, `block`, `append` and `where` on arrays whose ranks or
lengths do not allow it.

## Why is this bad?
NumPy raises an error: along every axis but the joined one, the lengths must be the same.

## Example
```python
np.concatenate([np.ones((2, 3)), np.ones((4, 3))], axis=1)
```

## Use instead
```python
np.concatenate([np.ones((2, 3)), np.ones((4, 3))], axis=0)
```

## References
- [numpy.concatenate](https://numpy.org/doc/stable/reference/generated/numpy.concatenate.html)
"""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.refusals import RefusalRule
from shapeguard.linting.rule import Invalid


class JoinMismatch(RefusalRule):
    """``concatenate`` of ``(2, 3)`` and ``(4, 3)`` along axis 1."""

    code = "SG403"
    name = "join-mismatch"
    kind = Mismatch.JOIN
    advice = "every axis but the joined one needs the same length, and all arrays the same rank"

    valid = (
        "np.concatenate([np.ones((2, 3)), np.ones((4, 3))])",
        "np.hstack([np.ones((2, 3)), np.ones((2, 1))])",
        "np.vstack([np.ones(3), np.ones((2, 3))])",
        "np.stack([np.ones(3), np.zeros(3)])",
        "np.column_stack([np.ones(3), np.ones((3, 2))])",
        "np.append(np.ones(3), np.ones((2, 2)))",
        "np.concatenate([np.ones((2, 3)), np.ones((2, 5))], axis=-1)",
        "def f(parts):\n    return np.concatenate(parts, axis=1)",
        "np.concatenate([np.ones(3), np.ones(4)])",
        "np.block([[np.ones((2, 2)), np.ones((2, 1))], [np.ones((1, 2)), np.ones((1, 1))]])",
    )
    invalid = (
        Invalid("np.concatenate([np.ones((2, 3)), np.ones((2, 4))])  # !", severity=Severity.ERROR),
        Invalid("np.vstack([np.ones((2, 3)), np.ones((2, 4))])  # !"),
        Invalid("np.hstack([np.ones((2, 3)), np.ones((3, 3))])  # !"),
        Invalid("np.stack([np.ones(3), np.ones(4)])  # !"),
        Invalid("np.concatenate([np.ones((2, 3)), np.ones(3)])  # !"),
        Invalid("np.column_stack([np.ones(3), np.ones(4)])  # !"),
        Invalid("np.append(np.ones((2, 3)), np.ones((2, 4)), axis=0)  # !"),
        Invalid("X = np.ones((5, 4))\nnp.hstack([X, np.ones((X.shape[1], 1))])  # !"),
        Invalid("np.concatenate((np.ones((3, 4)), np.ones((2, 4))), axis=1)  # !"),
        Invalid(
            'def f(X: Float[np.ndarray, "n m"]):\n'
            "    return np.concatenate([X, np.ones((X.shape[0] + 1, 1))], axis=1)  # !"
        ),
    )
