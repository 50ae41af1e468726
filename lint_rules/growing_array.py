"""An array grows in a loop, and is copied whole at every step.

## What it does
Finds `a = np.append(a, ...)`, `insert`, `vstack`, `hstack`, `column_stack`, `row_stack`, `dstack`, `concatenate`,
`block`, `np.r_` and `np.c_` of an array with itself in a loop of more than a few steps, also of `self.a` and of
`results["a"]`, and where the first step begins it (`if a is None: a = x`). Not where it happens once or doubles `a`.

## Why is this bad?
NumPy arrays do not grow: every step copies all that is there, so `n` steps copy `n**2 / 2` elements. A list grows for
free, and one `concatenate` at the end makes the array.

## Example
```python
losses = np.array([])
for epoch in range(epochs):
    losses = np.append(losses, step())
```

## Use instead
```python
losses = []
for epoch in range(epochs):
    losses.append(step())
losses = np.array(losses)
```

## Fix safety
Unsafe: should the loop end with an error that no `try` catches, the array has not grown. Offered where the loop uses
the array for nothing else, and a loop without steps leaves it the same; a part that is not surely new is copied.

## References
- [numpy.append](https://numpy.org/doc/stable/reference/generated/numpy.append.html)
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from lint_rules.vectorising.growing import list_joined_once, only_grows
from lint_rules.vectorising.repeated import grows_often
from shapeguard.inference.facts import Fact, Growth
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Nodes, Replacement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete


_A_FEW = 4  # a loop of so few steps is not worth a list


class GrowingArray(Rule[Growth]):
    """``a = np.append(a, x)`` in a loop."""

    code = "SG302"
    name = "growing-array"
    facts: ClassVar[tuple[type[Fact], ...]] = (Growth,)

    def suspects(self, fact: Growth) -> bool:
        is_long = fact.counts.value is None or fact.counts.value > _A_FEW
        return is_long and only_grows(fact) and grows_often(fact)

    def reach(self, fact: Growth) -> Nodes:
        return (fact.loop,)

    def judge(self, fact: Growth, node: libcst.CSTNode) -> Judgement | None:
        return Judgement(
            Severity.WARNING,
            f"{quote(node)} copies all of `{fact.target}` at every step of the loop",
            "append to a list in the loop and join once behind it",
        )

    def mend(self, fact: Growth, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        loop, assign = concrete.counterpart(fact.loop), concrete.node
        if not isinstance(loop, (cst.For, cst.While)) or not isinstance(assign, cst.Assign):
            return ()
        parts = f"{fact.target}_parts"
        joining = list_joined_once(fact, ast.parse(concrete.around()), parts)
        if joining is None:
            return ()
        start, grown, end = (cst.parse_statement(line) for line in joining)
        assert isinstance(start, cst.SimpleStatementLine) and isinstance(grown, cst.SimpleStatementLine)
        new = loop.deep_replace(assign, grown.body[0])
        assert isinstance(new, (cst.For, cst.While))
        start = start.with_changes(leading_lines=loop.leading_lines)
        block = cst.FlattenSentinel([start, new.with_changes(leading_lines=[]), end])
        return (Replacement("unsafe", "append to a list", loop, block),)

    valid = (
        "parts = []\nfor k in range(5):\n    parts.append(np.ones(3))\na = np.concatenate(parts)",
        "a = np.zeros(5)\nfor k in range(5):\n    a[k] = k",
        "for k in range(5):\n    a = np.append(np.ones(3), k)",
        "a = np.append(np.ones(3), 4.0)",
        "rows = [np.ones(3) for k in range(4)]\nA = np.vstack(rows)",
        "a = []\nfor k in range(3):\n    a = a + [k]",
        "def f(A, xs):\n    for x in xs:\n        if x:\n            A = np.ones(3)\n        A = np.append(A, x)",
        "for path in ('a', 'b'):\n    X = np.loadtxt(path)\n    X = np.hstack([np.ones((len(X), 1)), X])",
        "a = np.zeros(0)\nfor k in range(3):\n    a = np.append(a, k)",
        "A = np.ones((3, 1))\nfor power in (2, 3):\n    A = np.c_[A, A[:, :1] ** power]",
        "def f(n):\n    a = np.ones(1)\n    while a.size < n:\n        a = np.concatenate((a, a))",
    )
    invalid = (
        Invalid(
            "a = np.array([])\nfor k in range(5):\n    a = np.append(a, k)  # !",
            "a = np.array([])\na_parts = [np.ravel(a)]\nfor k in range(5):\n    a_parts.append(np.ravel(k))\n"
            "a = np.concatenate(a_parts)",
            Severity.WARNING,
        ),
        Invalid(
            "A = np.zeros((0, 3))\n# rows\nfor k in range(5):\n    row = np.ones((1, 3)) * k  # one\n"
            "    A = np.vstack((A, row))  # !",
            "A = np.zeros((0, 3))\n# rows\nA_parts = [A]\nfor k in range(5):\n    row = np.ones((1, 3)) * k  # one\n"
            "    A_parts.append(row)\nA = np.vstack(A_parts)",
        ),
        Invalid(
            "A = np.zeros((3, 0))\nfor k in range(5):\n    A = np.concatenate([A, np.ones((3, 1))], axis=1)  # !",
            "A = np.zeros((3, 0))\nA_parts = [A]\nfor k in range(5):\n    A_parts.append(np.ones((3, 1)))\n"
            "A = np.concatenate(A_parts, axis=1)",
        ),
        Invalid(
            "def f(xs):\n    a = np.zeros(0)\n    for x in xs:\n        a = np.append(a, x)  # !\n    return a",
            "def f(xs):\n    a = np.zeros(0)\n    a_parts = [np.ravel(a)]\n    for x in xs:\n"
            "        a_parts.append(np.array(x).ravel())\n    a = np.concatenate(a_parts)\n    return a",
        ),
        Invalid(
            "a = np.zeros(1)\nfor k in range(9):\n    a = np.r_[a, k]  # !",
            "a = np.zeros(1)\na_parts = [a]\nfor k in range(9):\n    a_parts.append(k)\na = np.r_[tuple(a_parts)]",
        ),
        Invalid("a = np.zeros(1)\nwhile a.size < 9:\n    a = np.append(a, 1.0)  # !"),
        Invalid("a = np.zeros(1)\nfor k in range(5):\n    a = np.append(a, a[-1] + k)  # !"),
        Invalid("a = np.zeros(1)\nfor k in range(5):\n    a = np.concatenate([np.ones(1), a])  # !"),
        Invalid(
            "A = np.zeros((0, 2))\nfor k in range(5):\n    A = np.append(A, [[k, k]], axis=0)  # !",
            "A = np.zeros((0, 2))\nA_parts = [A]\nfor k in range(5):\n    A_parts.append([[k, k]])\n"
            "A = np.concatenate(A_parts, axis=0)",
        ),
        Invalid("a = np.zeros(0)\nfor k in range(5):\n    if k > 2:\n        a = np.append(a, k * a.size)  # !"),
        Invalid(
            "def f(xs):\n    A = None\n    for x in xs:\n        if A is None:\n            A = np.atleast_2d(x)\n"
            "        else:\n            A = np.vstack((A, x))  # !\n    return A"
        ),
        Invalid(
            "from numpy import vstack\nclass C:\n    def f(self, xs):\n        self.A = np.zeros((0, 3))\n"
            "        for x in xs:\n            self.A = vstack([self.A, x])  # !"
        ),
        Invalid(
            "A = np.zeros((0, 2))\nrow = np.zeros(2)\nfor k in range(9):\n    row[0] = k\n"
            "    A = np.vstack((A, row))  # !",
            "A = np.zeros((0, 2))\nrow = np.zeros(2)\nA_parts = [A]\nfor k in range(9):\n    row[0] = k\n"
            "    A_parts.append(np.array(row))\nA = np.vstack(A_parts)",
        ),
        Invalid("def f(n):\n    a = np.ones(3)\n    for k in range(n):\n        a = np.vstack((a, np.ones(3)))  # !"),
    )
