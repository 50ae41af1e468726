"""What a hint demands, as a tree: the fast path is generated from it, and the authority walks it.

A node is as specific as its hint allows. What no node describes is :class:`Judged`: beartype's affair.
"""

from __future__ import annotations

import collections
import types
import typing
from abc import ABCMeta
from collections import abc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import EnumMeta
from functools import cache, lru_cache, partial
from typing import Any, TypeAlias

import numpy as np

from shapeguard.notation import ShapeSpec, parse
from shapeguard.runtime.annotations import is_array_hint, translate
from shapeguard.runtime.type_aliases import alias_of, stated


@dataclass(frozen=True, slots=True)
class Anything:
    """``Any``, ``object``, no annotation."""

    hint: Any


@dataclass(frozen=True, slots=True)
class Array:
    """One jaxtyping annotation. ``numbers`` are the dtype numbers it takes of plain NumPy arrays; None is all."""

    hint: Any
    spec: ShapeSpec
    numbers: frozenset[int] | None
    takes_ndarray: bool


@dataclass(frozen=True, slots=True)
class Instance:
    """A plain class, ``None`` among them."""

    hint: type


class NoReturn:
    """What a function that never returns gives: no value is one."""


@dataclass(frozen=True, slots=True)
class Either:
    """A union with arrays in it; members are tried as written and the first that fits binds."""

    hint: Any
    members: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Elements:
    """A container of any length with arrays in it, such as ``list[Float[...]]``; every element is checked."""

    hint: Any
    origin: type
    element: Check


