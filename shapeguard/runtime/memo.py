"""jaxtyping's memo of axis sizes: the one place that touches its private names.

jaxtyping keeps a stack of scopes in a thread-local list; ``isinstance(x, Float[...])`` reads and extends the top one.
A guarded call pushes a scope too, so that what runs inside its body sees the same bindings as under ``jaxtyped``. The
fast path pushes a :class:`LazyScope`, which turns into jaxtyping's four dictionaries only when somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import jaxtyping
import numpy as np

Scope: TypeAlias = tuple[dict[str, int], dict[str, tuple[bool, tuple[int, ...]]], dict[str, Any], dict[str, Any]]
"""Sizes of names, sizes of ``*names``, structures of PyTrees, arguments of the call."""

try:
    from jaxtyping import _storage

    storage: Any = _storage._shape_storage
except (ImportError, AttributeError):  # pragma: no cover - only with a jaxtyping that moved its private names
    storage = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What the values of a :class:`LazyScope` mean, in their order."""

    sizes: tuple[str, ...]
    variadics: tuple[str, ...]
    parameters: tuple[str, ...]

    def scope(self, values: tuple[Any, ...]) -> Scope:
        """Sort the values into jaxtyping's dictionaries; a name that is not bound yet has the value None."""
        rest = iter(values)
        sizes = {name: size for name, size in zip(self.sizes, rest, strict=False) if size is not None}
        variadics = {name: bound for name, bound in zip(self.variadics, rest, strict=False) if bound is not None}
        return sizes, variadics, {}, dict(zip(self.parameters, rest, strict=True))


class LazyScope(tuple[Any, ...]):
    """A scope that is built when jaxtyping unpacks it: ``(layout, *sizes, *variadics, *arguments)``."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        scope = materialise(self)
        stack = storage.memo_stack
        if stack and stack[-1] is self:
            stack[-1] = scope
        return iter(scope)


def materialise(lazy: LazyScope) -> Scope:
    """The dictionaries of a lazy scope."""
    layout: Layout = lazy[0]
    return layout.scope(lazy[1:])


BLANK = LazyScope((Layout((), (), ()),))
"""The scope of a call that is not checked: what its body binds must not meet the caller's names."""


def new_scope(arguments: dict[str, Any]) -> Scope:
    """A scope in which nothing is bound yet."""
    return {}, {}, {}, arguments


def push(scope: Any) -> None:
    """Open a scope on this thread."""
    try:
        storage.memo_stack.append(scope)
    except AttributeError:
        storage.memo_stack = [scope]


def pop() -> Any:
    """Close the innermost scope of this thread and hand it back, as it is now."""
    return storage.memo_stack.pop()


def current() -> Scope:
    """The innermost scope; jaxtyping replaces it when a check fails, so never keep it."""
    sizes, variadics, structures, arguments = storage.memo_stack[-1]
    return sizes, variadics, structures, arguments


def is_open() -> bool:
    """Whether this thread is inside a scope."""
    return bool(getattr(storage, "memo_stack", None))


def sizes_in_scope() -> dict[str, int]:
    """The sizes that names have in the innermost scope; none outside of any."""
    return current()[0] if is_open() else {}


def snapshot() -> Scope:
    """A copy of the innermost scope, for :func:`restore`."""
    sizes, variadics, structures, arguments = current()
    return sizes.copy(), variadics.copy(), structures.copy(), arguments


def restore(scope: Scope) -> None:
    """Forget what was bound since the snapshot."""
    storage.memo_stack[-1] = scope


@contextmanager
def opened(scope: Any) -> Iterator[None]:
    """Run a block inside a scope."""
    push(scope)
    try:
        yield
    finally:
        pop()


def _probe() -> bool:
    """Whether jaxtyping still reads our scopes: bind, look up and refuse through its public ``isinstance``."""
    try:
        hint = jaxtyping.Float[np.ndarray, "rows columns"]
        lazy = LazyScope((Layout(("rows",), (), ("x",)), 2, None))
        with opened(lazy):
            bound = isinstance(np.zeros((2, 3)), hint)
            refused = isinstance(np.zeros((2, 4)), hint) or isinstance(np.zeros((3, 3)), hint)
            return bound and not refused and current()[0] == {"rows": 2, "columns": 3}
    except Exception:
        return False


AVAILABLE: bool = _probe()
"""Whether the fast path may be used at all."""
