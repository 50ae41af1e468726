"""What a comparison of shapes tells of the arrays: ``X.shape == (n, m)``, ``X.shape == Y.shape``."""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.unification import unify
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.scope import reference
from shapeguard.inference.values import Array, Instance, Int, ListOf, Sequence, Unknown, Value
from shapeguard.shapes import Dim, Shape, Verdict, relation
from shapeguard.shapes.frozen import replace


def narrow_shape(run: Run, array: ast.expr, other: ast.expr, truth: bool) -> bool:
    """Take the comparison as true, or as false; whether it can be."""
    wanted = run.evaluate(other)
    match other:
        case ast.Attribute(value=twin, attr="shape") if isinstance(wanted, Unknown):
            return not truth or _same_shape(run, array, twin)
    if not isinstance(wanted, Sequence):
        return True
    dims = [item.dim if isinstance(item, Int) else Dim.unknown() for item in wanted.items]
    return _has_shape(run, array, dims) if truth else not _certainly(run, array, dims)


def _same_shape(run: Run, array: ast.expr, twin: ast.expr) -> bool:
    value, other = run.evaluate(array), run.evaluate(twin)
    key, twin_key = reference(array), reference(twin)
    if isinstance(value, Array) and not value.shape.open and isinstance(other, Unknown) and twin_key is not None:
        run.scope.note(twin_key, Array(value.shape))
    elif isinstance(other, Array) and not other.shape.open and isinstance(value, Unknown) and key is not None:
        run.scope.note(key, Array(other.shape))
    return True


def _certainly(run: Run, array: ast.expr, dims: list[Dim]) -> bool:
    value = run.evaluate(array)
    return isinstance(value, Array) and not value.shape.open and value.shape == Shape(tuple(dims))


def _has_shape(run: Run, array: ast.expr, dims: list[Dim]) -> bool:
    value, key = run.evaluate(array), reference(array)
    options = [option for option in alternatives(value) if shape_may_be(option, dims)]
    if not options:
        return False
    if isinstance(value, Unknown) or (isinstance(value, Array) and value.shape.open):
        if key is not None and not (isinstance(value, Unknown) and run.scope.module.overview.mentions_other_arrays):
            known = [
                run.scope.names.get(f"{key}.shape[{axis}]") if dim.is_unknown else None for axis, dim in enumerate(dims)
            ]
            merged = [one.dim if isinstance(one, Int) else dim for one, dim in zip(known, dims, strict=True)]
            run.scope.note(key, Array(Shape(tuple(merged))))
        return True
    if len(options) < len(alternatives(value)) and key is not None:
        run.scope.note(key, join(*options))
    if len(options) == 1 and isinstance(options[0], Array) and not options[0].shape.open:
        merged = [dim if own.is_unknown else own for own, dim in zip(options[0].shape.dims, dims, strict=True)]
        if key is not None and tuple(merged) != options[0].shape.dims:
            run.scope.note(key, replace(options[0], shape=Shape(tuple(merged))))
        for own, dim in zip(options[0].shape.dims, dims, strict=True):
            if not own.is_unknown and not dim.is_unknown and not unify(run, own, dim):
                return False
    return True


def shape_may_be(value: Value, dims: list[Dim]) -> bool:
    """Whether a value can have a shape of these lengths."""
    if not isinstance(value, Array) or value.shape.open:
        return isinstance(value, (Unknown, Array, ListOf, Sequence, Instance))
    return len(value.shape.dims) == len(dims) and all(
        relation(own, dim) is not Verdict.DIFFER for own, dim in zip(value.shape.dims, dims, strict=True)
    )
