"""A Fixit rule: ``enable = ["shapeguard.linting.adapters.fixit:Shapes"]`` in Fixit's configuration.

Fixit's own ``# lint-ignore`` does not reach these findings, which it sees at the module; ``# noqa`` and
``# shapeguard: ignore[...]`` do.
"""

from __future__ import annotations

from typing import ClassVar

import libcst
from fixit import Invalid, LintRule, Valid
from libcst.metadata import CodePosition, CodeRange

from shapeguard.linting import check


class Shapes(LintRule):
    """Shapes of NumPy arrays, by shapeguard's rules."""

    VALID: ClassVar[list[str | Valid]] = [Valid("import numpy as np\nx = np.zeros((3, 1))\n")]
    INVALID: ClassVar[list[str | Invalid]] = [Invalid("import numpy as np\nx = np.zeros(3, 1)\n")]

    def visit_Module(self, node: libcst.Module) -> None:
        """Report every finding of a file."""
        for finding in check(node.code):
            start = CodePosition(finding.start.row, finding.start.column - 1)
            end = CodePosition(finding.end.row, finding.end.column - 1)
            self.report(node, f"{finding.code} [{finding.name}] {finding.message}", position=CodeRange(start, end))
