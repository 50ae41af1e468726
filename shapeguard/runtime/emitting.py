"""The checks of a contract as Python source: straight-line code that can only say yes.

Nothing that an author wrote reaches the source, except the names of parameters, which Python itself has verified:
sizes live in numbered variables, everything else is a numbered constant of the namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import NoneType
from typing import Any

import numpy as np

from shapeguard.notation import Axis, fold, names_in
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
    beartype_verdict,
)

_USUAL_DTYPES = tuple(map(np.dtype, ("float64", "int64", "bool", "float32", "complex128")))


_FUNCTIONS = {"min": min, "max": max}


class NoFastPath(Exception):
    """A check that only the authority can make."""


class Doubt(Exception):
    """Raised by generated code where it cannot say yes."""


@dataclass
class Bound:
    """Which names have a size at one point of the generated code.

    ``variables`` maps a name (with a leading ``*`` for several axes) to its local variable and whether it certainly has
    a size there; a variable that may have none holds None.
    """

    variables: dict[str, tuple[str, bool]] = field(default_factory=dict)
    repeated: bool = False

    def copy(self, repeated: bool = False) -> Bound:
        """The same names for an inner block; ``repeated`` if it may run again after binding some."""
        return Bound(dict(self.variables), self.repeated or repeated)

    def is_certain(self, name: str) -> bool:
        """Whether the name certainly has a size here."""
        return self.variables.get(name, ("", False))[1]


class Emitter:
    """Writes checks of values against hints, line by line."""

    def __init__(self, prefix: str, broadcast_variadics: frozenset[str] = frozenset()) -> None:
        self.prefix = prefix
        self.lines: list[str] = []
        self.depth = 1
        self.constants: dict[str, Any] = {}
        self.optional: set[str] = set()
        self.broadcast_variadics = broadcast_variadics
        self._sizes: dict[str, str] = {}
        self._count = 0
        self._names: dict[int, str] = {}
        self.doubt = f"raise {self.constant(Doubt)}"
        self.ndarray = self.constant(np.ndarray)
        self.type, self.isinstance, self.len = map(self.constant, (type, isinstance, len))
        self.error = self.constant(Exception)

    def line(self, text: str) -> None:
        """Append one statement."""
        self.lines.append("    " * self.depth + text)

    @contextmanager
    def block(self, header: str) -> Iterator[None]:
        """Indent what is written inside."""
        self.line(header)
        self.depth += 1
        yield
        self.depth -= 1

    def fresh(self) -> str:
        """A local variable of its own."""
        self._count += 1
        return f"{self.prefix}{self._count}"

    def constant(self, value: Any) -> str:
        """The name of a constant in the namespace of the generated function."""
        known = self._names.get(id(value))
        if known is None:
            known = self._names[id(value)] = f"{self.prefix}c{len(self.constants)}"
            self.constants[known] = value
        return known

    def doubt_if(self, condition: str) -> None:
        """Give up where the condition holds."""
        with self.block(f"if {condition}:"):
            self.line(self.doubt)

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
        self.doubt_if(f"{self.type}({value}) is not {self.ndarray}")
        dtype = self._dtype(check.numbers, value)
        shape = self.fresh()
        self.line(f"{shape} = {value}.shape")
        variadic = check.spec.variadic
        if variadic is None:
            self._fixed_rank(check.spec.axes, shape, bound)
        else:
            self._free_rank(check.spec.axes, variadic, shape, bound)
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

    def _fixed_rank(self, axes: tuple[Axis, ...], shape: str, bound: Bound) -> None:
        """Unpacking is the rank check: another number of axes is a ValueError, which is a doubt."""
        if not axes:
            self.doubt_if(shape)
            return
        targets, checks = [], []
        for axis in axes:
            if self._binds_first(axis, bound):
                targets.append(self._bind(str(axis.name), bound))
            else:
                targets.append(self.fresh())
                checks.append((axis, targets[-1]))
                self._forbid_unbound(axis, bound)
        self.line(f"{', '.join(targets)}, = {shape}")
        for axis, size in checks:
            self._axis(axis, size, bound)

    def _binds_first(self, axis: Axis, bound: Bound) -> bool:
        plain = axis.kind == "name" and not axis.broadcastable and not axis.treepath
        return plain and axis.name not in bound.variables and not bound.repeated

    def _forbid_unbound(self, axis: Axis, bound: Bound) -> None:
        """An expression reads what stands before it, never what the same unpacking binds after it."""
        if axis.kind == "symbolic":
            self._expression(axis, bound)

    def _free_rank(self, axes: tuple[Axis, ...], variadic: int, shape: str, bound: Bound) -> None:
        before, after = axes[:variadic], axes[variadic + 1 :]
        if before or after:
            self.doubt_if(f"{self.len}({shape}) < {len(before) + len(after)}")
        for index, axis in enumerate(before):
            self._indexed_axis(axis, f"{shape}[{index}]", bound)
        for index, axis in enumerate(after):
            self._indexed_axis(axis, f"{shape}[{index - len(after)}]", bound)
        if axes[variadic].kind == "name":
            self._variadic(axes[variadic], f"{shape}[{len(before)}:{-len(after) or ''}]", bound)

    def _indexed_axis(self, axis: Axis, size: str, bound: Bound) -> None:
        if axis.kind != "anonymous":
            variable = self.fresh()
            self.line(f"{variable} = {size}")
            self._axis(axis, variable, bound)

    def _variadic(self, axis: Axis, axes: str, bound: Bound) -> None:
        if axis.treepath:
            raise NoFastPath
        name = f"*{axis.name}"
        if axis.name not in self.broadcast_variadics:
            pair = self.fresh()
            self.line(f"{pair} = (False, {axes})")
            self._unify(name, pair, bound)
            return
        if name not in bound.variables and bound.repeated:
            self._bind_optionally(name, bound)
        previous, _ = bound.variables.get(name, ("None", False))
        variable = self._bind(name, bound) if previous == "None" else previous
        self.line(f"{variable} = {self.constant(widened)}({previous}, {axes}, {axis.broadcastable})")

    def _axis(self, axis: Axis, size: str, bound: Bound) -> None:
        if axis.kind == "anonymous":
            return
        if axis.treepath:
            raise NoFastPath
        if axis.broadcastable:
            with self.maybe(f"if {size} != 1:", bound) as inner:
                self._demand(axis, size, inner)
        else:
            self._demand(axis, size, bound)

    def _demand(self, axis: Axis, size: str, bound: Bound) -> None:
        if axis.kind == "fixed":
            self.doubt_if(f"{size} != {int(axis.size or 0)}")
        elif axis.kind == "symbolic":
            self.doubt_if(f"{size} != {self._expression(axis, bound)}")
        else:
            self._unify(str(axis.name), size, bound)

    def _unify(self, name: str, size: str, bound: Bound) -> None:
        """Bind a name to a size, or compare it with the one that it has."""
        if name not in bound.variables:
            if not bound.repeated:
                self.line(f"{self._bind(name, bound)} = {size}")
                return
            self._bind_optionally(name, bound)
        variable, certain = bound.variables[name]
        if certain:
            self.doubt_if(f"{size} != {variable}")
            return
        with self.block(f"if {variable} is None:"):
            self.line(f"{variable} = {size}")
        with self.block(f"elif {size} != {variable}:"):
            self.line(self.doubt)

    def _bind(self, name: str, bound: Bound) -> str:
        variable = self._variable(name)
        bound.variables[name] = (variable, True)
        return variable

    def _bind_optionally(self, name: str, bound: Bound) -> str:
        variable = self._variable(name)
        self.optional.add(variable)
        bound.variables[name] = (variable, False)
        return variable

    def _variable(self, name: str) -> str:
        return self._sizes.setdefault(name, f"{self.prefix}n{len(self._sizes)}")

    def _expression(self, axis: Axis, bound: Bound) -> str:
        """Arithmetic over names that certainly have sizes, as source over their variables."""
        if axis.arithmetic is None:
            raise NoFastPath
        names = set(names_in(axis.arithmetic))
        if not all(map(bound.is_certain, names)) or _FUNCTIONS.keys() & bound.variables.keys():
            raise NoFastPath
        return fold(axis.arithmetic, str, lambda name: bound.variables[name][0], self._applied)

    def _applied(self, symbol: str, operands: tuple[str, ...]) -> str:
        if symbol in _FUNCTIONS:
            return f"{self.constant(_FUNCTIONS[symbol])}({', '.join(operands)})"
        return f"({operands[0]} {symbol} {operands[1]})"

    @contextmanager
    def maybe(self, header: str, bound: Bound, repeated: bool = False) -> Iterator[Bound]:
        """A block that may not run: what it binds may have no size afterwards."""
        inner = bound.copy(repeated)
        with self.block(header):
            start = len(self.lines)
            yield inner
            if len(self.lines) == start:
                self.line("pass")
        for name, (variable, _) in inner.variables.items():
            if name not in bound.variables:
                bound.variables[name] = (variable, False)
                self.optional.add(variable)

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
                self._bind_optionally(name, bound)
        inner = self._aliased(bound)
        with self.block("try:"):
            self.line("pass")
            self.check(members[0], value, inner)
            for name, (variable, _) in inner.variables.items():
                if variable != bound.variables[name][0]:
                    self.line(f"{bound.variables[name][0]} = {variable}")
        with self.block(f"except {self.error}:"):
            self.line("pass")
            self._first_of(members[1:], value, bound)

    def _aliased(self, bound: Bound) -> Bound:
        """Names without a certain size, as variables of their own that can be thrown away."""
        inner = bound.copy()
        for name, (variable, certain) in bound.variables.items():
            if not certain:
                alias = self.fresh()
                self.line(f"{alias} = {variable}")
                inner.variables[name] = (alias, False)
        return inner

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
    names: set[str] = set()
    for check in checks:
        match check:
            case Array(spec=spec):
                names |= {f"*{a.name}" if a.variadic else a.name for a in spec.axes if a.name is not None}
            case Either(members=parts) | Fields(fields=parts):
                names |= sizes_in(*parts)
            case Elements(element=part) | Entries(values=part):
                names |= sizes_in(part)
    return names


def widened(previous: tuple[bool, tuple[int, ...]] | None, shape: tuple[int, ...], broadcastable: bool) -> Any:
    """Unify the axes of ``*#name`` with what is bound, as jaxtyping does.

    Raises
    ------
    ValueError
        If the axes do not broadcast.
    Doubt
        If they broadcast to something that the name does not allow.
    """
    if previous is None:
        return broadcastable, shape
    was_broadcastable, bound = previous
    together = np.broadcast_shapes(shape, bound)
    if was_broadcastable:
        if not broadcastable and together != shape:
            raise Doubt
        return broadcastable, together
    if together != bound or (not broadcastable and shape != bound):
        raise Doubt
    return previous
