"""The words that rules share: an expression quoted, an operation on shapes, how sure it fails."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from shapeguard.linting.finding import Severity
from shapeguard.shapes import Clash, Shape, Verdict

if TYPE_CHECKING:
    import libcst

LONGEST_QUOTE = 70


def quote(node: libcst.CSTNode | ast.AST) -> str:
    """The source of an expression or statement in backticks, on one line, not too long, without brackets around it."""
    if not isinstance(node, ast.AST) and hasattr(node, "lpar"):
        node = node.with_changes(lpar=(), rpar=())
    return f"`{_shortened(source(node))}`"


def operation(operator: str, shapes: Sequence[Shape]) -> str:
    """An operation written with shapes.

    >>> operation("-", [Shape.of(3, 1), Shape.of(1, 3)]), operation("numpy.dot", [Shape.of(3), Shape.of(4)])
    ('(3, 1) - (1, 3)', 'dot((3,), (4,))')
    """
    texts = [str(shape) for shape in shapes]
    if operator.isidentifier() or "." in operator:
        return f"{operator.rpartition('.')[2]}({', '.join(texts)})"
    return f" {operator} ".join(texts) if len(texts) > 1 else operator + "".join(texts)


def disagreement(clash: Clash) -> str:
    """The two lengths that do not fit: ``nx is not m unless they coincide``."""
    left, right = clash.dims
    unless = "" if clash.verdict is Verdict.DIFFER else " unless they coincide"
    return f"{left} is not {right}{unless}"


def severity_of(verdict: Verdict) -> Severity:
    """What fails for all sufficiently large sizes is an error; what fails unless sizes coincide, a warning."""
    return Severity.ERROR if verdict is Verdict.DIFFER else Severity.WARNING


def source(node: libcst.CSTNode | ast.AST) -> str:
    """The source of an expression or statement, as written where libcst read it."""
    if isinstance(node, ast.AST):
        return ast.unparse(node)
    import libcst

    return libcst.Module([]).code_for_node(node)


def _shortened(source: str) -> str:
    text = " ".join(source.split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 3] + "..."
