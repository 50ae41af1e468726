"""A new array is computed and thrown away.

## What it does
Finds `a.reshape(5, 1)`, `a.T`, `np.sort(a)`, `np.append(a, 1)`, `np.allclose(a, b)` as a statement: every function of
NumPy, and every method of an array, that changes nothing and returns something new. What draws random numbers, reads a
file or converts is not meant, nor a call with `out=`.

The last expression of a notebook cell is shown and therefore fine, also where `# %%` divides a script. So is a call
that is made to see whether it works or how long it takes: in a `try`, in a `with` other than `with open(...)`, in a
test or benchmark or a folder of such (but for `np.append`, `np.insert` and `np.delete`), beside a clock, in a loop of
equal turns, as all that a function does that can be called without arguments, or four in a row.

## Why is this bad?
These return something new and leave `a` as it is: the statement does nothing, and `a` keeps its old shape and values.

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
Unsafe: the name is bound to the new array. Offered where that is another version of the old one, and where the function
binds the name already.

## References
- [numpy.ndarray.reshape](https://numpy.org/doc/stable/reference/generated/numpy.ndarray.reshape.html)
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Discarded, Fact
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete


_VERSIONS = """
    reshape astype transpose flatten ravel squeeze swapaxes round around clip conj conjugate repeat T mT append insert
    delete tile expand_dims sort sort_complex partition flip fliplr flipud roll rot90 rollaxis moveaxis permute_dims
    matrix_transpose abs absolute fabs negative sqrt square cbrt exp exp2 expm1 log log10 log1p log2 floor ceil trunc
    rint fix sin cos tan tanh deg2rad rad2deg degrees radians reciprocal invert logical_not nan_to_num cumsum cumprod
    pad resize trim_zeros tril triu unwrap real_if_close atleast_1d atleast_2d atleast_3d
"""
_ANOTHER_VERSION = frozenset(_VERSIONS.split())
"""What returns another version of its argument, so that its name may be meant to be bound to that."""


class DiscardedResult(Rule[Discarded]):
    """``a.reshape(5, 1)`` as a statement."""

    code = "SG412"
    name = "discarded-result"
    facts: ClassVar[tuple[type[Fact], ...]] = (Discarded,)

    def suspects(self, fact: Discarded) -> bool:
        return True

    def judge(self, fact: Discarded, node: libcst.CSTNode) -> Judgement | None:
        result = "a result, which is thrown away"
        if fact.what in _ANOTHER_VERSION and isinstance(fact.operand.node, ast.Name | ast.Attribute | ast.Subscript):
            shape = fact.operand.array.shape
            stays = "as it is" if shape.rank is None else str(shape)
            result = f"a new array, and {quote(fact.operand.node)} stays {stays}"
        return Judgement(
            Severity.WARNING,
            f"{quote(node)}: `{fact.what}` returns {result}",
            "assign the result, or remove the statement",
        )

    def mend(self, fact: Discarded, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.uses import bound_in

        name, node = fact.operand.node, concrete.node
        if not isinstance(node, cst.Expr) or not isinstance(name, ast.Name) or fact.what not in _ANOTHER_VERSION:
            return ()
        if fact.function and name.id not in bound_in(concrete.around()):
            return ()
        assign = cst.Assign([cst.AssignTarget(cst.Name(name.id))], node.value, node.semicolon)
        return (Replacement("unsafe", "assign the result", node, assign),)

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
        "a = np.ones(6)\nnp.abs(a, a)\nnp.clip(a, 0, 1, out=a)\nnp.nan_to_num(a, copy=False)\nprint(a)",
        "a = np.ones(6)\nnp.random.permutation(a)\nnp.asarray(a)\nnp.fill_diagonal(np.eye(3), a[0])",
        "def test_it():\n    np.sort(np.ones(6))\n    np.linalg.inv(np.eye(3))",
        "import time\na = np.ones(6)\nstart = time.perf_counter()\nnp.sort(a)\nprint(time.perf_counter() - start)",
        "import pytest\ndef f(a):\n    with pytest.raises(ValueError):\n        np.sort(a)\n    return a",
        "def f(a):\n    for _ in range(100):\n        np.sort(a)\n    return a",
        "def f(A):\n    try:\n        np.linalg.cholesky(A)\n    except np.linalg.LinAlgError:\n        return 0",
        "def f(a, sort):\n    sort(a)\n    a.copy()\n    return a",
        "np.zeros(3, 1)",
        "a = np.ones(6)\na.copy()\na.sum()\nnp.zeros(3)\na.T",
        "def work():\n    np.sort(np.ones(6))",
    )
    invalid = (
        Invalid("a = np.ones(6)\ndef f():\n    np.append(a, 1)  # !\n    print(a)"),
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
        Invalid("a = np.ones(6)\nnp.sort(a)  # !\nprint(a)", "a = np.ones(6)\na = np.sort(a)\nprint(a)"),
        Invalid("def f(M):\n    np.sort(M)  # !\n    return M", "def f(M):\n    M = np.sort(M)\n    return M"),
        Invalid("a = np.ones(6)\nnp.append(a, 1)  # !\nprint(a)", "a = np.ones(6)\na = np.append(a, 1)\nprint(a)"),
        Invalid("a = np.ones(6)\nnp.clip(a, 0, 1)  # !\nprint(a)", "a = np.ones(6)\na = np.clip(a, 0, 1)\nprint(a)"),
        Invalid(
            "import numpy as np\nfrom numpy import abs as size\na = np.ones(6)\nsize(a)  # !\nprint(a)",
            "import numpy as np\nfrom numpy import abs as size\na = np.ones(6)\na = size(a)\nprint(a)",
        ),
        Invalid("a = np.ones(6)\na.copy()  # !\na.sum()  # !\nprint(a)\nnp.zeros(3)  # !\nnp.allclose(a, a + 1)  # !"),
    )
