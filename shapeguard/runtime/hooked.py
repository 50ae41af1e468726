"""Functions of a hooked module: guarded where they speak of arrays, decorated once even where they are nested.

``def`` inside a function runs at every call of it; to generate a guard each time would cost milliseconds. The first
wrapper is the template: the next one shares its code and its checks and differs in the function that it calls.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import sys
import types
from collections.abc import Mapping
from typing import Any

from jaxtyping import AnnotationError

from shapeguard.notation import NotationError
from shapeguard.runtime import switching
from shapeguard.runtime.annotations import ForwardReference, raw_annotations, resolve
from shapeguard.runtime.checks import check_of, holds_arrays
from shapeguard.runtime.classes import array_attributes, guard_class
from shapeguard.runtime.guarding import GuardedFunction, is_guarded
from shapeguard.runtime.watched_source import Definition

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_ARRAY_HINT = re.compile(r"\w\[.*,.*['\"].*\]", re.DOTALL)


class HookedFunction(GuardedFunction):
    """A guard whose annotations the import hook has chosen."""

    def __init__(self, function: types.FunctionType, annotations: Mapping[str, Any], local: Mapping[str, Any]) -> None:
        self.annotations = annotations
        super().__init__(function, {}, local)

    def _annotations(self) -> Mapping[str, Any]:
        return self.annotations


class Decorator:
    """The decorator of one ``def`` of a hooked module.

    Parameters
    ----------
    definition
        What the rewriting saw.
    unimported
        Names that only a type checker imports.
    """

    def __init__(self, definition: Definition, unimported: frozenset[str]) -> None:
        self.definition = definition
        self.unimported = unimported
        self._template: Any = None
        self._fingerprint: Any = None

    def __call__(self, function: Any) -> Any:
        """Guard a function that has array annotations, or give its local contracts a scope; else return it as it is."""
        if switching.is_final() or not isinstance(function, types.FunctionType) or is_guarded(function):
            return function
        if not self.definition.is_nested:
            return self._decorated(function, {})
        local = _names_around(function)
        fingerprint = _fingerprint(raw_annotations(function), local)
        if fingerprint is None or fingerprint != self._fingerprint:
            self._template = self._decorated(function, local)
            self._fingerprint = fingerprint
            return self._template
        return _rebound(self._template, function) if is_guarded(self._template) else function

    def _decorated(self, function: types.FunctionType, local: Mapping[str, Any]) -> Any:
        annotations = {
            name: annotation
            for name, annotation in raw_annotations(function).items()
            if not self._is_for_type_checkers(function, annotation)
        }
        if any(_speaks_of_arrays(function, name, hint, local) for name, hint in annotations.items()):
            return HookedFunction(function, annotations, local).wrapper
        return HookedFunction(function, {}, {}).wrapper if self.definition.has_contracts else function

    def _is_for_type_checkers(self, function: types.FunctionType, annotation: Any) -> bool:
        if not isinstance(annotation, str) or not self.unimported:
            return False
        missing = self.unimported - function.__globals__.keys()
        return not missing.isdisjoint(_IDENTIFIER.findall(annotation))


def guard_dataclass(target: Any) -> Any:
    """Guard a dataclass that has fields with arrays; any other class comes back as it is."""
    if switching.is_final() or not isinstance(target, type) or not dataclasses.is_dataclass(target):
        return target
    try:
        return guard_class(target, False, {}) if array_attributes(target, vars(target)) else target
    except AnnotationError:
        return target


def _speaks_of_arrays(function: types.FunctionType, name: str, annotation: Any, local: Mapping[str, Any]) -> bool:
    """Whether an annotation is an array's, or was meant to be: then the guard says what is wrong with it."""
    try:
        return holds_arrays(check_of(resolve(function, {name: annotation}, local)[name]))
    except NotationError:
        return True
    except (ForwardReference, AnnotationError):
        return isinstance(annotation, str) and _ARRAY_HINT.search(annotation) is not None


def _names_around(function: types.FunctionType) -> Mapping[str, Any]:
    """The names of the function in which a nested one is defined, where annotations in quotes may use them."""
    if not any(isinstance(annotation, str) for annotation in raw_annotations(function).values()):
        return {}
    return dict(sys._getframe(2).f_locals)


def _fingerprint(annotations: Mapping[str, Any], local: Mapping[str, Any]) -> Any:
    """What decides whether two definitions promise the same; None where that cannot be told."""
    parts = []
    for name, annotation in annotations.items():
        if isinstance(annotation, str) and not local.keys().isdisjoint(_IDENTIFIER.findall(annotation)):
            return None
        part = annotation
        if hasattr(annotation, "dim_str"):  # each evaluation makes a new class
            part = (annotation.dtype, annotation.array_type, annotation.dim_str)
        parts.append((name, part))
    return tuple(parts)


def _rebound(template: Any, function: types.FunctionType) -> Any:
    """The wrapper of another closure of the same function."""
    guarded: GuardedFunction = vars(template)["__shapeguard__"]
    original = guarded.function
    if guarded.authority is None or all(value is not original for value in template.__globals__.values()):
        return HookedFunction(function, getattr(guarded, "annotations", {}), {}).wrapper
    constants = {name: function if value is original else value for name, value in template.__globals__.items()}
    wrapper = types.FunctionType(template.__code__, constants, function.__name__, function.__defaults__)
    wrapper.__kwdefaults__ = function.__kwdefaults__
    functools.update_wrapper(wrapper, function)
    vars(wrapper)["__shapeguard__"] = guarded
    return wrapper
