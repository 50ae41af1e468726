"""The axes of an array as source: unpacked, compared, and bound to the names that they give a size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from shapeguard.notation import Axis, fold, names_in
from shapeguard.runtime.source import Doubt, NoFastPath, Source

_FUNCTIONS = {"min": min, "max": max}


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


class Axes(Source):
    """Writes what the axes of arrays demand.

    ``optional`` are the variables that hold None until something binds them; ``broadcast_variadics`` the names that are
    written ``*#name`` anywhere in the signature, whose axes widen from one array to the next.
    """

    def __init__(self, prefix: str, broadcast_variadics: frozenset[str] = frozenset()) -> None:
        super().__init__(prefix)
        self.optional: set[str] = set()
        self.broadcast_variadics = broadcast_variadics
        self._sizes: dict[str, str] = {}

    def axes(self, axes: tuple[Axis, ...], shape: str, bound: Bound) -> None:
        """Write the check of a shape that a local variable holds."""
        variadic = next((index for index, axis in enumerate(axes) if axis.variadic), None)
        if variadic is None:
            self._fixed_rank(axes, shape, bound)
        else:
            self._free_rank(axes, variadic, shape, bound)

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
            self.bind_optionally(name, bound)
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
            self.bind_optionally(name, bound)
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

    def bind_optionally(self, name: str, bound: Bound) -> str:
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

    def aliased(self, bound: Bound) -> Bound:
        """Names without a certain size, as variables of their own that can be thrown away."""
        inner = bound.copy()
        for name, (variable, certain) in bound.variables.items():
            if not certain:
                alias = self.fresh()
                self.line(f"{alias} = {variable}")
                inner.variables[name] = (alias, False)
        return inner


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
