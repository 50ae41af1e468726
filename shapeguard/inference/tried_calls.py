"""Calls made to see whether they work, or how long they take: that nobody takes their results is meant so.

They stand in a ``try``, in a ``with`` that does more than to hold a file open, in a test or a benchmark or a folder of
such, in a function of nothing but such a call, beside a clock, in a loop that repeats them, or several in a row. So is
the last expression of a cell, which is shown, in a script that ``# %%`` divides into cells. A test that appends to an
array as to a list has forgotten something.
"""

from __future__ import annotations

import ast
import os
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from shapeguard.inference.numpy_api.changing_nothing import PURE_NAMES
from shapeguard.inference.walking import children_of, walk

_Block: TypeAlias = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef

_TRYING = re.compile(
    r"_*(?:test|bench|time_|timeit|timeraw_|peakmem_|mem_|track_|warm_?up|smoke)|.*_?benchmark", re.IGNORECASE
)
"""How functions are called that try something out: by unittest and pytest, by asv, and by most people."""
_TRYING_FILES = re.compile(r"test_|conftest|bench|.*_(?:tests?|bench|benchmarks?)\.py")
"""Not ``test.py``, which is what beginners call a file to play with."""
_TRYING_FOLDERS = frozenset({"test", "tests", "testing", "bench", "benchmark", "benchmarks"})
_MARKING_A_PROJECT = ("pyproject.toml", "setup.py", "setup.cfg", ".git")
_AS_LISTS_DO = frozenset({"append", "insert", "extend", "delete"})
_A_ROW = 4
_CELL = re.compile(r"^# ?(?:%%|In\[)", re.MULTILINE)
_CLOCKS = frozenset(
    f"{name}{unit}"
    for name in ("time", "perf_counter", "process_time", "thread_time", "monotonic", "clock", "default_timer", "timeit")
    for unit in ("", "_ns")
)
_HOLDING = frozenset(
    {"open", "File", "ZipFile", "TemporaryDirectory", "NamedTemporaryFile", "load", "memmap", "closing"}
)
"""What ``with`` holds open while its block does its work."""


def tried_calls(module: ast.Module, filename: str, text: str) -> frozenset[int]:
    """The ``id`` of each expression statement of a module that is there to be tried, or to be shown."""
    found = set(_shown(module, text))
    is_test = _TRYING_FILES.match(os.path.basename(filename)) is not None or _is_among_tests(filename)
    pending: list[tuple[ast.AST, bool, bool]] = [(module, is_test, False)]
    while pending:
        node, is_test, is_tried = pending.pop()
        if isinstance(node, ast.Expr) and (is_tried or (is_test and not _is_meant_for_a_list(node))):
            found.add(id(node))
        is_test, is_tried = is_test or _is_called_a_test(node), is_tried or _tries(node)
        statements = [child for child in children_of(node) if not isinstance(child, ast.expr)]
        guarded = {id(statement) for statement in node.body} if isinstance(node, ast.Try) and node.handlers else set()
        found.update(_in_a_row(statements))
        pending += [(statement, is_test, is_tried or id(statement) in guarded) for statement in statements]
    return frozenset(found)


def _is_among_tests(filename: str) -> bool:
    """Whether a folder on the way to a file is one of tests; what stands above the project says nothing of it."""
    folder, found = os.path.dirname(os.path.abspath(filename)), False
    while not any(os.path.exists(os.path.join(folder, mark)) for mark in _MARKING_A_PROJECT):
        above = os.path.dirname(folder)
        if above == folder:
            return not _TRYING_FOLDERS.isdisjoint(os.path.normpath(filename).split(os.sep)[:-1])
        found |= os.path.basename(folder) in _TRYING_FOLDERS
        folder = above
    return found


def _is_meant_for_a_list(statement: ast.Expr) -> bool:
    """Whether a list would have changed: nobody tries whether arrays can be appended to, many forget the result."""
    match statement.value:
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _AS_LISTS_DO
    return False


def _shown(module: ast.Module, text: str) -> Iterator[int]:
    """The last statement of each cell."""
    if _CELL.search(text) is None:
        return
    cells = [row for row, line in enumerate(text.split("\n"), 1) if _CELL.match(line) is not None]
    starts = [statement.lineno for statement in module.body]
    for row in (*cells[1:], len(text)):
        behind = bisect_left(starts, row)
        if behind:
            yield id(module.body[behind - 1])


def _in_a_row(statements: Sequence[ast.AST]) -> Iterator[int]:
    for is_alone, group in groupby(statements, key=_stands_alone):
        row = [id(statement) for statement in group] if is_alone else []
        if len(row) >= _A_ROW:
            yield from row


def _stands_alone(statement: ast.AST) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) | ast.Expr(value=ast.Attribute(attr=name)):
            return name in PURE_NAMES or name == "T"
    return False


def _is_called_a_test(node: ast.AST) -> bool:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return _TRYING.match(node.name) is not None
    return False


def _tries(node: ast.AST) -> bool:
    """Whether what stands in a statement is tried, by its head and its body."""
    if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef)):
        return _is_trial(node) or _reads_a_clock(node)
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return not all(_holds(item.context_expr) for item in node.items)
    return isinstance(node, (ast.For, ast.AsyncFor)) and _repeats(node)


def _is_trial(node: _Block) -> bool:
    if isinstance(node, ast.Module):
        return False
    given = node.args
    required = len(given.posonlyargs) + len(given.args) - len(given.defaults) + given.kw_defaults.count(None)
    takes_nothing = not (required or given.vararg or given.kwarg)
    statements = [
        each for each in node.body if not isinstance(each, ast.Expr) or not isinstance(each.value, ast.Constant)
    ]
    return takes_nothing and len(statements) == 1


def _reads_a_clock(block: _Block) -> bool:
    """Whether a function, or a module outside its functions, asks what time it is."""
    pending: list[ast.AST] = list(block.body)
    for node in pending:
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in _CLOCKS:
                return True
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                continue
        pending += children_of(node)
    return False


def _holds(context: ast.expr) -> bool:
    match context:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _HOLDING
    return False


def _repeats(loop: ast.For | ast.AsyncFor) -> bool:
    """Whether every turn is the same: the body does not use what the loop counts."""
    counted = {node.id for node in walk(loop.target) if isinstance(node, ast.Name)}
    used = {node.id for statement in loop.body for node in walk(statement) if isinstance(node, ast.Name)}
    return isinstance(loop.iter, ast.Call) and counted.isdisjoint(used)
