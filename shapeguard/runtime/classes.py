"""``@guard`` on a class: its methods, the ``__init__`` of a dataclass, and sizes that its attributes bind."""

from __future__ import annotations

import functools
import sys
import types
from collections.abc import Mapping
from typing import Any, ClassVar, get_origin

from shapeguard.runtime.annotations import ForwardReference, raw_annotations, resolve
from shapeguard.runtime.checks import check_of, holds_arrays
from shapeguard.runtime.guarding import guard_member

_MEMBERS = (types.FunctionType, classmethod, staticmethod, property, functools.cached_property)


def guard_class(target: type, bind_self: bool, local: Mapping[str, Any]) -> type:
    """Guard everything in a class body that is annotated; the class itself comes back, changed in place.

    Parameters
    ----------
    target
        The class. The ``__init__`` of a dataclass and the ``__new__`` of a NamedTuple check the fields.
    bind_self
        Whether annotated attributes bind sizes for every method.
    local
        Names of the scope that holds the class.
    """
    names = {**local, **vars(target), target.__name__: target}
    if hasattr(target, "_fields"):  # the methods of a NamedTuple live in a namespace of their own
        names = {**vars(sys.modules[target.__module__]), **names}
    attributes = array_attributes(target, names) if bind_self else {}
    for name, member in list(vars(target).items()):
        if isinstance(member, _MEMBERS) and (attributes or _is_annotated(member)):
            setattr(target, name, guard_member(member, attributes, names))
    return target


def array_attributes(target: type, local: Mapping[str, Any]) -> dict[str, Any]:
    """The annotated attributes of a class and its bases that hold arrays."""
    found: dict[str, Any] = {}
    for base in reversed(target.__mro__):
        for name, annotation in raw_annotations(base).items():
            hint = _resolved(base, name, annotation, local)
            if get_origin(hint) is not ClassVar and holds_arrays(check_of(hint)):
                found[name] = hint
    return found


def _resolved(base: type, name: str, annotation: Any, local: Mapping[str, Any]) -> Any:
    owner = next((member for member in vars(base).values() if isinstance(member, types.FunctionType)), base)
    try:
        return resolve(owner, {name: annotation}, local)[name]
    except ForwardReference:  # a plain name that is not defined yet is no array annotation
        return Any


def _is_annotated(member: Any) -> bool:
    if isinstance(member, property):
        return any(map(_is_annotated, filter(None, (member.fget, member.fset, member.fdel))))
    function = getattr(member, "__func__", None) or getattr(member, "func", None) or member
    return callable(function) and bool(raw_annotations(function))
