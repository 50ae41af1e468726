"""The smallest run of whole lines around a node that parses on its own.

libcst reads 8,800 lines a second, so nothing more is parsed than the statement (or function) that a fact points into.
Statements that share a line are taken together; a statement that does not begin its line (``if x: y = 1``, ``elif``)
is taken with its parent.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from shapeguard.linting.lines import Lines, place

Width: TypeAlias = Literal["statement", "function", "module"]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a region, both ends included.

    ``indented`` says whether they are, ``whole_block`` whether they are all of the block that they stand in.
    """

    first: int
    last: int
    indented: bool = False
    whole_block: bool = True


def regions(node: ast.AST, tree: ast.Module, lines: Lines, width: Width = "statement") -> Iterator[Rows]:
    """Regions around a node, the smallest first, the whole module last."""
    chain = list(_statements_around(node, tree)) if width != "module" else []
    if width == "function":
        while chain and not isinstance(chain[-1][0][chain[-1][1]], _FUNCTIONS):
            chain.pop()
    for block, index in reversed(chain):
        rows = _rows(block, index, lines)
        if rows is not None:
            yield rows
    yield Rows(1, len(lines.starts))


def enclosing(node: ast.AST, tree: ast.Module) -> str:
    """The qualified name of the function or class around a node, ``""`` at module level."""
    around = [block[index] for block, index in _statements_around(node, tree)]
    return ".".join(s.name for s in around if isinstance(s, (*_FUNCTIONS, ast.ClassDef)) and s is not node)


def start(statement: ast.stmt) -> tuple[int, int]:
    """Where a statement begins, its decorators included."""
    row, column, _, _ = place(statement)
    decorators = getattr(statement, "decorator_list", ())
    return min([(row, column), *((d.lineno, max(d.col_offset - 1, 0)) for d in decorators)])


def _end(statement: ast.stmt) -> tuple[int, int]:
    _, _, row, column = place(statement)
    return row, column


def _statements_around(node: ast.AST, tree: ast.Module) -> Iterator[tuple[Sequence[ast.stmt], int]]:
    """The blocks that enclose a node, from the outside, each with the index of the statement to enter."""
    row, column, end_row, end_column = place(node)
    blocks: list[Sequence[ast.stmt]] = [tree.body]
    while True:
        for block in blocks:
            index = bisect_right(block, (row, column), key=start) - 1
            if index >= 0 and (end_row, end_column) <= _end(block[index]):
                break
        else:
            return
        yield block, index
        blocks = list(_blocks(block[index]))


def _blocks(statement: ast.stmt) -> Iterator[Sequence[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if block:
            yield block
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def _rows(block: Sequence[ast.stmt], index: int, lines: Lines) -> Rows | None:
    first = last = index
    while first > 0 and _end(block[first - 1])[0] >= start(block[first])[0]:
        first -= 1
    while last + 1 < len(block) and start(block[last + 1])[0] <= _end(block[last])[0]:
        last += 1
    row, column = start(block[first])
    before = lines.row(row)[: lines.offset(row, column) - lines.starts[row - 1]]
    if before.strip() or _is_elif(block[first], lines):
        return None
    return Rows(row, _end(block[last])[0], bool(before), last - first + 1 == len(block))


def _is_elif(statement: ast.stmt, lines: Lines) -> bool:
    return isinstance(statement, ast.If) and lines.text.startswith("elif", lines.span(statement)[0])
