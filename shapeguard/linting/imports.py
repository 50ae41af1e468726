"""The imports that a fix needs: one line each, put behind those that are there."""

from __future__ import annotations

import ast
from collections.abc import Collection

from shapeguard.linting.finding import Edit
from shapeguard.linting.lines import Lines, place


def import_edits(needed: Collection[str], tree: ast.Module, lines: Lines) -> tuple[Edit, ...]:
    """Edits that add import statements such as ``"from shapeguard import guard"`` where they are missing."""
    if not needed:
        return ()
    present = {ast.dump(name) for statement in tree.body for name in _each_name(statement)}
    wanted = {line: ast.dump(_each_name(ast.parse(line).body[0])[0]) for line in needed}
    missing = [line for line, name in wanted.items() if name not in present]
    if not missing:
        return ()
    row = _last_row_of_preamble(tree)
    at = lines.position(lines.row_end(row) if row else _behind_header(lines))
    before = "" if at.column == 1 else lines.newline
    return (Edit(at, at, before + "".join(line + lines.newline for line in missing)),)


def _each_name(statement: ast.stmt) -> list[ast.stmt]:
    """``from a import b, c`` counts as two imports."""
    if isinstance(statement, ast.ImportFrom):
        return [ast.ImportFrom(statement.module, [name], statement.level) for name in statement.names]
    if isinstance(statement, ast.Import):
        return [ast.Import([name]) for name in statement.names]
    return []


def _last_row_of_preamble(tree: ast.Module) -> int:
    """The last row of the docstring and the imports at the head of the module, 0 where there are none."""
    row = 0
    for index, statement in enumerate(tree.body):
        is_docstring = index == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_docstring and not isinstance(statement, (ast.Import, ast.ImportFrom)):
            break
        row = place(statement)[2]
    return row


def _behind_header(lines: Lines) -> int:
    """Behind the shebang and coding comments that open a file without docstring and imports."""
    row = 1
    while row < len(lines.starts) and lines.row(row).startswith("#"):
        row += 1
    return lines.starts[row - 1]
