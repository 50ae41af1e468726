"""Where the nodes of a libcst tree stand, in bytes: learnt while the tree is written out once.

``ByteSpanPositionProvider`` tells the same; the wrapper that it has to be asked through visits and writes the tree too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeAlias

import libcst as cst
from libcst._nodes.internal import CodegenState

Spans: TypeAlias = dict[tuple[int, int], list[cst.CSTNode]]
"""Nodes by their first byte and the one behind their last, outer nodes first."""


def written(module: cst.Module) -> tuple[str, Spans]:
    """Return the code of a module, and every node by its place; whitespace around a node is not its own."""
    state = _Measuring(module)
    module._codegen(state)
    return "".join(state.tokens), state.spans()


class _Measuring(CodegenState):
    """Remembers how many bytes were written before and after each node."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self._position = 0
        self._starts: list[int] = []
        self._places: dict[int, tuple[cst.CSTNode, int, int]] = {}

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.add_token(token)

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self._position += len(value) if value.isascii() else len(value.encode("utf-8", "surrogatepass"))

    def before_codegen(self, node: cst.CSTNode) -> None:
        self._starts.append(self._position)

    def after_codegen(self, node: cst.CSTNode) -> None:
        start = self._starts.pop()
        self._places.setdefault(id(node), (node, start, self._position))

    @contextmanager
    def record_syntactic_position(
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> Iterator[None]:
        start = self._position
        yield
        first = start if start_node is None else self._places[id(start_node)][1]
        last = self._position if end_node is None else self._places[id(end_node)][2]
        self._places[id(node)] = (node, first, last)

    def spans(self) -> Spans:
        """Every node by its place."""
        spans: Spans = {}
        for node, start, end in reversed(self._places.values()):
            spans.setdefault((start, end), []).append(node)
            if isinstance(node, (cst.Tuple, cst.GeneratorExp)) and node.lpar:
                # ast counts the innermost parentheses of these two to the expression
                left, right = self._places[id(node.lpar[-1])], self._places[id(node.rpar[0])]
                spans.setdefault((left[1], right[2]), []).insert(0, node)
        return spans
