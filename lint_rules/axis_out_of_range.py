"""An axis that the array does not have.

## What it does
Finds reductions, joins, transposes and the like along an axis that does not exist.

## Why is this bad?
NumPy raises `AxisError`. Where the array was to have two axes and has one, the axis was lost before.

## Example
```python
losses = np.ones(5)
losses.sum(axis=1)
```

## Use instead
```python
losses.sum(axis=0)
```

## References
- [numpy.exceptions.AxisError](https://numpy.org/doc/stable/reference/generated/numpy.exceptions.AxisError.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeguard.inference.facts import Mismatch
from shapeguard.linting.finding import Severity
from shapeguard.linting.refusals import RefusalRule
from shapeguard.linting.rule import Invalid

if TYPE_CHECKING:
    import libcst


class AxisOutOfRange(RefusalRule):
    """``np.ones(5).sum(axis=1)``."""

    code = "SG405"
    name = "axis-out-of-range"
    kind = Mismatch.AXIS
    advice = "axes are counted from 0; a reduction without keepdims=True removes its axis"

    def advise(self, node: libcst.CSTNode) -> str:
        from shapeguard.linting.expression_edits import function_name

        return "name every axis once" if function_name(node) == "transpose" else self.advice

    valid = (
        "np.ones((3, 4)).sum(axis=1)",
        "np.ones((3, 4)).sum(axis=-2)",
        "np.ones(3).mean(axis=0)",
        "np.ones((2, 3, 4)).max(axis=(0, 2))",
        "np.ones((3, 4)).sum(axis=1, keepdims=True).sum(axis=1)",
        "np.expand_dims(np.ones(3), axis=1)",
        "np.ones((2, 3, 4)).transpose(2, 0, 1)",
        "np.swapaxes(np.ones((3, 4)), 0, 1)",
        "def f(x):\n    return x.sum(axis=5)",
        "def f(x, axis):\n    return np.ones((3, 4)).sum(axis=axis)",
        "np.cumsum(np.ones((3, 4)))",
    )
    invalid = (
        Invalid("np.ones(4).mean(axis=1)  # !", severity=Severity.ERROR),
        Invalid("np.ones((3, 4)).sum(axis=2)  # !", severity=Severity.ERROR),
        Invalid("np.max(np.ones((3, 4)), axis=-3)  # !"),
        Invalid("np.ones((3, 4)).sum(axis=0).sum(axis=1)  # !"),
        Invalid("np.sum(np.ones((3, 4)), axis=(0, 2))  # !"),
        Invalid("np.concatenate([np.ones(3), np.ones(3)], axis=1)  # !"),
        Invalid("np.swapaxes(np.ones((3, 4)), 0, 2)  # !"),
        Invalid("np.expand_dims(np.ones(3), axis=3)  # !"),
        Invalid("np.cumsum(np.ones(3), axis=1)  # !"),
        Invalid('def f(v: Float[np.ndarray, "n"]):\n    return v.argmax(axis=1)  # !'),
        Invalid("def f(x):\n    return x.sum(axis=1)  # !\nf(np.ones(3))"),
    )
