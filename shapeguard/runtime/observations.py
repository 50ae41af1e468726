"""The arrays of a failed call: who bound which name, which axis disagrees, and who is to blame.

Nothing here runs while calls succeed; provenance costs the fast path nothing because it is recomputed on failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from shapeguard.notation import Axis, evaluate
from shapeguard.runtime import memo
from shapeguard.runtime.authority import object_to, parts_of
from shapeguard.runtime.checks import Anything, Array, Check, Either, Instance, Judged
from shapeguard.runtime.function_contract import RESULT, YIELDED
from shapeguard.shapes import diagnosis


@dataclass(frozen=True, slots=True)
class Observed:
    """One array, with the check that it has to pass."""

    path: str
    check: Array
    value: Any

    @property
    def expression(self) -> str:
        """The array as it is written in code; what a body hands out has no name of its own."""
        return {RESULT: "result", YIELDED: "value"}.get(self.path, self.path)

    @property
    def is_handed_out(self) -> bool:
        """Whether it comes out of the body: what is returned or yielded, or a part of it."""
        return self.path.startswith((RESULT, YIELDED))

    @property
    def is_right_class(self) -> bool:
        """Whether it is an array of the library that the hint names."""
        kind = self.check.hint.array_type
        return kind is Any or isinstance(self.value, kind)

    @property
    def is_right_dtype(self) -> bool:
        """Whether only its shape can be wrong."""
        return isinstance(self.value, self.check.hint.dtype[Any, "..."])

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the array."""
        return tuple(self.value.shape)

    def reshaped(self, shape: Sequence[int], dtype: Any = None) -> Observed:
        """The same array as if it had another shape or dtype; no memory is used for it."""
        if hasattr(self.value, "new_empty") and dtype is None:  # PyTorch's dtypes are not NumPy's
            return replace(self, value=self.value.new_empty(()).expand(*shape))
        stand_in = np.broadcast_to(np.empty((), dtype or self.value.dtype), shape)
        return replace(self, value=stand_in)


@dataclass(frozen=True, slots=True)
class Binding:
    """The size of a name, and the axis that gave it."""

    name: str
    size: int | tuple[int, ...]
    source: str


def arrays_in(check: Check, value: Any, path: str) -> Iterator[Observed]:
    """Every array of a value with the check that it has to pass, containers opened as far as their kind is right."""
    match check:
        case Array():
            if hasattr(value, "shape") and hasattr(value, "dtype"):
                yield Observed(path, check, value)
        case Either(members=members):
            fitting = (member for member in members if _fits_alone(member, value))
            chosen = next(fitting, None)
            if chosen is not None:
                yield from arrays_in(chosen, value, path)
        case Anything() | Instance() | Judged():
            return
        case _:
            try:
                parts = list(parts_of(check, value, path))
            except Exception:  # not the kind of container that the hint names
                return
            for part, item, where in parts:
                yield from arrays_in(part, item, where)


def _fits_alone(check: Check, value: Any) -> bool:
    with memo.opened(memo.new_scope({})):
        try:
            return object_to(check, value, "") is None
        except Exception:
            return False


def are_consistent(observed: Iterable[Observed], arguments: dict[str, Any]) -> bool:
    """Whether all the arrays pass together, in a scope of their own."""
    with memo.opened(memo.new_scope(arguments)):
        try:
            return all(object_to(item.check, item.value, item.path) is None for item in observed)
        except Exception:
            return False


def bindings_of(observed: Iterable[Observed]) -> dict[str, Binding]:
    """Who bound each name first, those of several axes with a leading ``*``."""
    bound: dict[str, Binding] = {}
    for item in observed:
        for axis, position, size in aligned(item):
            if axis.kind != "name" or (axis.broadcastable and size == 1):
                continue
            name = f"*{axis.name}" if axis.variadic else str(axis.name)
            bound.setdefault(name, Binding(name, size, f"{diagnosis.attribute_of(item.expression)}.shape[{position}]"))
    return bound


def aligned(item: Observed) -> Iterator[tuple[Axis, int | str, Any]]:
    """Every written axis with the position and the size that it meets; nothing where the rank is wrong."""
    axes, shape = item.check.spec.axes, item.shape
    variadic = item.check.spec.variadic
    if variadic is None:
        if len(axes) == len(shape):
            yield from zip(axes, range(len(shape)), shape, strict=True)
        return
    free = len(shape) - (len(axes) - 1)
    if free < 0:
        return
    yield from zip(axes[:variadic], range(variadic), shape, strict=False)
    after = len(axes) - variadic - 1
    yield from zip(axes[variadic + 1 :], range(-after, 0), shape[len(shape) - after :], strict=True)
    yield axes[variadic], f"{variadic}:{variadic + free}", shape[variadic : variadic + free]


def first_conflict(item: Observed, bound: dict[str, Binding]) -> str | None:
    """The first axis of an array that disagrees with what is bound, in words."""
    rank, axes = len(item.shape), item.check.spec.axes
    needed = len(axes) - (item.check.spec.variadic is not None)
    if item.check.spec.variadic is None and rank != needed:
        return diagnosis.has_rank(item.expression, rank, needed)
    if rank < needed:
        return diagnosis.has_rank(item.expression, rank, needed, at_least=True)
    sizes: dict[str, Any] = {name: binding.size for name, binding in bound.items()}
    for axis, position, size in aligned(item):
        if axis.broadcastable and size == 1:
            continue
        expected = _expected_size(axis, sizes)
        if expected is None and axis.kind == "name":
            sizes[f"*{axis.name}" if axis.variadic else str(axis.name)] = size
        elif expected is not None and expected != size:
            return _difference(item.expression, axis, position, size, expected)
    return None


def _expected_size(axis: Axis, sizes: dict[str, Any]) -> Any:
    """The size that an axis demands, None where it takes any."""
    if axis.kind == "fixed":
        return axis.size
    if axis.kind == "name":
        return sizes.get(f"*{axis.name}" if axis.variadic else str(axis.name))
    if axis.kind == "symbolic" and axis.arithmetic is not None:
        try:
            return evaluate(axis.arithmetic, sizes)
        except (KeyError, ArithmeticError):
            return None
    return None


def _difference(path: str, axis: Axis, position: int | str, size: Any, expected: Any) -> str:
    written = axis.text.lstrip("#")
    if axis.variadic:
        return f"{path}.shape[{position}] = {size} is not {written} = {expected}"
    return diagnosis.axis_differs(path, int(position), size, written, expected)


def blamed(failing: Observed, observed: Sequence[Observed], arguments: dict[str, Any]) -> Observed:
    """The array whose removal alone makes all the others consistent; the failing one if that is not clear.

    What the body hands out is never the fault of an argument: those agreed when the call began.
    """
    if _consistent_without(failing, observed, arguments):
        return failing
    suspects = [o for o in observed if o is not failing and (o.is_handed_out or not failing.is_handed_out)]
    others = [o for o in suspects if _consistent_without(o, observed, arguments)]
    return others[0] if len(others) == 1 else failing


def _consistent_without(left_out: Observed, observed: Sequence[Observed], arguments: dict[str, Any]) -> bool:
    return are_consistent((item for item in observed if item is not left_out), arguments)
