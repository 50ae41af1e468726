"""Arrays that a caller gives: two parameters may be one array, and then a step may read what another one wrote."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from lint_rules.vectorising.origins import GIVEN, origins, values_of
from lint_rules.vectorising.sharing import arrays_of, written_arrays
from shapeguard.inference.values import Array, Kind, Value


def may_be_given_twice(around: ast.AST, loop: ast.AST, environment: Mapping[str, Value]) -> bool:
    """Whether ``out[i] = x[i - 1]`` changes what ``x[i]`` is for the next step if a caller passes one array as both.

    Where every step reads the very place that it writes, ``out[i] = x[i]``, it does not matter.
    """
    arrays = arrays_of(loop, environment)
    values = values_of(around)
    given = {name for name in arrays if GIVEN in origins(name, values, environment, guess=True)}
    plain = {name for name in given if all(isinstance(value, ast.arg) for value in values.get(name, ()))}
    for name in written_arrays(loop, environment) & given:
        for other in given - {name}:
            is_aligned = {name, other} <= plain and _reads_where_it_writes(loop, name, other)
            if not is_aligned and _may_be_one(environment[name], environment[other], {name, other} <= plain):
                return True
    return False


def _may_be_one(value: Value, other: Value, are_whole: bool) -> bool:
    """Whether two parameters may be one array: not if their shapes or kinds differ; parts of one may differ in both."""
    if not isinstance(value, Array) or not isinstance(other, Array) or not are_whole:
        return True
    if value.kind is not other.kind and Kind.UNKNOWN not in (value.kind, other.kind):
        return False
    left, right = value.shape.dims, other.shape.dims
    if left is None or right is None:
        return True
    lengths = [(one.value, another.value) for one, another in zip(left, right, strict=False)]
    return len(left) == len(right) and all(None in pair or pair[0] == pair[1] for pair in lengths)


def _reads_where_it_writes(loop: ast.AST, name: str, other: str) -> bool:
    places = {place for node in ast.walk(loop) if (place := _place(node, name)) is not None}
    if len(places) != 1:
        return False
    aligned = {id(node) for node in _aligned(loop, other, places)}
    return all(id(node) in aligned for node in ast.walk(loop) if isinstance(node, ast.Name) and node.id == other)


def _aligned(loop: ast.AST, name: str, places: set[str]) -> Iterator[ast.Name]:
    """Where the name stands for its element at the place that is written, or for its length."""
    for node in ast.walk(loop):
        match node:
            case ast.Subscript(value=ast.Name(id=found) as array) if found == name and _place(node, name) in places:
                yield array
            case ast.Call(func=ast.Name(id="len"), args=[ast.Name() as array]):
                yield array
            case ast.Attribute(value=ast.Name() as array, attr="shape" | "size" | "ndim"):
                yield array
            case ast.For(
                target=ast.Tuple(elts=[ast.Name(id=index), _]),
                iter=ast.Call(func=ast.Name(id="enumerate"), args=[walked], keywords=[]),
            ) if any(place.split(", ")[0] == index for place in places):
                arrays = walked.args if isinstance(walked, ast.Call) else [walked]
                yield from (array for array in arrays if isinstance(array, ast.Name))


def _place(node: ast.AST, name: str) -> str | None:
    """The place of an array's element as it is written, without the slices behind it: ``X[i, :]`` is ``X[i]``."""
    match node:
        case ast.Subscript(value=ast.Name(id=found), slice=index) if found == name:
            parts = list(index.elts) if isinstance(index, ast.Tuple) else [index]
            while len(parts) > 1 and isinstance(parts[-1], ast.Slice) and ast.unparse(parts[-1]) == ":":
                parts.pop()
            return ", ".join(map(ast.unparse, parts))
    return None
