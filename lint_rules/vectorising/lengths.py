"""How many steps a loop takes, as far as its head and the arrays tell."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from shapeguard.inference.values import Array, Int, Value
from shapeguard.shapes import Dim


def length_of(iterable: ast.expr, environment: Mapping[str, Value]) -> Dim:
    """The number of steps of an inner loop, as far as it is known."""
    match iterable:
        case ast.Call(func=ast.Name(id="range"), args=[stop]):
            return number_of(stop, environment)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int(start)), stop]):
            return number_of(stop, environment) - start
        case ast.Name(id=name):
            value = environment.get(name)
            if isinstance(value, Array) and value.shape.rank:
                return value.shape.dims[0]
        case ast.Attribute(value=ast.Name(id=name), attr="T"):
            value = environment.get(name)
            if isinstance(value, Array) and value.shape.rank:
                return value.shape.dims[-1]
    return Dim.unknown()


def number_of(node: ast.expr, environment: Mapping[str, Value]) -> Dim:
    """A whole number, as far as it is known."""
    match node:
        case ast.Constant(value=int(value)):
            return Dim.of(value)
        case ast.Name(id=name):
            known = environment.get(name)
            return known.dim if isinstance(known, Int) else Dim.unknown()
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return number_of(left, environment) + number_of(right, environment)
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return number_of(left, environment) - number_of(right, environment)
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
            return _axis_length(environment.get(name), 0)
        case ast.Call(
            func=ast.Name(id="len"), args=[ast.Subscript(value=ast.Name(id=name), slice=ast.Constant(value=int()))]
        ):
            return _axis_length(environment.get(name), 1)
        case ast.Subscript(
            value=ast.Attribute(value=ast.Name(id=name), attr="shape"), slice=ast.Constant(value=int(axis))
        ):
            return _axis_length(environment.get(name), axis)
    return Dim.unknown()


def _axis_length(value: Value | None, axis: int) -> Dim:
    if isinstance(value, Array) and value.shape.rank is not None and axis < value.shape.rank:
        return value.shape.dims[axis]
    return Dim.unknown()
