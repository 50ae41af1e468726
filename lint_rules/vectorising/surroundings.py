"""What stands around a comprehension: only where an array or a number is made of it can the list be left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import libcst

_ARRAYS = frozenset({"np.array", "np.asarray", "numpy.array", "numpy.asarray"})
_SUMS = frozenset({"sum", "np.sum", "numpy.sum"})


def without_list(
    root: libcst.Module, node: libcst.CSTNode, line: str
) -> tuple[libcst.Call, libcst.BaseExpression, bool] | None:
    """The call around a comprehension, what to write instead, and whether not even rounding changes; or None."""
    import libcst as cst

    for call in _calls(root):
        if len(call.args) != 1 or call.args[0].value is not node or call.args[0].keyword is not None:
            continue
        name = cst.Module([]).code_for_node(call.func)
        if name in _ARRAYS:
            return call, cst.parse_expression(line), True
        if name in _SUMS:
            return call, cst.parse_expression(f"{'np.sum' if name == 'sum' else name}({line})"), False
    return None


def _calls(node: libcst.CSTNode) -> Iterator[libcst.Call]:
    import libcst as cst

    if isinstance(node, cst.Call):
        yield node
    for child in node.children:
        yield from _calls(child)
