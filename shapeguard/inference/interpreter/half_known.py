"""What is told of half of an operation tells something of its result: rows under a mask, a batch through a layer.

Nothing that follows from it is more than a warning: the other half may be another thing than the author's habits say.
"""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import says_nothing
from shapeguard.inference.values import UNKNOWN, Array, History, Kind, Unknown, Value
from shapeguard.inference.walking import walk
from shapeguard.shapes import Dim, Shape, Size
from shapeguard.shapes.frozen import replace

_ASSUMED = History(assumed=True)
_PRODUCTS = frozenset({"numpy.dot", "numpy.matmul"})


def is_product(name: str) -> bool:
    """Whether a function multiplies its two operands as ``@`` does."""
    return name in _PRODUCTS


def mask_of_rows(run: Run, node: ast.Subscript, owner: Value, index: Value) -> Value:
    """``labels == k`` as an index of a table, where nothing is known of ``labels``: a mask of its rows.

    A mask of single elements would leave one axis: only where a reduction names an axis of what is left, it is none.
    """
    if not isinstance(index, Unknown) or index.type or not isinstance(owner, Array) or owner.shape.rank != 2:
        return index
    binding = run.scope.bindings.get(node.slice.id) if isinstance(node.slice, ast.Name) else None
    match binding.expression if binding is not None else node.slice:
        case ast.Compare(left=ast.Name() | ast.Attribute() as labels, ops=[ast.Eq()]):
            pass
        case _:
            return index
    with run.emitter.silence():
        is_unknown = says_nothing(run.evaluate(labels))
    is_mask = is_unknown and run.scope.function is not None and _is_reduced_along(node, run.scope.function)
    return Array(Shape(owner.shape.dims[:1]), Kind.BOOL, _ASSUMED) if is_mask else index


def _is_reduced_along(part: ast.Subscript, function: ast.AST) -> bool:
    """Whether a part of a table, or the name that it is bound to, is reduced along an axis that is written."""
    names: set[str] = set()
    reduced: set[str] = set()
    for node in walk(function):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if value is part:
                names.add(name)
            case ast.Call(func=ast.Attribute(value=owner), args=arguments, keywords=keywords):
                if any(keyword.arg == "axis" for keyword in keywords):
                    if part is owner or part in arguments[:1]:
                        return True
                    reduced.update(each.id for each in (owner, *arguments[:1]) if isinstance(each, ast.Name))
    return bool(names & reduced)


def through_layer(run: Run, left: tuple[ast.expr, Value], right: Value) -> Value:
    """``x @ W`` of a parameter of which nothing is known: its columns are those of ``W``."""
    node, value = left
    if not _is_parameter(run, node, value) or not isinstance(right, Array) or _columns(right) is None:
        return UNKNOWN
    return Array(Shape(right.shape.dims[1:], open=True), history=_ASSUMED)


def with_rows(run: Run, node: ast.expr, value: Value, bias: Value) -> Value:
    """``x @ W + b`` where ``b`` is a column: the rows of ``x @ W`` are those of a batch, not the columns of ``W``."""
    match node:
        case ast.BinOp(left=factor, op=ast.MatMult(), right=weights) | ast.Call(args=[factor, weights]):
            pass
        case _:
            return value
    if not isinstance(value, Array) or not isinstance(bias, Array) or bias.shape.rank != 2:
        return value
    length, width = bias.shape.dims
    if not value.shape.open or value.shape.dims != (length,) or width.value != 1:
        return value
    with run.emitter.silence():
        is_layer = _is_parameter(run, factor, run.evaluate(factor))
        columns = _columns(run.evaluate(weights)) if is_layer else None
    if columns is None:
        return value
    return replace(value, shape=Shape((Dim.apart_from(columns.origin), length), open=True))


def _is_parameter(run: Run, node: ast.expr, value: Value) -> bool:
    function = run.scope.function
    if not isinstance(node, ast.Name) or not isinstance(value, Unknown) or value.type or function is None:
        return False
    names = {argument.arg for argument in (*function.args.posonlyargs, *function.args.args)}
    module = run.scope.module
    return node.id in names and not module.times_bound(node.id, function) and not module.overview.mentions_other_arrays


def _columns(weights: Value) -> Size | None:
    """The columns of a table whose author told them apart from its rows."""
    if not isinstance(weights, Array) or weights.shape.rank != 2:
        return None
    rows, columns = (dim.atom for dim in weights.shape.dims)
    if not isinstance(rows, Size) or not isinstance(columns, Size) or rows.origin != columns.origin:
        return None
    return columns if rows != columns else None
