"""The checks of a contract as source: straight-line code that can only say yes."""

from __future__ import annotations

from types import NoneType

import numpy as np

from shapeguard.runtime.axes import Axes, Bound
from shapeguard.runtime.checks import (
    Anything,
    Array,
    Check,
    Either,
    Elements,
    Entries,
    Fields,
    Instance,
    Judged,
    Record,
    arrays_of,
    beartype_verdict,
)
from shapeguard.runtime.source import NoFastPath

_USUAL_DTYPES = tuple(map(np.dtype, ("float64", "int64", "bool", "float32", "complex128")))


class Emitter(Axes):
    """Writes checks of values against hints."""

    def check(self, check: Check, value: str, bound: Bound) -> None:
        """Write the check of a value that a local variable holds.

        Raises
        ------
        NoFastPath
            If the check needs the authority.
        """
        match check:
            case Anything():
                pass
            case Array():
                self.array(check, value, bound)
            case Instance(hint=hint):
                self._instance(hint, value)
            case Judged(hint=hint, with_arrays=False):
                self.doubt_if(f"not {self.constant(beartype_verdict())}({value}, {self.constant(hint)})")
            case Either(members=members):
                self._either(members, value, bound)
            case Elements() | Entries() | Fields():
                self._container(check, value, bound)
            case Record() | Judged():
                raise NoFastPath

    def _instance(self, hint: type, value: str) -> None:
        if hint is NoneType:
            self.doubt_if(f"{value} is not None")
        else:
            name = self.constant(hint)
            self.doubt_if(f"{self.type}({value}) is not {name} and not {self.isinstance}({value}, {name})")

    def array(self, check: Array, value: str, bound: Bound) -> tuple[str, str | None]:
        """Write the check of an array; the variables that hold its shape and its dtype come back."""
        if not check.takes_ndarray:
            raise NoFastPath
        self.doubt_if(f"{self.type}({value}) is not {self.constant(np.ndarray)}")
        dtype = self._dtype(check.numbers, value)
        shape = self.fresh()
        self.line(f"{shape} = {value}.shape")
        self.axes(check.spec.axes, shape, bound)
        return shape, dtype

    def _dtype(self, numbers: frozenset[int] | None, value: str) -> str | None:
        if numbers is None:
            return None
        dtype = self.fresh()
        self.line(f"{dtype} = {value}.dtype")
        usual = next((usual for usual in _USUAL_DTYPES if usual.num in numbers), None)
        shortcut = f"{dtype} is not {self.constant(usual)} and " if usual is not None else ""
        self.doubt_if(f"{shortcut}{dtype}.num not in {self.constant(numbers)}")
        return dtype

    def _either(self, members: tuple[Check, ...], value: str, bound: Bound) -> None:
        optional = [member for member in members if isinstance(member, Instance) and member.hint is NoneType]
        others = [member for member in members if member not in optional]
        if optional:
            with self.maybe(f"if {value} is not None:", bound) as inner:
                self._first_of(others, value, inner)
        else:
            self._first_of(others, value, bound)

    def _first_of(self, members: list[Check], value: str, bound: Bound) -> None:
        """The first member that fits; what a failing one bound on its way must not stay."""
        if len(members) == 1:
            self.check(members[0], value, bound)
            return
        for name in sizes_in(*members):
            if name not in bound.variables:
                self.bind_optionally(name, bound)
        inner = self.aliased(bound)
        with self.block("try:"):
            self.line("pass")
            self.check(members[0], value, inner)
            for name, (variable, _) in inner.variables.items():
                if variable != bound.variables[name][0]:
                    self.line(f"{bound.variables[name][0]} = {variable}")
        with self.block(f"except {self.error}:"):
            self.line("pass")
            self._first_of(members[1:], value, bound)

    def _container(self, check: Elements | Entries | Fields, value: str, bound: Bound) -> None:
        item = self.fresh()
        if isinstance(check, Fields):
            self.doubt_if(f"{self.type}({value}) is not {self.constant(check.origin)}")
            parts = [self.fresh() for _ in check.fields]
            self.line(f"{''.join(part + ', ' for part in parts)} = {value}" if parts else "pass")
            for part, field_check in zip(parts, check.fields, strict=True):
                self.check(field_check, part, bound)
        elif isinstance(check, Elements):
            self._exact_kind(check.origin, (list, tuple), value)
            with self.maybe(f"for {item} in {value}:", bound, repeated=True) as inner:
                self.check(check.element, item, inner)
        else:
            self._exact_kind(check.origin, (dict,), value)
            key = self.fresh()
            with self.maybe(f"for {key}, {item} in {value}.items():", bound, repeated=True) as inner:
                self.check(check.keys, key, inner)
                self.check(check.values, item, inner)

    def _exact_kind(self, origin: type, usual: tuple[type, ...], value: str) -> None:
        kinds = [kind for kind in usual if issubclass(kind, origin)]
        if not kinds:
            raise NoFastPath
        self.doubt_if(" and ".join(f"{self.type}({value}) is not {self.constant(kind)}" for kind in kinds))


def sizes_in(*checks: Check) -> set[str]:
    """Every name that the checks bind, those of several axes with a leading ``*``."""
    axes = (axis for check in checks for array in arrays_of(check) for axis in array.spec.axes)
    return {f"*{axis.name}" if axis.variadic else axis.name for axis in axes if axis.name is not None}


def broadcast_variadics(*checks: Check) -> frozenset[str]:
    """The names that stand for several axes and are written ``*#name`` anywhere in the checks."""
    axes = (axis for check in checks for array in arrays_of(check) for axis in array.spec.axes)
    return frozenset(str(axis.name) for axis in axes if axis.variadic and axis.broadcastable)
