"""What it does: flags the creation of a vector of more than a hundred million elements.

## Why is this bad?

It takes 800 MB and more.

## Example

```python
table = np.zeros(1_000_000_000)
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeguard.inference.facts import Creation
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Rule

if TYPE_CHECKING:
    import libcst

LIMIT = 100_000_000


class HugeArray(Rule[Creation]):
    """Flags a vector of known size above the limit."""

    code = "EX001"
    name = "huge-array"
    facts = (Creation,)
    valid = ("import numpy as np\ntable = np.zeros(1000)\n", "import numpy as np\ntable = np.zeros(n)\n")
    invalid = (Invalid("import numpy as np\ntable = np.zeros(1_000_000_000)  # !\n"),)

    def suspects(self, fact: Creation) -> bool:
        """Count the elements."""
        count = fact.array.shape.element_count
        return count is not None and count.value is not None and count.value > LIMIT

    def judge(self, fact: Creation, node: libcst.CSTNode) -> Judgement | None:
        """Every suspect is one."""
        message = f"{fact.array.shape} has {fact.array.shape.element_count} elements"
        return Judgement(Severity.WARNING, message, "use a memory map or a smaller dtype")
