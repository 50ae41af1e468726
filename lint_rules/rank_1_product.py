"""A product of rank-1 arrays is written like an outer product and is a number.

## What it does
Finds `np.dot(a, b.T)`, `a @ b.T` and the like where both arrays have rank 1 and only the right one is transposed.
A warning for an array and its own transpose, a convention for two arrays, whose number is often meant.

## Why is this bad?
With columns, `a @ a.T` is an `(n, n)` matrix. With rank 1 the transpose does nothing and the product is a single
number, with which the program goes on.

## Example
```python
a = np.random.randn(5)
np.dot(a, a.T)            # a number
```

## Use instead
```python
a = np.random.randn(5, 1)
np.dot(a, a.T)            # (5, 5)
```
or `np.outer(a, a)`; where the number is meant, `np.dot(a, a)`.

## Fix safety
Unsafe: the number becomes a matrix.

## References
- [numpy.outer](https://numpy.org/doc/stable/reference/generated/numpy.outer.html)
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, Product
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import quote
from shapeguard.shapes import Shape, Verdict

if TYPE_CHECKING:
    import libcst


class RankOneProduct(Rule[Product]):
    """``a @ a.T`` of rank-1 arrays."""

    code = "SG103"
    name = "rank-1-product"
    facts: ClassVar[tuple[type[Fact], ...]] = (Product,)

    def suspects(self, fact: Product) -> bool:
        left, right = fact.operands
        both = all(shape.rank == 1 for shape in fact.outcome.operands)
        fits = fact.outcome.verdict is not Verdict.DIFFER
        return both and fits and _untransposed(right.node) is not None and _untransposed(left.node) is None

    def is_convention(self, fact: Product) -> bool:
        left, right = fact.operands
        bare = _untransposed(right.node)
        return bare is None or ast.dump(bare) != ast.dump(left.node)

    def judge(self, fact: Product, node: libcst.CSTNode) -> Judgement | None:
        left, right = fact.outcome.operands
        outer = Shape((*left.dims, *right.dims))
        return Judgement(
            Severity.CONVENTION if self.is_convention(fact) else Severity.WARNING,
            f"{quote(node)} of {left} and {right} is a number: the transpose of a rank-1 array does nothing",
            f"np.outer gives the {outer} matrix; leave out `.T` if the number is meant",
        )

    def repair(self, fact: Product, node: libcst.CSTNode) -> Replacement | None:
        import libcst as cst

        left, right = fact.operands
        bare = _untransposed(right.node)
        if bare is None:
            return None
        outer = cst.parse_expression(f"np.outer({ast.unparse(left.node)}, {ast.unparse(bare)})")
        return Replacement("unsafe", "write the outer product", node, outer, ("import numpy as np",))

    valid = (
        "a = np.ones((5, 1))\nnp.dot(a, a.T)",
        "a = np.ones(5)\nnp.dot(a, a)",
        "a = np.ones(5)\nb = np.ones(5)\nb.T @ a",
        "a = np.ones(5)\na.T @ a.T",
        "a = np.ones(5)\nnp.outer(a, a)",
        "A = np.ones((5, 3))\nA @ A.T",
        "a = np.ones(3)\nnp.dot(a, np.ones((5, 3)).T)",
        'def f(a: Float[np.ndarray, "n 1"]):\n    return a @ a.T',
        'def f(a: Float[np.ndarray, "n"], b: Float[np.ndarray, "n"]):\n    return a @ b',
        "def f(a):\n    return a @ a.T",
    )
    invalid = (
        Invalid("a = np.ones(5)\ng = a.dot(a.T)  # !", "a = np.ones(5)\ng = np.outer(a, a)", Severity.WARNING),
        Invalid("a = np.zeros(3)\ng = np.dot(a, a.T)  # !", "a = np.zeros(3)\ng = np.outer(a, a)"),
        Invalid(
            "a = np.arange(4)\nb = np.ones(4)\ng = a @ b.T  # !",
            "a = np.arange(4)\nb = np.ones(4)\ng = np.outer(a, b)",
            Severity.CONVENTION,
        ),
        Invalid("a = np.ones(4)\ng = np.matmul(a, a.T)  # !", "a = np.ones(4)\ng = np.outer(a, a)"),
        Invalid("a = np.ones(4)\ng = np.matmul(a, np.transpose(a))  # !", "a = np.ones(4)\ng = np.outer(a, a)"),
        Invalid("a = np.ones(4)\ng = a @ a.transpose()  # !", "a = np.ones(4)\ng = np.outer(a, a)"),
        Invalid("a = np.ones(4)\ng = 2 * (a @ a.T)  # !", "a = np.ones(4)\ng = 2 * np.outer(a, a)"),
        Invalid(
            'def f(v: Float[np.ndarray, "n"]):\n    return v @ v.T  # !',
            'def f(v: Float[np.ndarray, "n"]):\n    return np.outer(v, v)',
        ),
        Invalid(
            "X = np.ones((3, 4))\nm = X.mean(axis=0)\nC = m @ m.T  # !",
            "X = np.ones((3, 4))\nm = X.mean(axis=0)\nC = np.outer(m, m)",
        ),
        Invalid("a = np.ones(4)\ng = np.inner(a + 1, a.T)  # !", "a = np.ones(4)\ng = np.outer(a + 1, a)"),
    )


def _untransposed(node: ast.expr) -> ast.expr | None:
    """What a transpose is taken of, or None where the expression is none."""
    match node:
        case ast.Attribute(value=value, attr="T"):
            return value
        case ast.Call(func=ast.Attribute(attr="transpose"), args=[value]):
            return value
        case ast.Call(func=ast.Attribute(value=value, attr="transpose"), args=[]):
            return value
    return None
