"""What stands in place of a loop, with the comments that stood in it.

The module imports libcst; a rule imports it inside ``mend``.
"""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

LONGEST_LINE = 88
"""The length of a line, as most formatters have it, up to which a comment stays behind it."""


def in_place_of(loop: cst.For | cst.While, lines: Sequence[str], column: int) -> cst.FlattenSentinel[cst.BaseStatement]:
    """The statements of these lines, with the comments of the loop that began at a column: a trailing one stays so."""
    first, *others = cst.parse_module("\n".join(lines)).body
    behind = _behind(loop.body)
    comment = behind.comment.value if behind is not None and behind.comment is not None else ""
    if (
        behind is not None
        and len(lines) == 1
        and column + len(lines[0]) + len(behind.whitespace.value + comment) <= LONGEST_LINE
    ):
        first = first.with_changes(leading_lines=loop.leading_lines, trailing_whitespace=behind)
    else:
        above = [cst.EmptyLine(comment=comment) for comment in _comments_in(loop.body)]
        first = first.with_changes(leading_lines=[*loop.leading_lines, *above])
    return cst.FlattenSentinel([first, *others])


def _behind(block: cst.BaseSuite) -> cst.TrailingWhitespace | None:
    """What stands behind the one statement of a block, where that is the only comment in it."""
    inner: cst.CSTNode = block
    while isinstance(inner, cst.IndentedBlock | cst.For | cst.While | cst.If):
        if not isinstance(inner, cst.IndentedBlock):
            inner = inner.body
        elif len(inner.body) == 1:
            inner = inner.body[0]
        else:
            return None
    behind = (
        inner.trailing_whitespace if isinstance(inner, cst.SimpleStatementLine | cst.SimpleStatementSuite) else None
    )
    return behind if behind is not None and _comments_in(block) == [behind.comment] else None


def _comments_in(node: cst.CSTNode) -> list[cst.Comment]:
    """Every comment, in order: a fix that rewrites a whole block keeps them."""
    if isinstance(node, cst.Comment):
        return [node]
    return [comment for child in node.children for comment in _comments_in(child)]
