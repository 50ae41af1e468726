"""A Python loop walks along an axis of an array.

## What it does
Finds loops, comprehensions, `map` and `np.vectorize` along an array axis whose body is a map, a sum, a product, an
extremum, a running total, a masked update or a count, and shows lines that do the same without a loop. Loops whose
steps depend on each other (training, time recurrences) are left alone.

## Why is this bad?
Every step of a Python loop makes Python objects of array elements. NumPy does the same in compiled code that uses the
vector instructions of the processor: on a million elements `np.dot` is a few hundred times as fast.

## Example
```python
c = 0
for i in range(1000000):
    c += a[i] * b[i]
```

## Use instead
```python
c = 0
c += np.dot(a, b)
```

## Fix safety
Safe where no data tells the lines from the loop: `+ - *`, divisions, comparisons, `abs`, square roots and rounding of
arrays of known dtype, small whole numbers added to integers, counts and questions in one expression. Else it is unsafe,
and the help says why: it adds in another order, may round (powers, `exp`) or treat NaN otherwise (`max`), computes both
branches or in the array's dtype, or writes and reads arrays of the caller, who may pass parts of one. No fix
where memory may be shared, powers overflow, shapes are unproven, a condition guards an index, or a variable is used on.

## References
- [NumPy: What is NumPy? Why is NumPy fast?](https://numpy.org/doc/stable/user/whatisnumpy.html)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from lint_rules.vectorising import is_read_behind, vectorise, vectorise_for_all_calls
from shapeguard.inference.facts import Fact, Loop
from shapeguard.linting.finding import Applicability, Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete

_AB = "a = np.ones(5)\nb = np.ones(5)\n"
_F = "def f(x):\n    return x ** 2\n"
_XY = "X = np.ones((3, 5))\ny = np.ones(5)\n"


class LoopOverSamples(Rule[Loop]):
    """``for i in range(m): c += a[i] * b[i]``."""

    code = "SG301"
    name = "loop-over-samples"
    facts: ClassVar[tuple[type[Fact], ...]] = (Loop,)

    def suspects(self, fact: Loop) -> bool:
        outer = fact.outer
        while outer is not None:
            if vectorise(outer) is not None:
                return False
            outer = outer.outer
        return vectorise_for_all_calls(fact) is not None

    def judge(self, fact: Loop, node: libcst.CSTNode) -> Judgement | None:
        vectorised = vectorise_for_all_calls(fact)
        if vectorised is None:
            return None
        (operand, axis), *_ = fact.arrays
        lines = "; ".join(vectorised.lines)
        return Judgement(
            Severity.WARNING if vectorised.proven else Severity.CONVENTION,
            f"a Python loop along axis {axis} of {quote(operand.node)} {operand.array.shape}; vectorised: `{lines}`",
            vectorised.advice,
        )

    def mend(self, fact: Loop, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.replaced_loops import in_place_of

        vectorised, loop = vectorise(fact), concrete.node
        if vectorised is None or not vectorised.proven:
            return ()
        imports = ("import numpy as np",) if re.search(r"\bnp\.", " ".join(vectorised.lines)) else ()
        safety: Applicability = "safe" if vectorised.is_exact else "unsafe"
        if not isinstance(loop, (cst.For, cst.While)):
            replaced = concrete.counterpart(vectorised.replaced) if vectorised.replaced is not None else None
            if replaced is None:
                return ()
            new = cst.parse_expression(vectorised.lines[0])
            return (Replacement(safety, "compute all elements at once", replaced, new, imports),)
        if any(is_read_behind(concrete.around(), fact.node, name) for name in vectorised.temporaries):
            return ()
        block = in_place_of(loop, vectorised.lines, getattr(fact.node, "col_offset", 0))
        return (Replacement(safety, "vectorise the loop", loop, block, imports),)

    valid = (
        "losses = np.zeros(9)\nw = 1.0\nfor epoch in range(9):\n    w = w - 0.1 * w\n    losses[epoch] = w",
        "x = np.zeros(9)\nx[0] = 1.0\nfor t in range(1, 9):\n    x[t] = 0.5 * x[t - 1] + 1.0",
        _AB + "for i in range(5):\n    print(a[i])",
        _AB + "for i in range(5):\n    if a[i] > 3:\n        break",
        "items = [1.0, 2.0]\ntotal = 0.0\nfor item in items:\n    total += item",
        _AB + "for i in range(5):\n    with open('log') as log:\n        log.write(a[i])",
        _AB + "def f(x):\n    return open(x)\nfor i in range(5):\n    b[i] = f(a[i])",
        _AB + "s = 0.0\nfor i in range(5):\n    s += a[i]\n    b[i] = a[i] / s",
        "def f(a):\n    for x in a:\n        yield x",
        _AB + "c = ' '.join(map(str, a))",
    )
    invalid = (
        Invalid(
            _AB + "c = 0\nfor i in range(5):  # !\n    c += a[i] * b[i]",
            _AB + "c = 0\nc += np.dot(a, b)",
            Severity.WARNING,
        ),
        Invalid(
            _AB + "# squares\nfor i in range(len(a)):  # !\n    b[i] = a[i] * a[i]  # each",
            _AB + "# squares\nb[:] = a * a  # each",
            Severity.WARNING,
        ),
        Invalid(
            _XY + "dw = np.zeros(3)\nfor i in range(X.shape[1]):  # !\n    dw += X[:, i] * y[i]",
            _XY + "dw = np.zeros(3)\ndw += np.dot(X, y)",
        ),
        Invalid(
            _XY + "J = 0.0\nfor x, t in zip(X.T, y):  # !\n    J += (x[0] - t) ** 2",
            _XY + "J = 0.0\nJ += np.sum((X[0] - y) ** 2)",
        ),
        Invalid(_AB + "for i, v in enumerate(a):  # !\n    b[i] = np.exp(v)", _AB + "b[:] = np.exp(a)"),
        Invalid(
            _AB + "n = 0\nfor v in a:  # !\n    if v > 0.5:\n        n += 1",
            _AB + "n = 0\nn += int(np.count_nonzero(a > 0.5))",
        ),
        Invalid(
            _AB + "M = np.eye(5)\nfor i in range(5):  # !\n    for j in range(5):\n        M[i, j] = a[i] * b[j]",
            _AB + "M = np.eye(5)\nM[:] = np.outer(a, b)",
        ),
        Invalid(_AB + "c = np.array([x * 2 for x in a])  # !", _AB + "c = a * 2"),
        Invalid(_AB + "c = sum(x * y for x, y in zip(a, b))  # !", _AB + "c = np.sum(a * b)"),
        Invalid(_AB + "c = [x * 2 for x in a]  # !", _AB + "c = list(a * 2)"),
        Invalid(_AB + "c = sum(1 for x in a if x > 1)  # !", _AB + "c = int(np.count_nonzero(a > 1))"),
        Invalid(_F + _AB + "c = np.vectorize(f)(a)  # !", _F + _AB + "c = f(a)"),
        Invalid(
            "def relu(a: Float[np.ndarray, 'k']):\n    for i in range(a.shape[0]):  # !\n        if a[i] < 0:\n"
            "            a[i] = 0\n    return a",
            "def relu(a: Float[np.ndarray, 'k']):\n    a[a < 0] = 0\n    return a",
        ),
        Invalid(_AB + "t = 0.0\nfor i in range(5):  # !\n    z = a[i] + b[i]\n    t += z\nprint(z)"),
    )
