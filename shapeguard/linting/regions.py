"""The smallest run of whole lines around a node that parses on its own.

libcst reads 8,800 lines a second, so nothing more is parsed than the statement that a fact points into, or the
statements from there to the other nodes that a fix must see.
Statements that share a line are taken together; a statement that does not begin its line (``if x: y = 1``, ``elif``)
is taken with its parent.
"""

from __future__ import annotations

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shapeguard.linting.lines import Lines, place

Place: TypeAlias = tuple[int, int, int, int]
"""First row and byte column, last row and the byte column behind the end."""
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


def regions(node: ast.AST, others: Iterable[ast.AST], tree: ast.Module, lines: Lines) -> Iterator[Rows]:
    """Regions around a node and others of the same function, the smallest first, the whole module last."""
    function = _innermost_function(node, tree)
    places = [place(each) for each in (node, *others) if each is node or _innermost_function(each, tree) is function]
    whole = (*min(each[:2] for each in places), *max(each[2:] for each in places))
    for block, first, last in reversed(list(_runs_around(whole, tree))):
        rows = _rows(block, first, last, lines)
        if rows is not None:
            yield rows
    yield Rows(1, len(lines.starts))


def function_around(node: ast.AST, tree: ast.Module, lines: Lines) -> Rows:
    """The innermost function around a node that begins its line, the whole module where there is none."""
    for block, first, last in reversed(list(_runs_around(place(node), tree))):
        rows = _rows(block, first, last, lines) if isinstance(block[first], _FUNCTIONS) else None
        if rows is not None:
            return rows
    return Rows(1, len(lines.starts))


def enclosing(node: ast.AST, tree: ast.Module) -> str:
    """The qualified name of the function or class around a node, ``""`` at module level."""
    around = _statements_around(node, tree)
    return ".".join(s.name for s in around if isinstance(s, (*_FUNCTIONS, ast.ClassDef)) and s is not node)


def _innermost_function(node: ast.AST, tree: ast.Module) -> ast.stmt | None:
    around = reversed(_statements_around(node, tree))
    return next((s for s in around if isinstance(s, _FUNCTIONS) and s is not node), None)


def _statements_around(node: ast.AST, tree: ast.Module) -> list[ast.stmt]:
    """The statements that a node stands in, from the outside."""
    return [block[first] for block, first, last in _runs_around(place(node), tree) if first == last]


def start(statement: ast.stmt) -> tuple[int, int]:
    """Where a statement begins, its decorators included."""
    row, column, _, _ = place(statement)
    decorators = getattr(statement, "decorator_list", ())
    return min([(row, column), *((d.lineno, max(d.col_offset - 1, 0)) for d in decorators)])


def _end(statement: ast.stmt) -> tuple[int, int]:
    _, _, row, column = place(statement)
    return row, column


def _runs_around(place: Place, tree: ast.Module) -> Iterator[tuple[Sequence[ast.stmt], int, int]]:
    """The blocks that enclose a place, from the outside, each with the first and the last statement to enter."""
    blocks: list[Sequence[ast.stmt]] = [tree.body]
    while True:
        for block in blocks:
            first = bisect_right(block, place[:2], key=start) - 1
            last = max(first, bisect_left(block, place[2:], key=start) - 1)
            if first >= 0 and place[2:] <= _end(block[last]):
                break
        else:
            return
        yield block, first, last
        if first != last:
            return
        blocks = list(_blocks(block[first]))


def _blocks(statement: ast.stmt) -> Iterator[Sequence[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if block:
            yield block
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def _rows(block: Sequence[ast.stmt], first: int, last: int, lines: Lines) -> Rows | None:
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
