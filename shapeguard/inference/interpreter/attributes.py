"""Attributes of arrays, modules, instances and containers, and names that nothing binds."""

from __future__ import annotations

import ast

from shapeguard.inference import numpy_api, tables
from shapeguard.inference.interpreter import classes, containers
from shapeguard.inference.interpreter.operations import ask
from shapeguard.inference.interpreter.reflection import NAMESPACE
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import alternatives, join, present
from shapeguard.inference.numpy_api.rule import RULES
from shapeguard.inference.scope import owner_of, reference
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Class,
    Constant,
    Dictionary,
    History,
    Instance,
    Int,
    Known,
    Module,
    OneOf,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim, Origin, Shape, Size

_OF_NUMBERS = {"int", "float", "bool", "complex", "abs", "round", "pow", "divmod", "min", "max", "sum", "range"}
_OF_ITEMS = {"list", "tuple", "dict", "set", "frozenset", "len", "zip", "enumerate", "sorted", "reversed", "map"}
_OF_OBJECTS = {"isinstance", "issubclass", "callable", "hasattr", "getattr", "setattr", "vars", "type", "super"}
_OF_TEXT = {"str", "bytes", "repr", "format", "print", "id", "hash", "ord", "chr"}
BUILTINS = frozenset(_OF_NUMBERS | _OF_ITEMS | _OF_OBJECTS | _OF_TEXT)
BUILTINS |= {"any", "all", "iter", "next", "filter", "slice", "object", "property", "staticmethod", "classmethod"}
_SUBMODULES = frozenset({"jax.numpy", "autograd.numpy", "scipy.linalg", "numpy.typing"})


def builtin_or_starred(run: Run, name: str) -> Value:
    """What an unbound name stands for: a builtin, or NumPy's where a star import put it over that."""
    stars = run.scope.module.star_imports
    if stars:
        starred = f"numpy.{name}"
        return Known(starred) if stars == ["numpy"] and starred in RULES else UNKNOWN
    return Known(f"builtins.{name}") if name in BUILTINS else UNKNOWN


def attribute(run: Run, node: ast.Attribute, owner: Value) -> Value:
    """``owner.name``."""
    if isinstance(owner, OneOf):
        owner = present(owner)
    if isinstance(owner, OneOf):
        if all(isinstance(option, Array) for option in owner.options):
            return _of_arrays(run, node, owner)
        if any(containers.is_container(option) for option in owner.options):
            return Known(f"container.{node.attr}", owner)
        return join(*(attribute(run, node, option) for option in owner.options))
    if isinstance(owner, Array):
        return _of_arrays(run, node, owner)
    if tables.is_table(owner):
        return tables.attribute(owner, node, _subscripted(run, node.value))
    if isinstance(owner, (Module, Known)):
        return member(run, owner, node.attr)
    if isinstance(owner, Instance):
        if node.attr == "__dict__":
            return Known(NAMESPACE, owner)
        return classes.attribute_of_instance(run, owner, node)
    if isinstance(owner, Class):
        return classes.attribute_of_class(run, owner, node.attr)
    if isinstance(owner, Dictionary) and node.attr in owner.items and not hasattr(dict, node.attr):
        return owner.items[node.attr]  # a dictionary that is read like an object: scikit-learn's Bunch
    if containers.is_container(owner):
        return Known(f"container.{node.attr}", owner)
    if isinstance(owner, Constant) and isinstance(owner.value, str):
        return Known(f"str.{node.attr}", owner)
    if owner == UNKNOWN and node.attr == "reshape" and not run.scope.module.overview.mentions_other_arrays:
        return Known("ndarray.reshape", Array(Shape.unknown(), history=History(assumed=True)))
    return of_any(owner)


def _subscripted(run: Run, node: ast.expr) -> Value:
    match node:
        case ast.Subscript(value=ast.Name() | ast.Attribute() as table):
            with run.emitter.silence():
                return run.evaluate(table)
    return UNKNOWN


def of_any(value: Value) -> Value:
    """What comes of a value: of one declared ``Any``, whatever is done with it, again ``Any``."""
    return value if isinstance(value, Unknown) and value.type == "Any" else UNKNOWN


def _of_arrays(run: Run, node: ast.Attribute, owner: Value) -> Value:
    """Methods of alternatives stay one method with alternatives as its receiver."""
    first = numpy_api.attribute(alternatives(owner)[0], node.attr).value
    if isinstance(first, Known) and first.name.startswith("ndarray."):
        return Known(first.name, owner)
    return ask(run, node, (owner,), lambda one: numpy_api.attribute(one, node.attr), {"self": (node.value, owner)})


def member(run: Run, owner: Module | Known, name: str) -> Value:
    """A member of a module or of a library's object."""
    if isinstance(owner, Known) and owner.receiver is not None and owner.name.startswith("ndarray."):
        return UNKNOWN
    full = f"{owner.name}.{name}"
    if isinstance(owner, Known) and owner.name == NAMESPACE:
        return Known(full, owner.receiver)
    found = run.project.member(run, owner.name, name)
    if found is not None:
        return found
    if full in _SUBMODULES:
        return Module(full)
    value = numpy_api.attribute(owner, name).value
    if not isinstance(value, Unknown) or full.startswith("numpy."):
        return value
    return Known(full)


def length_of_unknown(run: Run, node: ast.Subscript) -> Value:
    """``X.shape[0]`` of an array of which nothing is known: one and the same length wherever it is read."""
    match node:
        case ast.Subscript(value=ast.Attribute(value=array, attr="shape"), slice=ast.Constant(value=int())):
            pass
        case ast.Subscript(
            value=ast.Attribute(value=array, attr="shape"),
            slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int())),
        ):
            pass
        case _:
            return UNKNOWN
    key, owner = reference(node), reference(array)
    if key is None or owner is None or owner_of(owner) not in run.scope.names:
        return UNKNOWN
    return named_length(run, key, owner, key, node.lineno)


def named_length(run: Run, key: str, owner: str, name: str, line: int) -> Int:
    """A length of something unknown, kept under ``key``; lengths of one array are told apart by their author."""
    group = f"{run.scope.qualname}:{owner}:{_born(run, owner)}"
    length = Int(Dim.size(Size(name, Origin("unpack", group, line, f"`{key}`"))))
    run.scope.note(key, length)
    return length


def _born(run: Run, owner: str) -> int:
    binding = run.scope.bindings.get(owner)
    return binding.line if binding is not None else 0
