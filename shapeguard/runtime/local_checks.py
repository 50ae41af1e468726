"""Annotated assignments, checked where they happen: ``A: Float[np.ndarray, "1 m"] = sigmoid(Z)``.

The import hook calls a `LocalCheck` with the value. The annotation is evaluated once, at the first execution: jaxtyping
makes a new class each time that it is written, which would cost 20 us and never be freed. Names mean what the guard of
the function has bound, and an assignment binds new ones.
"""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Iterator, Mapping
from typing import Any

from jaxtyping import AnnotationError
from numpy import ndarray

from shapeguard.notation import Axis
from shapeguard.runtime import memo, switching
from shapeguard.runtime.annotations import ForwardReference, resolve, translate
from shapeguard.runtime.authority import Objection, object_to
from shapeguard.runtime.checks import Array, Check, check_of, holds_arrays
from shapeguard.runtime.explaining import Situation, explain
from shapeguard.runtime.observations import Observed, arrays_in
from shapeguard.runtime.watched_source import LocalContract

_MOST_REMEMBERED = 256


class LocalCheck:
    """The check of one annotated assignment; called with the value, it returns the value.

    Raises
    ------
    ShapeError
        If the value does not fit.
    AnnotationError
        At the first execution, if an array annotation cannot be resolved.
    """

    __slots__ = ("_by_hint", "_check", "_contract", "_is_ready", "_lengths", "_numbers")

    def __init__(self, contract: LocalContract) -> None:
        self._contract = contract
        self._is_ready = False
        self._check: Check | None = None
        self._lengths: tuple[int | str | None, ...] | None = None
        self._numbers: frozenset[int] | None = None
        self._by_hint: dict[Any, Check | None] = {}

    def __call__(self, value: Any, hint: Any = None) -> Any:
        """Check a value; ``hint`` comes with it where the annotation uses names of the function."""
        if hint is not None:
            check = self._check_of_changing(hint)
        else:
            if not self._is_ready:
                self._prepare()
            check = self._check
            if check is None or (type(value) is ndarray and self._fits(value)):
                return value
        error = None if check is None else self._verdict(value, check)
        if error is not None:
            raise error
        return value

    def _fits(self, value: Any) -> bool:
        """The fast path: it may only say yes."""
        lengths, numbers = self._lengths, self._numbers
        shape = value.shape
        if lengths is None or len(lengths) != len(shape) or (numbers is not None and value.dtype.num not in numbers):
            return False
        try:
            sizes, _, _, _ = memo.storage.memo_stack[-1]
        except (AttributeError, IndexError):
            return False
        fresh: dict[str, int] = {}
        for expected, length in zip(lengths, shape, strict=True):
            if expected is None or expected == length:
                continue
            if isinstance(expected, int):
                return False
            known = sizes.get(expected)
            if (fresh.setdefault(expected, length) if known is None else known) != length:
                return False
        if fresh:
            sizes.update(fresh)
        return True

    def _prepare(self) -> None:
        assert self._contract.annotation is not None
        module = sys._getframe(2).f_globals
        self._check = self._array_check(_evaluated(self._contract, module))
        if isinstance(self._check, Array) and self._check.takes_ndarray and all(map(_is_simple, self._check.spec.axes)):
            self._lengths = tuple(axis.size if axis.kind == "fixed" else axis.name for axis in self._check.spec.axes)
            self._numbers = self._check.numbers
        self._is_ready = True

    def _array_check(self, hint: Any) -> Check | None:
        """What the hint demands; nothing where it does not speak of arrays."""
        check = check_of(hint)
        return check if holds_arrays(check) else None

    def _check_of_changing(self, hint: Any) -> Check | None:
        """As `_array_check` for a hint that is made anew each time; what is equal is looked up, so nothing leaks."""
        key = (hint.dtype, hint.array_type, hint.dim_str) if hasattr(hint, "dim_str") else repr(hint)
        if key not in self._by_hint:
            if len(self._by_hint) >= _MOST_REMEMBERED:
                self._by_hint.clear()
            self._by_hint[key] = self._array_check(translate(hint))
        return self._by_hint[key]

    def _verdict(self, value: Any, check: Check) -> Exception | None:
        """The authority's, in the scope of the function or, at the level of a module, in one of its own."""
        if switching.is_off():
            return None
        if memo.is_open():
            return self._judged(value, check)
        with memo.opened(memo.new_scope({})):
            return self._judged(value, check)

    def _judged(self, value: Any, check: Check) -> Exception | None:
        try:
            objection = object_to(check, value, self._contract.target)
        except AnnotationError as error:
            return error.with_traceback(None)
        return None if objection is None else self._error(objection, check, value)

    def _error(self, objection: Objection, check: Check, value: Any) -> Exception:
        sizes, _, _, arguments = memo.snapshot()
        observed = [*_arguments_of(sys._getframe(4), arguments), *arrays_in(check, value, self._contract.target)]
        owner = f"{self._contract.owner}()" if self._contract.owner else "module"
        situation = Situation(f"{owner}, line {self._contract.line}", observed, dict(arguments), dict(sizes))
        return explain(objection, situation)


def _arguments_of(frame: types.FrameType, arguments: Mapping[str, Any]) -> Iterator[Observed]:
    """The arrays that the running function was called with, if it is guarded: they bound the names."""
    for guarded in switching.registered():
        if guarded.function.__code__ is frame.f_code and guarded.authority is not None:
            for item in guarded.authority.contract.parameters:
                yield from arrays_in(item.check, arguments.get(item.path), item.path)
            return


def _is_simple(axis: Axis) -> bool:
    return axis.kind in ("fixed", "name", "anonymous") and not (axis.broadcastable or axis.variadic or axis.treepath)


def _evaluated(contract: LocalContract, module: Mapping[str, Any]) -> Any:
    """The hint of an annotation that uses names of the module only; ``Any`` for one that is no array's and unknown."""
    assert contract.annotation is not None
    place = types.SimpleNamespace(__globals__=module, __qualname__=contract.owner or str(module.get("__name__")))
    try:
        return resolve(place, {contract.target: ast.unparse(contract.annotation)}, {})[contract.target]  # type: ignore[arg-type]
    except (ForwardReference, AnnotationError):
        if _holds_a_shape(contract.annotation):
            raise
        return Any


def _holds_a_shape(annotation: ast.expr) -> bool:
    """Whether it is written like ``Float[np.ndarray, "nx m"]``."""
    items = (node.slice for node in ast.walk(annotation) if isinstance(node, ast.Subscript))
    return any(
        isinstance(part, ast.Constant | ast.JoinedStr) and not isinstance(getattr(part, "value", ""), int)
        for item in items
        if isinstance(item, ast.Tuple)
        for part in item.elts
    )
