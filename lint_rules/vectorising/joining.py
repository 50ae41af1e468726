"""An array that grows in a loop: what is put behind it, and how all the parts are joined."""

from __future__ import annotations

import ast
from dataclasses import dataclass

_WITH_AXES = {"vstack": 2, "row_stack": 2, "column_stack": 2, "c_": 2, "dstack": 3, "hstack": 1, "concatenate": 1}
_LEAST_RANK = {**_WITH_AXES, "concat": 1, "r_": 1, "append": 1}
"""The axes that an array has from which joining it with nothing gives the same array."""


@dataclass(frozen=True, slots=True)
class Joining:
    """How an array grows by one piece.

    Attributes
    ----------
    piece
        What is put behind it.
    wrapped
        How each part is written into the list, with ``{}`` for the part.
    copied
        The same where it may change later; None where no copy is the same to the function that joins.
    joined
        How the list is joined, with ``{}`` for the list.
    """

    piece: ast.expr
    wrapped: str
    copied: str | None
    joined: str


def joined_behind(call: ast.expr, target: str, function: str) -> Joining | None:
    """How a call of a function of NumPy puts one thing behind an array; None where it does something else."""
    rest: list[ast.expr] = []
    copied: str | None
    match call:
        case ast.Call(ast.Attribute(value=owner) as called, [ast.Name(id=name), piece], options) if (
            function == "append"
        ):
            module = ast.unparse(owner)
            wrapped = "{}" if options else f"{module}.ravel({{}})"
            copied = f"{module}.array({{}})" if options else f"{module}.array({{}}).ravel()"
            joining = f"{module}.concatenate"
        case ast.Call(
            called, [ast.List([ast.Name(id=name), piece]) | ast.Tuple([ast.Name(id=name), piece]), *rest], options
        ) if function in _WITH_AXES or function == "concat":
            wrapped, joining = "{}", ast.unparse(called)
            copied = f"{ast.unparse(called.value)}.array({{}})" if isinstance(called, ast.Attribute) else None
        case ast.Subscript(ast.Attribute() as called, ast.Tuple([ast.Name(id=name), piece])):
            if isinstance(piece, (ast.Slice, ast.Starred)) or name != target:
                return None
            return Joining(piece, "{}", None, f"{ast.unparse(called)}[tuple({{}})]")
        case _:
            return None
    given = [*rest, *(option.value for option in options)]
    if name != target or isinstance(piece, ast.Starred) or not all(isinstance(each, ast.Constant) for each in given):
        return None
    words = [ast.unparse(each) for each in rest] + [f"{option.arg}={ast.unparse(option.value)}" for option in options]
    return Joining(piece, wrapped, copied, f"{joining}({', '.join(['{}', *words])})")


def is_same_without_steps(function: str, options: bool, rank: int | None) -> bool:
    """Whether an array of a rank that is joined with nothing is what it was."""
    if rank is None or function not in _LEAST_RANK:
        return False
    return rank == 1 if function == "append" and not options else rank >= _LEAST_RANK[function]
