"""Where the comments of a loop stand once it is replaced."""

from __future__ import annotations

import libcst as cst
import pytest

from shapeguard.linting.replaced_loops import LONGEST_LINE, in_place_of

LONG = "c" * LONGEST_LINE


@pytest.mark.parametrize(
    ("loop", "lines", "expected"),
    [
        ("for i in n: y[i] = x[i]  # note", ["y[:] = x"], "y[:] = x  # note"),
        ("for i in n:\n    y[i] = x[i]    # note", ["y[:] = x"], "y[:] = x    # note"),
        ("for i in n:\n    for j in m:\n        y[i, j] = 0  # note", ["y[:] = 0"], "y[:] = 0  # note"),
        ("for i in n:\n    if x[i]:\n        k += 1  # note", ["k += 1"], "k += 1  # note"),
        ("# above\nfor i in n: y[i] = x[i]", ["y[:] = x"], "# above\ny[:] = x"),
        ("# above\nfor i in n: y[i] = x[i]  # note", ["y[:] = x"], "# above\ny[:] = x  # note"),
        ("for i in n:  # head\n    y[i] = x[i]", ["y[:] = x"], "# head\ny[:] = x"),
        ("for i in n:  # head\n    y[i] = x[i]  # note", ["y[:] = x"], "# head\n# note\ny[:] = x"),
        ("for i in n:\n    # own\n    y[i] = x[i]", ["y[:] = x"], "# own\ny[:] = x"),
        ("for i in n:\n    a = x[i]  # note\n    y[i] = a", ["y[:] = x"], "# note\ny[:] = x"),
        ("for i in n: y[i] = x[i]  # note", ["y[:] = x", "z = 1"], "# note\ny[:] = x\nz = 1"),
        (f"for i in n: y[i] = x[i]  # {LONG}", ["y[:] = x"], f"# {LONG}\ny[:] = x"),
        ("for i in n: y[i] = x[i]", ["y[:] = x"], "y[:] = x"),
    ],
)
def test_comments_stay(loop: str, lines: list[str], expected: str) -> None:
    module = cst.parse_module(f"{loop}\n")
    (node,) = module.body
    assert isinstance(node, cst.For)
    if loop.startswith("#"):
        node = node.with_changes(leading_lines=module.header)
        module = module.with_changes(header=[])
    result = module.with_changes(body=[*in_place_of(node, lines, 0)])
    assert result.code == f"{expected}\n"


def test_the_indentation_counts() -> None:
    (node,) = cst.parse_module("for i in n: y[i] = x[i]  # note\n").body
    assert isinstance(node, cst.For)
    room = LONGEST_LINE - len("y[:] = x  # note")
    for column, is_behind in ((room, True), (room + 1, False)):
        (line,) = in_place_of(node, ["y[:] = x"], column)
        assert isinstance(line, cst.SimpleStatementLine)
        assert (line.trailing_whitespace.comment is not None) == is_behind
