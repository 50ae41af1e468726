"""What is known of an expression, on request.

## What it does
Reports the shape of `x` wherever the code says `reveal_shape(x)`, as `reveal_type` does for type checkers.
`from shapeguard import reveal_shape` gives the function at run time, where it returns `x`.

## Why is this bad?
It is not: a question is answered. The finding is a note and does not change the exit code.

## Example
```python
Z = reveal_shape(w.T @ X)       # note: `w.T @ X` has shape (1, m)
```

## Use instead
Remove the call once the question is answered.

## References
- [mypy: reveal_type](https://mypy.readthedocs.io/en/stable/common_issues.html#displaying-the-type-of-an-expression)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, Revealed
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst


class Reveal(Rule[Revealed]):
    """``reveal_shape(x)``."""

    code = "SG902"
    name = "reveal"
    facts: ClassVar[tuple[type[Fact], ...]] = (Revealed,)

    def suspects(self, fact: Revealed) -> bool:
        return True

    def judge(self, fact: Revealed, node: libcst.CSTNode) -> Judgement | None:
        return Judgement(Severity.NOTE, f"{quote(node)}: {fact.text}")

    valid = (
        "np.ones(3)",
        "reveal_type(np.ones(3))",
        "print(np.ones(3).shape)",
        "def reveal_the_shape(x):\n    return x\nreveal_the_shape(np.ones(3))",
        "shape = 'reveal_shape(x)'",
        "# reveal_shape(x)",
        "x = np.ones(3)\nx.reveal_shape",
        "import inspect\ninspect.signature(len)",
        "np.shape(np.ones(3))",
        "reveal = np.ones(3)",
    )
    invalid = (
        Invalid("reveal_shape(np.ones((3, 4)))  # !", severity=Severity.NOTE),
        Invalid("x = np.ones(3)\nreveal_shape(x)  # !"),
        Invalid("from shapeguard import reveal_shape\nimport numpy as np\nreveal_shape(np.ones(3))  # !"),
        Invalid("y = reveal_shape(np.ones(3)) + 1  # !"),
        Invalid("def f(x):\n    return reveal_shape(x)  # !"),
        Invalid('def f(X: Float[np.ndarray, "n m"]):\n    reveal_shape(X.T)  # !'),
        Invalid("n = 5\nreveal_shape(n)  # !"),
        Invalid("reveal_shape([1, 2, 3])  # !"),
        Invalid("reveal_shape(np.ones(3).sum())  # !"),
        Invalid("import shapeguard\nimport numpy as np\nshapeguard.reveal_shape(np.ones(3))  # !"),
    )
