"""A Fixit rule: ``enable = ["shapeguard.linting.adapters.fixit:Shapes"]`` in Fixit's configuration.

``fixit fix`` makes the safe fixes; it knows no unsafe ones, so those stay with ``shapeguard check``. Two fixes that
change the same statement are made in two runs. Fixit's own ``# lint-ignore: Shapes`` silences a statement, and so do
``# noqa`` and ``# shapeguard: ignore[...]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import libcst
from fixit import Invalid, LintRule, Valid
from libcst.metadata import CodePosition, CodeRange, PositionProvider

from shapeguard.linting import check
from shapeguard.linting.adapters.changed_node import Replacement, changed_node
from shapeguard.linting.finding import Finding
from shapeguard.linting.fixing import attempt


class Shapes(LintRule):
    """Shapes of NumPy arrays, by shapeguard's rules."""

    VALID: ClassVar[list[str | Valid]] = [
        Valid("import numpy as np\nx = np.zeros((3, 1))\n"),
        Valid("import numpy as np\n# lint-ignore: Shapes\nx = np.zeros(3, 1)\n"),
    ]
    INVALID: ClassVar[list[str | Invalid]] = [
        Invalid(
            "import numpy as np\nx = np.zeros(3, 1)  # ones\n",
            expected_replacement="import numpy as np\nx = np.zeros((3, 1))  # ones\n",
        )
    ]

    def visit_Module(self, node: libcst.Module) -> None:
        """Report every finding of a file, with its fix where that is safe."""
        findings = check(node.code)
        for finding in findings:
            statement = self._statement(node, finding)
            if self.ignore_lint(statement):
                continue
            changed, replacement = _mended(node, finding, findings) or (statement, None)
            start = CodePosition(finding.start.row, finding.start.column - 1)
            end = CodePosition(finding.end.row, finding.end.column - 1)
            self.report(
                changed,
                f"{finding.code} [{finding.name}] {finding.message}",
                position=CodeRange(start, end),
                replacement=replacement,
            )

    def _statement(self, module: libcst.Module, finding: Finding) -> libcst.CSTNode:
        """The innermost statement that a finding begins in, the module where it is in none."""
        found: libcst.CSTNode = module
        inside: Sequence[libcst.CSTNode] = module.children
        while inside:
            around = [child for child in inside if self._holds(child, finding)]
            found = next((c for c in around if isinstance(c, (libcst.BaseStatement, libcst.Decorator))), found)
            inside = [grandchild for child in around for grandchild in child.children]
        return found

    def _holds(self, node: libcst.CSTNode, finding: Finding) -> bool:
        place = self.get_metadata(PositionProvider, node, None)
        if not isinstance(place, CodeRange):
            return False
        row, column = finding.start.row, finding.start.column - 1
        return (place.start.line, place.start.column) <= (row, column) < (place.end.line, place.end.column)


def _mended(
    module: libcst.Module, finding: Finding, findings: Sequence[Finding]
) -> tuple[libcst.CSTNode, Replacement] | None:
    """The node that the fix of a finding changes, and what becomes of it; None where no safe fix helps."""
    if finding.fix is None or finding.fix.applicability != "safe":
        return None
    step = attempt(module.code, findings, [finding], check)
    return None if step is None else changed_node(module, libcst.parse_module(step[0], module.config_for_parsing))
