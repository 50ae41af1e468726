"""Values where control flow meets: alternatives after branches, widening after loops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Several
from itertools import product

from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Dictionary,
    Instance,
    Int,
    Kind,
    ListOf,
    Module,
    OneOf,
    Scalar,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace

MOST_ALTERNATIVES = 3
MOST_COMBINATIONS = 9
_NONE = Constant(None)
_TWINS = {"numpy", "cupy"}
"""Modules that stand for each other, ``import cupy as np`` where there is a graphics card."""
_KINDS = {bool: Kind.BOOL, float: Kind.FLOAT, complex: Kind.COMPLEX}


def alternatives(value: Value) -> tuple[Value, ...]:
    """The values that this one may be."""
    return value.options if isinstance(value, OneOf) else (value,)


def present(value: Value) -> Value:
    """What is not None of the alternatives, where something is read from it: from None, nothing can be."""
    if not isinstance(value, OneOf) or Constant(None) not in value.options:
        return value
    options = [option for option in value.options if option != Constant(None)]
    return join(*options) if options else value


def says_nothing(value: Value) -> bool:
    """Whether nothing is known of a value, nor of the items of a list."""
    return (isinstance(value, Unknown) and not value.type) or (isinstance(value, ListOf) and says_nothing(value.item))


def join(*values: Value) -> Value:
    """One value for several branches; unknown where one of them is."""
    first = values[0] if values else UNKNOWN
    if not isinstance(first, OneOf) and all(value is first for value in values):
        return first
    options: list[Value] = []
    for value in values:
        for option in alternatives(value):
            if isinstance(option, Unknown):
                return option if all(isinstance(v, Unknown) and v.type == option.type for v in values) else UNKNOWN
            for index, other in enumerate(options):
                if _same(other, option):
                    options[index] = _with_joined_history(other, option)
                    break
            else:
                options = _absorbing(options, option)
    if len(options) == 1:
        return options[0]
    if len(options) <= MOST_ALTERNATIVES:
        return OneOf(tuple(options)) if options else UNKNOWN
    return _merge(options)


def _absorbing(options: list[Value], option: Value) -> list[Value]:
    """With one more alternative; a float that is known is no other case than a float that is not."""
    every = [*options, option]
    if not any(isinstance(other, Scalar) and other.kind is Kind.FLOAT for other in every):
        return every
    floats = [other for other in every if kind_of(other) is Kind.FLOAT and not isinstance(other, Array)]
    return every if len(floats) < 2 else [other for other in every if other not in floats] + [Scalar(Kind.FLOAT)]


def _same(left: Value, right: Value) -> bool:
    if left is right:
        return True
    if type(left) is not type(right):
        return False
    if isinstance(left, Module) and isinstance(right, Module):
        return left == right or {left.name, right.name} == _TWINS
    if isinstance(left, Unknown) and isinstance(right, Unknown):
        return left.type == right.type
    return left == right


def _with_joined_history(left: Value, right: Value) -> Value:
    if not isinstance(left, Array) or not isinstance(right, Array) or left.history == right.history:
        return left
    one, other = left.history, right.history
    return replace(
        left,
        history=replace(
            one,
            created=one.created if one.created is other.created else None,
            dropped=one.dropped if one.dropped is other.dropped else None,
            purposeful=one.purposeful or other.purposeful,
            reshaped=one.reshaped or other.reshaped,
            declared=one.declared or other.declared,
            assumed=one.assumed or other.assumed,
        ),
    )


def _merge(options: Iterable[Value]) -> Value:
    first, *rest = options
    for other in rest:
        first = widen(first, other)
    return first


def widen(before: Value, after: Value) -> Value:
    """What stays true of a value whatever the number of repetitions."""
    if _same(before, after):
        return _with_joined_history(before, after)
    if _NONE in alternatives(before) or _NONE in alternatives(after):
        return _widen_present(before, after)
    if isinstance(before, Array) and isinstance(after, Array):
        kind = before.kind if before.kind is after.kind else Kind.UNKNOWN
        joined = _with_joined_history(before, after)
        history = joined.history if isinstance(joined, Array) else before.history
        return Array(_widen_shape(before.shape, after.shape), kind, history)
    if isinstance(before, Int) and isinstance(after, Int):
        return before if before.dim.is_unknown else Int(Dim.unknown())
    if (
        kind_of(before) is kind_of(after) is Kind.BOOL
        and not isinstance(before, Array)
        and not isinstance(after, Array)
    ):
        return Scalar(Kind.BOOL)
    if is_text(before) and is_text(after):
        return Unknown("str")
    if _is_number(before) and _is_number(after):
        kind = kind_of(before)
        return Scalar(kind if kind is kind_of(after) else Kind.UNKNOWN)
    if isinstance(before, ListOf) and isinstance(after, ListOf):
        return ListOf(widen(before.item, after.item), _widen_length(before.length, after.length))
    if isinstance(before, OneOf) or isinstance(after, OneOf):
        return _merge((*alternatives(before), *alternatives(after)))
    if isinstance(before, (Sequence, ListOf)) and isinstance(after, (Sequence, ListOf)):
        return _widen_items(before, after)
    if isinstance(before, Dictionary) and isinstance(after, Dictionary):
        return _widen_dictionary(before, after)
    if isinstance(before, Instance) and isinstance(after, Instance) and before.cls.node is after.cls.node:
        return _widen_instance(before, after)
    return UNKNOWN


def _widen_present(before: Value, after: Value) -> Value:
    """``best = None`` before a loop that finds one: None, or what there is else."""
    present = [option for value in (before, after) for option in alternatives(value) if option != _NONE]
    return join(_NONE, _merge(present)) if present else _NONE


def _widen_items(before: Sequence | ListOf, after: Sequence | ListOf) -> Value:
    """Lists that grow keep what their items have in common; tuples of one length are widened item by item."""
    if isinstance(before, Sequence) and isinstance(after, Sequence):
        if before.is_list != after.is_list:
            return UNKNOWN
        if len(before.items) == len(after.items):
            pairs = zip(before.items, after.items, strict=True)
            return Sequence(tuple(widen(one, other) for one, other in pairs), before.is_list)
        if not before.is_list:
            return UNKNOWN
    items = [item for held in (before, after) for item in (held.items if isinstance(held, Sequence) else (held.item,))]
    length = before.length if isinstance(before, ListOf) else Dim.unknown()
    return ListOf(_merge(items), length if length.is_unknown else Dim.unknown()) if items else UNKNOWN


def _widen_dictionary(before: Dictionary, after: Dictionary) -> Dictionary:
    """A dict that is filled: a key that only one of the two has may be there, and then has that value."""
    items: dict[str | int, Value] = {}
    for key in dict.fromkeys([*before.items, *after.items]):
        held = [each for each in (before.items.get(key, before.rest), after.items.get(key, after.rest)) if each]
        items[key] = _merge(held)
    rests = [rest for rest in (before.rest, after.rest) if rest is not None]
    if before.items.keys() != after.items.keys():
        rests = rests or [UNKNOWN]
    return Dictionary(items, _merge(rests) if rests else None)


def _widen_instance(before: Instance, after: Instance) -> Instance:
    """What two objects of one class have in common; objects in them are told apart no further."""
    attributes: dict[str, Value] = {}
    for name, one in before.attributes.items():
        other = after.attributes.get(name)
        if other is None:
            continue
        attributes[name] = UNKNOWN if isinstance(one, Instance) and one is not other else widen(one, other)
    return Instance(before.cls, attributes)


def is_text(value: Value) -> bool:
    """Whether a value is a string, known or not."""
    if isinstance(value, Constant):
        return isinstance(value.value, str)
    return isinstance(value, Unknown) and value.type == "str"


def _is_number(value: Value) -> bool:
    """Whether it is one number, of Python or of NumPy: ``total = 0`` before a loop, ``total + x[i]`` after a turn."""
    if isinstance(value, Array):
        return value.shape.rank == 0
    if isinstance(value, Constant):
        return isinstance(value.value, (float, complex))
    if isinstance(value, OneOf):
        return all(_is_number(option) for option in value.options)
    return isinstance(value, (Int, Scalar))


def kind_of(value: Value) -> Kind:
    """The kind of a number, or of the elements of an array."""
    if isinstance(value, Int):
        return Kind.INT
    if isinstance(value, OneOf):
        kinds = {kind_of(option) for option in value.options}
        return kinds.pop() if len(kinds) == 1 else Kind.UNKNOWN
    if isinstance(value, Constant):
        return _KINDS.get(type(value.value), Kind.UNKNOWN)
    return value.kind if isinstance(value, (Scalar, Array)) else Kind.UNKNOWN


def _widen_shape(before: Shape, after: Shape) -> Shape:
    if before.open or after.open or len(before.dims) != len(after.dims):
        return Shape.unknown()
    return Shape(tuple(_widen_length(one, other) for one, other in zip(before.dims, after.dims, strict=True)))


def _widen_length(before: Dim, after: Dim) -> Dim:
    return before if before == after or before.is_unknown else Dim.unknown()


def join_names(branches: Several[Mapping[str, Value]]) -> dict[str, Value]:
    """The names after branches that all go on; a name bound in some only is taken to be bound."""
    if len(branches) == 1:
        return dict(branches[0])
    first, *rest = branches
    joined: dict[str, Value] = {}
    for name in dict.fromkeys(name for branch in branches for name in branch):
        value = first.get(name)
        if value is not None and all(branch.get(name) is value for branch in rest):
            joined[name] = value
        elif not name.isidentifier() and any(name not in branch for branch in branches):
            continue
        else:
            joined[name] = join(*(branch[name] for branch in branches if name in branch))
    return joined


Ways = Several[tuple[Mapping[str, Value], Mapping[str, Value]]]


def join_ways(before: Mapping[str, Value], ways: Ways) -> dict[str, Value]:
    """The names after every way that leads past a condition, each with the names as it began and as it ended.

    What the condition told and no way bound anew is again what it was: ``if X.shape[0] == 1: warn()`` leaves ``X`` with
    its samples, of which there may be one.
    """
    joined = join_names([end for _, end in ways])
    for name, value in before.items():
        is_kept = joined.get(name) is value or any(end.get(name) is not start.get(name) for start, end in ways)
        if not is_kept and all(isinstance(each, (Array, Int, Scalar, Constant)) for each in alternatives(value)):
            joined[name] = value
    return joined


def widen_names(before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, Value]:
    """The names at the head of a loop, after one turn of it."""
    widened: dict[str, Value] = {}
    for name, value in after.items():
        old = before.get(name)
        if old is None or old is value:
            if old is not None or name.isidentifier():
                widened[name] = value
        elif name.isidentifier():
            widened[name] = widen(old, value)
    return widened


def combinations(values: Iterable[Value]) -> list[tuple[Value, ...]] | None:
    """Every choice of alternatives of several values; None where there are too many."""
    choices = [alternatives(value) for value in values]
    count = 1
    for options in choices:
        count *= len(options)
    return list(product(*choices)) if count <= MOST_COMBINATIONS else None