@dataclass(frozen=True, slots=True)
class Fields:
    """A tuple of fixed length with arrays in it; ``names`` label the fields of a NamedTuple."""

    hint: Any
    origin: type
    fields: tuple[Check, ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping with arrays as values."""

    hint: Any
    origin: type
    keys: Check
    values: Check


@dataclass(frozen=True, slots=True)
class Record:
    """A TypedDict with arrays in it."""

    hint: Any
    fields: tuple[tuple[str, Check], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A hint that beartype judges. With arrays in it, the judgement needs jaxtyping's scope."""

    hint: Any
    with_arrays: bool


Check: TypeAlias = Anything | Array | Instance | Either | Elements | Fields | Entries | Record | Judged

_CONTAINERS = (list, tuple, set, frozenset, collections.deque, abc.Sequence, abc.MutableSequence, abc.Collection)
_MAPPINGS = (dict, collections.OrderedDict, collections.defaultdict, abc.Mapping, abc.MutableMapping)
_NEVER_OPENED = (
    type,
    abc.Callable,
    abc.Iterator,
    abc.Generator,
    abc.Awaitable,
    abc.Coroutine,
    abc.AsyncIterator,
    abc.AsyncGenerator,
)
"""What beartype never looks into: the arrays that such a hint mentions bind nothing."""
_UNDEMANDING = (Any, object, typing.Self)
_IMPOSSIBLE = (typing.NoReturn, typing.Never)
_QUALIFIERS = ("Final", "ClassVar", "Required", "NotRequired", "ReadOnly")  # by name: typing has them, or its backport
_BUILTIN_DTYPES = tuple(np.dtype(code) for code in np.typecodes["All"] if code != "V")


def check_of(hint: Any, inside: frozenset[Any] = frozenset()) -> Check:
    """Describe what a resolved hint demands; what an alias says of itself, `inside` it, is for beartype to judge."""
    hint, inside = _unwrapped(hint, inside)
    if alias_of(hint) is not None:
        return Judged(hint, with_arrays=True)
    if is_array_hint(hint):
        return _array(hint)
    if any(hint is free for free in _UNDEMANDING):
        return Anything(hint)
    if any(hint is impossible for impossible in _IMPOSSIBLE):
        return Instance(NoReturn)
    if hint is None or hint is type(None):
        return Instance(type(None))
    if not mentions_arrays(hint):
        return Instance(hint) if _is_plain(hint) else _judged(hint)
    return _compound(hint, inside)


def _judged(hint: Any, with_arrays: bool = False) -> Judged:
    beartype_verdict()(None, hint)  # a hint that beartype cannot enforce is an error now, not at the first call
    return Judged(hint, with_arrays)


def _compound(hint: Any, inside: frozenset[Any]) -> Check:
    """A hint with arrays inside."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    checked = partial(check_of, inside=inside)
    if origin in (typing.Union, types.UnionType):
        return Either(hint, tuple(map(checked, arguments)))
    if _is_named_tuple(hint):
        hints = _field_hints(hint)
        return Fields(hint, hint, tuple(checked(hints.get(name, Any)) for name in hint._fields), hint._fields)
    if typing.is_typeddict(hint):
        hints = _field_hints(hint)
        return Record(hint, tuple((name, checked(value)) for name, value in hints.items()))
    if origin is tuple and arguments[-1] is not Ellipsis:
        return Fields(hint, tuple, tuple(map(checked, arguments)))
    if origin in _CONTAINERS:
        return Elements(hint, origin, checked(arguments[0]))
    if origin in _MAPPINGS:
        return Entries(hint, origin, checked(arguments[0]), checked(arguments[1]))
    return _judged(hint, with_arrays=origin not in _NEVER_OPENED)


def mentions_arrays(hint: Any, inside: frozenset[Any] = frozenset()) -> bool:
    """Whether a jaxtyping annotation stands anywhere in the hint; `inside` are the aliases around it."""
    if is_array_hint(hint):
        return True
    alias = alias_of(hint)
    if alias is not None:
        return alias not in inside and mentions_arrays(stated(hint), inside | {alias})
    mentions = partial(mentions_arrays, inside=inside)
    if _is_named_tuple(hint) or typing.is_typeddict(hint):
        return any(map(mentions, _field_hints(hint).values()))
    if isinstance(hint, list | tuple):
        return any(map(mentions, hint))
    if type(hint).__module__.startswith("jaxtyping"):  # PyTree[Float[...]]
        return True
    return typing.get_origin(hint) is not typing.Literal and any(map(mentions, typing.get_args(hint)))


def holds_arrays(check: Check) -> bool:
    """Whether a check reads or binds sizes."""
    return not isinstance(check, Anything | Instance) and not (isinstance(check, Judged) and not check.with_arrays)


def arrays_of(check: Check) -> Iterator[Array]:
    """Every array that a check speaks of, at any depth."""
    match check:
        case Array():
            yield check
        case Either(members=parts) | Fields(fields=parts):
            for part in parts:
                yield from arrays_of(part)
        case Elements(element=part) | Entries(values=part):
            yield from arrays_of(part)
        case Record(fields=named):
            for _, part in named:
                yield from arrays_of(part)


def _unwrapped(hint: Any, inside: frozenset[Any]) -> tuple[Any, frozenset[Any]]:
    """The hint behind aliases, NewType, qualifiers and metadata that demands nothing; and the aliases around it."""
    while True:
        alias = alias_of(hint)
        if typing.get_origin(hint) is typing.Annotated:
            inner, *metadata = typing.get_args(hint)
            if any(type(item).__module__.startswith("beartype") for item in metadata):
                return hint, inside
            hint = inner
        elif hasattr(hint, "__supertype__"):
            hint = hint.__supertype__
        elif alias is not None and alias not in inside:
            hint, inside = stated(hint), inside | {alias}
        elif getattr(typing.get_origin(hint), "_name", "") in _QUALIFIERS:
            (hint,) = typing.get_args(hint)
        else:
            return hint, inside


def _field_hints(hint: Any) -> dict[str, Any]:
    """The resolved hints of a NamedTuple or TypedDict; none where they name what only its own scope can see."""
    try:
        hints = typing.get_type_hints(hint, include_extras=True)
    except NameError:
        return {}
    return {name: translate(value) for name, value in hints.items()}


def _is_named_tuple(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def _is_plain(hint: Any) -> bool:
    """Whether beartype's verdict on a hint is ``isinstance`` and nothing more."""
    return (
        isinstance(hint, type)
        and type(hint) in (type, ABCMeta, EnumMeta)
        and not isinstance(hint, types.GenericAlias)
        and not issubclass(hint, typing.Generic)
        and not typing.is_typeddict(hint)
        and not _is_named_tuple(hint)
    )


def _array(hint: Any) -> Array:
    accepts = hint.array_type is Any or (isinstance(hint.array_type, type) and issubclass(np.ndarray, hint.array_type))
    plain = accepts and not hint._skip_instancecheck and hint.dtypes == hint.dtype.dtypes
    numbers = dtype_numbers(hint.dtype) if plain else None
    return Array(hint, parse(hint.dim_str), numbers, plain)


@lru_cache(maxsize=256)
def dtype_numbers(dtype: Any) -> frozenset[int] | None:
    """The numbers of NumPy's own dtypes that jaxtyping's dtype accepts, by asking jaxtyping; None is every one."""
    loose = dtype[np.ndarray, "..."]
    taken = frozenset(number.num for number in _BUILTIN_DTYPES if isinstance(np.empty(0, number), loose))
    takes_all = isinstance(np.empty(0, [("field", "i4")]), loose) and len(taken) == len(
        {d.num for d in _BUILTIN_DTYPES}
    )
    return None if takes_all else taken


@cache
def beartype_verdict() -> Callable[[object, Any], bool]:
    """Beartype's ``is_bearable``, imported when the first hint needs it: its package takes 35 ms."""
    from beartype.door import is_bearable

    return is_bearable
