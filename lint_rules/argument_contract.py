"""A call passes another shape than the annotation of the parameter declares.

## What it does
Compares the arguments of a call with the jaxtyping annotations of the function: names are bound by the first argument
that has them and hold for all others.

## Why is this bad?
The function will fail inside, or compute something else than it says. Under `@guard` the call raises `ShapeError`.

## Example
```python
def predict(w: Float[np.ndarray, "nx 1"], X: Float[np.ndarray, "nx m"]): ...

predict(np.zeros((4, 1)), np.zeros((10, 4)))
```

## Use instead
```python
predict(np.zeros((4, 1)), np.zeros((10, 4)).T)
```

## Fix safety
Unsafe: a transpose or a reshape changes what is passed.

## References
- [jaxtyping: array annotations](https://docs.kidger.site/jaxtyping/api/array/)
"""

from __future__ import annotations

from shapeguard.inference.facts import ContractBreach
from shapeguard.linting.contract_rule import ContractRule
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid

_F = 'def f(w: Float[np.ndarray, "n 1"], X: Float[np.ndarray, "n m"]):\n    return w.T @ X\n'
_ROW = 'def row(v: Float[np.ndarray, "1 k"]):\n    return v\n'


class ArgumentContract(ContractRule):
    """``(10, 4)`` passed for ``"nx m"`` where ``nx`` is 4."""

    code = "SG502"
    name = "argument-contract"
    role = "argument"

    def subject(self, fact: ContractBreach) -> str:
        return f"the parameter `{fact.name}`"

    valid = (
        _F + "f(np.ones((3, 1)), np.ones((3, 5)))",
        _F + "f(X=np.ones((3, 5)), w=np.ones((3, 1)))",
        _F + "def g(a, b):\n    return f(a, b)",
        _F + 'def g(u: Float[np.ndarray, "p 1"], V: Float[np.ndarray, "p q"]):\n    return f(u, V)',
        _ROW + "row(np.ones((1, 9)))",
        _ROW + "row(np.ones(9).reshape(1, -1))",
        'def h(x: Float[np.ndarray, "..."]):\n    return x\nh(np.ones((2, 3, 4)))',
        'def h(x: Float[np.ndarray, "*b n"]):\n    return x\nh(np.ones((2, 3)))\nh(np.ones(3))',
        'def h(x: Float[np.ndarray, "n n"]):\n    return x\nh(np.eye(3))',
        'def h(x: Float[np.ndarray, "n"], k: int = 3):\n    return x\nh(np.ones(4), 2)',
        'def h(x: Float[np.ndarray, "n"] | None = None):\n    return x\nh(None)\nh(np.ones(3))',
    )
    invalid = (
        Invalid(_F + "f(np.ones((3, 1)), np.ones((5, 3)))  # !", _F + "f(np.ones((3, 1)), np.ones((5, 3)).T)"),
        Invalid(_F + "f(np.ones((4, 1)), np.ones((5, 6)))  # !", severity=Severity.ERROR),
        Invalid(_F + "f(np.ones((4, 2)), np.ones((4, 6)))  # !", severity=Severity.ERROR),
        Invalid(_F + "f(np.ones((2, 4, 1)), np.ones((4, 6)))  # !", severity=Severity.ERROR),
        Invalid(_ROW + "v = np.ones(9)\nrow(v)  # !", _ROW + "v = np.ones(9)\nrow(v.reshape(1, -1))"),
        Invalid(_ROW + "row(np.ones((9, 1)))  # !", _ROW + "row(np.ones((9, 1)).T)"),
        Invalid('def h(x: Float[np.ndarray, "n n"]):\n    return x\nh(np.ones((3, 4)))  # !'),
        Invalid('def h(x: Float[np.ndarray, "n"]):\n    return x\nh(np.ones((3, 4)))  # !'),
        Invalid('def h(x: Float[np.ndarray, "n 3"]):\n    return x\nh(np.ones((3, 4)))  # !'),
        Invalid(
            'class Model:\n    def h(self, x: Float[np.ndarray, "n 2"]):\n        return x\n'
            "Model().h(np.ones((2, 3)))  # !"
        ),
        Invalid(
            _ROW + 'def g(c: Float[np.ndarray, "p 2"]):\n    return row(c.sum(axis=0))  # !',
            _ROW + 'def g(c: Float[np.ndarray, "p 2"]):\n    return row(c.sum(axis=0).reshape(1, -1))',
        ),
    )
