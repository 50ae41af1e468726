"""A new array is computed and thrown away.

## What it does
Finds `a.reshape(5, 1)`, `a.T`, `a.astype(float)` and the like as a statement. The last expression of a notebook cell is
shown and therefore fine, and so is one that stands alone in a `try`.

## Why is this bad?
These return a new array and leave `a` as it is: the statement does nothing, and `a` keeps its old shape.

## Example
```python
y = np.arange(5)
y.reshape(5, 1)
```

## Use instead
```python
y = np.arange(5)
y = y.reshape(5, 1)
```

## Fix safety
Unsafe: the name is bound to the new array.

## References
- [numpy.ndarray.reshape](https://numpy.org/doc/stable/reference/generated/numpy.ndarray.reshape.html)
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Discarded, Fact
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst


class DiscardedResult(Rule[Discarded]):
    """``a.reshape(5, 1)`` as a statement."""

    code = "SG412"
    name = "discarded-result"
    facts: ClassVar[tuple[type[Fact], ...]] = (Discarded,)

    def suspects(self, fact: Discarded) -> bool:
        statement = fact.node.value if isinstance(fact.node, ast.Expr) else fact.node
        positional = statement.args if isinstance(statement, ast.Call) else []
        return not (fact.what == "clip" and len(positional) > 2)

    def judge(self, fact: Discarded, node: libcst.CSTNode) -> Judgement | None:
        target = quote(fact.operand.node)
        return Judgement(
            Severity.WARNING,
            f"{quote(node)}: `{fact.what}` returns a new array, and {target} stays {fact.operand.array.shape}",
            "assign the result, or remove the statement",
        )

    def repair(self, fact: Discarded, node: libcst.CSTNode) -> Replacement | None:
        import libcst as cst

        if not isinstance(node, cst.Expr) or not isinstance(fact.operand.node, ast.Name):
            return None
        target = cst.AssignTarget(cst.Name(fact.operand.node.id))
        return Replacement("unsafe", "assign the result", node, cst.Assign([target], node.value, node.semicolon))

    valid = (
        "a = np.ones(6)\na = a.reshape(6, 1)",
        "a = np.ones(6)\nprint(a.T)",
        "a = np.ones(6)\na.sort()",
        "a = np.ones(6)\na.fill(0.0)",
        "a = np.ones(6)\na.clip(0, 1, a)",
        "a = np.ones(6)\na.resize(3, 2)",
        "def f(a: Float[np.ndarray, 'n m']):\n    return a.T",
        "a = np.ones(6)\ntry:\n    a.reshape(4, 2)\nexcept ValueError:\n    pass",
        "def f(a):\n    a.reshape(2, 3)",
        "a = [3, 1, 2]\na.sort()",
        "a = np.ones((2, 3))\nassert a.T.shape == (3, 2)",
        "rng = np.random.default_rng(0)\na = np.ones(3)\nrng.shuffle(a)",
    )
    invalid = (
        Invalid(
            "a = np.ones(6)\na.reshape(6, 1)  # !\nprint(a)",
            "a = np.ones(6)\na = a.reshape(6, 1)\nprint(a)",
            Severity.WARNING,
        ),
        Invalid("a = np.ones((2, 3))\na.T  # !\nprint(a)", "a = np.ones((2, 3))\na = a.T\nprint(a)"),
        Invalid("a = np.ones(6)\na.astype(int)  # !\nprint(a)", "a = np.ones(6)\na = a.astype(int)\nprint(a)"),
        Invalid("a = np.ones((2, 3))\na.flatten()  # !\nprint(a)", "a = np.ones((2, 3))\na = a.flatten()\nprint(a)"),
        Invalid(
            "a = np.ones((2, 3))\na.transpose()  # !\nprint(a)", "a = np.ones((2, 3))\na = a.transpose()\nprint(a)"
        ),
        Invalid("a = np.ones((2, 3))\na.ravel()  # !\nprint(a)", "a = np.ones((2, 3))\na = a.ravel()\nprint(a)"),
        Invalid("a = np.ones((2, 1))\na.squeeze()  # !\nprint(a)", "a = np.ones((2, 1))\na = a.squeeze()\nprint(a)"),
        Invalid(
            "a = np.ones((2, 3))\nnp.reshape(a, (3, 2))  # !\nprint(a)",
            "a = np.ones((2, 3))\na = np.reshape(a, (3, 2))\nprint(a)",
        ),
        Invalid(
            "a = np.ones((2, 3))\nnp.transpose(a)  # !\nprint(a)", "a = np.ones((2, 3))\na = np.transpose(a)\nprint(a)"
        ),
        Invalid(
            'def f(a: Float[np.ndarray, "n m"]):\n    a.T  # !\n    return a',
            'def f(a: Float[np.ndarray, "n m"]):\n    a = a.T\n    return a',
        ),
    )
