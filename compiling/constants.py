"""Constants made ``Final``: any other name of a module mypyc looks up in a dict, and checks its type, at every read."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from compiling.records import FUTURE

FINAL = "_Final"
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
NOT_VALUES = {"TypeVar", "ParamSpec"}
"""What these make stands in annotations, where a type checker wants it bare."""


def made_final(text: str) -> str:
    """Return a module in which every constant, a name in capitals that is bound once, is declared ``Final``."""
    tree = ast.parse(text)
    bound = Counter(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    )
    lines = text.split("\n")
    constants = [constant for constant in _constants(tree) if bound[constant.target.id] == 1]
    for constant in constants:
        _declare(lines, constant.target, constant.annotation)
    if constants:
        start = lines.index(next(line for line in lines if line.startswith(FUTURE)))
        lines[start] += f"; from typing import Final as {FINAL}"
    return "\n".join(lines)


class _Constant(NamedTuple):
    """A binding at the top of a module."""

    target: ast.Name
    annotation: ast.expr | None


def _constants(tree: ast.Module) -> Iterator[_Constant]:
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name() as target], value=value):
                found = _Constant(target, None)
            case ast.AnnAssign(target=ast.Name() as target, annotation=annotation, value=ast.expr() as value):
                found = _Constant(target, annotation)
            case _:
                continue
        if CONSTANT.fullmatch(target.id) and not _makes_type(value) and not _is_told(found.annotation):
            yield found


def _makes_type(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in NOT_VALUES


def _is_told(annotation: ast.expr | None) -> bool:
    """Whether the declaration says already that the name is final, or that it is a type."""
    return annotation is not None and any(word in ast.unparse(annotation) for word in ("Final", "TypeAlias"))


def _declare(lines: list[str], target: ast.Name, annotation: ast.expr | None) -> None:
    row = target.lineno - 1
    if annotation is None:
        lines[row] = f"{target.id}: {FINAL}{lines[row].removeprefix(target.id)}"
    elif annotation.lineno == annotation.end_lineno:
        start, end = (len(lines[row].encode()[:column].decode()) for column in _columns(annotation))
        lines[row] = f"{lines[row][:start]}{FINAL}[{lines[row][start:end]}]{lines[row][end:]}"


def _columns(node: ast.expr) -> tuple[int, int]:
    return node.col_offset, node.end_col_offset or node.col_offset
