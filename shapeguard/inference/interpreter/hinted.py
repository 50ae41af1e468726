"""What shape comments tell of values of which the code tells nothing: assumed, and never more than a warning."""

from __future__ import annotations

import ast

from shapeguard.inference.docstring_shapes import Wording, shape_of
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.shape_comments import ShapeComment
from shapeguard.inference.values import Array, History, Unknown, Value
from shapeguard.inference.walking import walk
from shapeguard.shapes import Shape
from shapeguard.shapes.frozen import replace

_ABOVE = 5
"""How many lines above the first statement of a block a comment may stand."""


def follow_comments_above(run: Run, statement: ast.stmt, before: ast.stmt | None) -> None:
    """``# X: (n, d), w: (d,)`` above a statement names values that are bound already."""
    for name, dims, line in _named_above(run, statement, before):
        _hint(run, name, dims, line)


def follow_comments_beside(run: Run, statement: ast.stmt, before: ast.stmt | None) -> None:
    """``X = load()  # (n, d)`` and a comment above it tell of what the statement binds."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return
    target = statement.targets[0]
    names = [inner.id for inner in walk(target) if isinstance(inner, ast.Name)]
    for name, dims, line in _named_above(run, statement, before):
        if name in names:
            _hint(run, name, dims, line)
    line = statement.end_lineno or statement.lineno
    comment = run.scope.module.overview.comments.get(line, ShapeComment())
    places = target.elts if isinstance(target, ast.Tuple) else [target]
    if len(places) == len(comment.shapes):
        for place, dims in zip(places, comment.shapes, strict=True):
            if isinstance(place, ast.Name):
                _hint(run, place.id, dims, line)
    for name, dims in comment.named.items():
        if name in names:
            _hint(run, name, dims, line)


def hinted_parameter(run: Run, value: Value, line: int, qualname: str) -> Value:
    """The value of a parameter that stands on a line of its own, with a comment beside it."""
    comment = run.subject.overview.comments.get(line) if run.subject is run.scope.module else None
    if comment is None or len(comment.shapes) != 1:
        return value
    shape = shape_of(comment.shapes[0], Wording(qualname, line, "comment"))
    return _told(value, shape) if shape is not None else value


def _named_above(run: Run, statement: ast.stmt, before: ast.stmt | None) -> list[tuple[str, str, int]]:
    first = statement.lineno - _ABOVE if before is None else (before.end_lineno or before.lineno) + 1
    comments = run.scope.module.overview.comments
    return [
        (name, dims, line)
        for line in range(max(first, statement.lineno - 4 * _ABOVE), statement.lineno)
        if line in comments
        for name, dims in comments[line].named.items()
    ]


def _hint(run: Run, name: str, dims: str, line: int) -> None:
    value = run.scope.names.get(name)
    shape = shape_of(dims, Wording(run.scope.qualname, line, "comment"))
    if value is not None and shape is not None:
        run.scope.names[name] = _told(value, shape)


def _told(value: Value, shape: Shape) -> Value:
    """The shape for a value that has none; anything else that is known of it outweighs the comment."""
    history = History(assumed=True, declared=True)
    if isinstance(value, Unknown) and not value.type:
        return Array(shape, history=history)
    if isinstance(value, Array) and value.shape == Shape.unknown():
        return replace(value, shape=shape, history=history)
    return value
