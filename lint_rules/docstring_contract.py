"""A numpydoc docstring says another shape than the code.

## What it does
Compares `of shape (n_samples, n_features)` in the Parameters of a numpydoc docstring with what calls pass,
for parameters that are not bound anew and phrases without "or" and "array-like", and in the Returns with what is
returned.

## Why is this bad?
Readers and callers believe the docstring. Nothing that rests on one is ever more than a warning, for prose may
be wrong.

## Example
```python
def scale(X):
    \"\"\"Scale.

Parameters
----------
    X : ndarray of shape (n_samples, n_features)
    \"\"\"
    ...

scale(np.ones(5))
```

## Use instead
Say in the docstring what the code does, or write the shape as an annotation, which is checked.

## Fix safety
Unsafe: a transpose or a reshape changes what is passed.

## References
- [numpydoc: Parameters](https://numpydoc.readthedocs.io/en/latest/format.html#parameters)
"""

from __future__ import annotations

from shapeguard.inference.facts import ContractBreach
from shapeguard.linting.contract_rule import ContractRule
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid


def _doc(phrase: str, body: str) -> str:
    return f'def f(X):\n    """Do.\n\n    Parameters\n    ----------\n    X : {phrase}\n    """\n    {body}\n'


def _returns(phrase: str, body: str) -> str:
    return f'def f(n):\n    """Do.\n\n    Returns\n    -------\n    out : {phrase}\n    """\n    {body}\n'


class DocstringContract(ContractRule):
    """``of shape (n, d)`` and ``n, d, c = X.shape``."""

    code = "SG505"
    name = "docstring-contract"
    role = "docstring"

    def severity(self, fact: ContractBreach) -> Severity:
        return Severity.WARNING

    def subject(self, fact: ContractBreach) -> str:
        return fact.name if " " in fact.name else f"`{fact.name}`"

    valid = (
        _doc("ndarray of shape (n, d)", "n, d = X.shape\n    return n"),
        _doc("ndarray of shape (3, 4)", "return X") + "f(np.ones((3, 4)))",
        _doc("ndarray of shape (n,) or (n, d)", "return X") + "f(np.ones((3, 4)))",
        _doc("array-like of shape (n,)", "return X") + "f(np.ones((3, 4)))",
        _doc("ndarray of shape (n,)", "X = np.atleast_2d(X)\n    return X") + "f(np.ones((3, 4)))",
        _doc("ndarray", "return X") + "f(np.ones(3))",
        _doc("ndarray of shape (n, n)", "return X") + "f(np.eye(3))",
        _returns("ndarray of shape (n, 1)", "return np.zeros((n, 1))"),
        _returns("ndarray of shape (3, 4)", "return np.zeros((3, 4))"),
        _returns("ndarray of shape (n, 2)", "return np.array([])"),
        _returns("float", "return 0.5"),
    )
    invalid = (
        Invalid(_returns("ndarray of shape (n, 1)", "return np.zeros(3)  # !"), severity=Severity.WARNING),
        Invalid(_returns("ndarray of shape (3, 4)", "return np.zeros((4, 3)).T + np.ones((2, 3, 4))  # !")),
        Invalid(
            _returns("ndarray of shape (3, 4)", "return np.zeros((4, 3))  # !"),
            _returns("ndarray of shape (3, 4)", "return np.zeros((4, 3)).T"),
        ),
        Invalid(_doc("ndarray of shape (n, d)", "return X") + "f(np.ones(3))  # !", severity=Severity.WARNING),
        Invalid(_doc("ndarray of shape (n,)", "return X") + "f(np.ones((3, 4)))  # !"),
        Invalid(_doc("ndarray of shape (n, 2)", "return X") + "f(np.ones((3, 4)))  # !"),
        Invalid(_doc("ndarray of shape (n, n)", "return X") + "f(np.ones((3, 4)))  # !"),
        Invalid(_doc("ndarray, shape (n, 5)", "return X") + "f(np.ones((3, 4)))  # !"),
        Invalid(_doc("ndarray of shape (2, n, 5)", "return X") + "f(np.ones((3, 4)))  # !"),
        Invalid(_doc("ndarray of shape (3,)", "return X") + "def g():\n    return f(np.ones(4))  # !"),
        Invalid(_doc("ndarray of shape (n, 1)", "return X") + "f(X=np.ones((1, 3, 1)))  # !"),
        Invalid(_doc("ndarray of shape (k, k, 3)", "return X") + "f(np.ones((8, 9, 3)))  # !"),
        Invalid(
            _doc("ndarray of shape (4, 2)", "return X") + "f(np.ones((2, 4)))  # !",
            _doc("ndarray of shape (4, 2)", "return X") + "f(np.ones((2, 4)).T)",
        ),
    )
