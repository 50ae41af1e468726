"""``@guard``: a function whose shapes are enforced at the price of an assert."""

from __future__ import annotations

import functools
import types
import warnings
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, overload

from beartype import beartype
from beartype.door import is_bearable
from beartype.roar import BeartypeException
from jaxtyping import AbstractDtype, AnnotationError, TypeCheckError, jaxtyped

from shapeguard.runtime import memo, switching
from shapeguard.runtime.annotations import (
    ForwardReference,
    enclosing_names,
    raw_annotations,
    resolve,
    signature_of,
)
from shapeguard.runtime.enforcing import Authority
from shapeguard.runtime.errors import ShapeError
from shapeguard.runtime.function_contract import contract_of
from shapeguard.runtime.generating import Generated, generate, generate_pending
from shapeguard.runtime.modes import Mode
from shapeguard.runtime.signatures import defaults_of

_MOVED = (
    "This jaxtyping keeps its axis sizes where shapeguard does not find them: @guard works, without its fast path. "
    "Install a version of jaxtyping that this shapeguard knows."
)
Guarded = TypeVar("Guarded", bound=Callable[..., Any])

DISABLED: bool = switching.is_final()
"""``SHAPEGUARD=off``: final for the process, ``guard`` is the identity."""


@overload
def guard(target: Guarded, /) -> Guarded: ...
@overload
def guard(*, bind_self: bool = False) -> Callable[[Guarded], Guarded]: ...


def guard(target: Any = None, /, *, bind_self: bool = False) -> Any:
    """Enforce the array annotations of a function, a method or a class.

    Parameters
    ----------
    target
        A function (plain, ``async``, a generator), a ``classmethod``, ``staticmethod`` or ``property``, or a class:
        then its annotated methods are guarded, the ``__init__`` of a dataclass among them.
    bind_self
        For a class: its annotated attributes bind sizes for every method, so that with
        ``w: Float[np.ndarray, "(nx, 1)"]`` the ``nx`` of a method is that of ``self.w``.

    Returns
    -------
    The guarded function or class; with ``SHAPEGUARD=off`` in the environment the target itself.

    Raises
    ------
    NotationError
        At decoration, if a shape can never match.
    AnnotationError
        If an annotation cannot be resolved: at decoration for an array annotation, at the first call for a plain name
        that is not defined yet.
    ShapeError
        At a call, if an argument or the result does not fit its annotation.

    Examples
    --------
    >>> import numpy as np
    >>> from shapeguard import Float, guard
    >>> @guard
    ... def predict(w: Float[np.ndarray, "(nx, 1)"], X: Float[np.ndarray, "(nx, m)"]) -> Float[np.ndarray, "(1, m)"]:
    ...     return w.T @ X
    >>> predict(np.ones((4, 1)), np.ones((4, 10))).shape
    (1, 10)
    """
    if target is None:
        return functools.partial(_guarded, bind_self=bind_self, depth=2)
    return _guarded(target, bind_self=bind_self, depth=3)


def _guarded(target: Any, bind_self: bool, depth: int) -> Any:
    if DISABLED or getattr(target, "__no_type_check__", False):
        return target
    if isinstance(target, type):
        from shapeguard.runtime.classes import guard_class

        return guard_class(target, bind_self, enclosing_names(target, depth))
    if bind_self:
        raise TypeError(f"guard(bind_self=True) decorates a class, because self is its object; {target!r} is none.")
    return guard_member(target, {}, enclosing_names(_function_of(target), depth))


def _function_of(target: Any) -> Any:
    return getattr(target, "__func__", None) or getattr(target, "fget", None) or target


def guard_member(target: Any, attributes: Mapping[str, Any], local: Mapping[str, Any]) -> Any:
    """Guard a function or one of the descriptors that hold functions.

    Parameters
    ----------
    target
        What stands in a module or a class body.
    attributes
        Resolved annotations of attributes of ``self`` that bind sizes.
    local
        Names of the enclosing scope.
    """
    if isinstance(target, classmethod | staticmethod):
        return type(target)(guard_member(target.__func__, {}, local))
    if isinstance(target, property):
        fget, fset, fdel = (
            part and guard_member(part, attributes, local) for part in (target.fget, target.fset, target.fdel)
        )
        return property(fget, fset, fdel, target.__doc__)
    if isinstance(target, functools.cached_property):
        guarded = functools.cached_property(guard_member(target.func, attributes, local))
        guarded.attrname = target.attrname
        return guarded
    if not isinstance(target, types.FunctionType):
        raise TypeError(
            f"guard decorates functions, methods, properties and classes; {target!r} is none of them. "
            "If another decorator made it, put @guard below that one."
        )
    return target if is_guarded(target) else GuardedFunction(target, attributes, local).wrapper


def is_guarded(function: Any) -> bool:
    """Whether a function is the work of ``guard`` already."""
    return isinstance(getattr(function, "__shapeguard__", None), GuardedFunction)


class GuardedFunction:
    """One guarded function: its contract, once the annotations resolve, and the code of its wrapper in each mode."""

    def __init__(self, function: types.FunctionType, attributes: Mapping[str, Any], local: Mapping[str, Any]) -> None:
        self.function = function
        self.attributes = attributes
        self.local = local
        self.mode = switching.current()
        self._codes: dict[Mode, Generated] = {}
        self.authority: Authority | None = None
        self.is_generated = True  # else jaxtyping's own decorator does the work, and reads the mode itself
        self.wrapper = self._wrapper()
        switching.register(self)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Arrive in another process: cloudpickle sends functions of a notebook by value."""
        vars(self).update(state)
        switching.register(self)

    @property
    def is_fast(self) -> bool:
        """Whether calls are decided by generated code; else jaxtyping and beartype decide each one."""
        return self.authority is not None and self.generated(self.mode).is_fast

    def _wrapper(self) -> Any:
        try:
            self._resolve()
        except ForwardReference:
            wrapper = self._built(self._pending())
        else:
            self.is_generated = memo.AVAILABLE
            wrapper = self._built(self.generated(self.mode)) if self.is_generated else self._without_fast_path()
        functools.update_wrapper(wrapper, self.function)
        vars(wrapper)["__shapeguard__"] = self
        return wrapper

    def _annotations(self) -> Mapping[str, Any]:
        """What is enforced; under the import hook, less."""
        return raw_annotations(self.function)

    def _resolve(self) -> None:
        hints = resolve(self.function, self._annotations(), self.local)
        try:
            contract = contract_of(self.function, hints, self.attributes)
        except BeartypeException as error:
            raise AnnotationError(_unenforceable(self.function.__qualname__, hints, error)) from None
        self.authority = Authority(contract, hints)
        self.local = {}

    def generated(self, mode: Mode) -> Generated:
        """The code of the wrapper in a mode, written once."""
        assert self.authority is not None
        if mode not in self._codes:
            self._codes[mode] = generate(self.authority.contract, mode, self.authority)
        return self._codes[mode]

    def _built(self, generated: Generated) -> types.FunctionType:
        constants = {"__builtins__": __builtins__, "__name__": self.function.__module__, **generated.constants}
        wrapper = types.FunctionType(generated.code, constants, self.function.__name__)
        wrapper.__defaults__, wrapper.__kwdefaults__ = defaults_of(signature_of(self.function))
        return wrapper

    def _without_fast_path(self) -> Any:
        """The wrapper when jaxtyping moved its private names: its own decorator does all the work."""
        assert self.authority is not None
        checked = jaxtyped(_translated(self.function, self.authority.hints), typechecker=beartype)
        warnings.warn(_MOVED, RuntimeWarning, stacklevel=5)

        def guarded(*arguments: Any, **named: Any) -> Any:
            if self.mode.kind == "off":
                return self.function(*arguments, **named)
            try:
                return checked(*arguments, **named)
            except ShapeError:
                raise
            except TypeCheckError as error:
                raise ShapeError(str(error), function=self.function.__qualname__) from error

        return guarded

    def _pending(self) -> Generated:
        """The wrapper until the first call, when every name of the annotations has to be defined."""
        return generate_pending(contract_of(self.function, {}), self.settle, lambda: self.wrapper)

    def settle(self) -> Exception | None:
        """Resolve what was not defined at decoration, and become the wrapper that was meant."""
        try:
            self._resolve()
        except ForwardReference as error:
            return AnnotationError(str(error))
        except AnnotationError as error:
            return error.with_traceback(None)
        self.set_mode(self.mode)
        return None

    def set_mode(self, mode: Mode) -> None:
        """Exchange the code of the wrapper for that of another mode; calls under way finish in the old one."""
        self.mode = mode
        if self.authority is None or not self.is_generated:
            return
        generated = self.generated(mode)
        self.wrapper.__globals__.update(generated.constants)
        self.wrapper.__code__ = generated.code


def _translated(function: types.FunctionType, hints: Mapping[str, Any]) -> types.FunctionType:
    """A copy of a function whose annotations are resolved and in jaxtyping's notation."""
    copy = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__kwdefaults__, copy.__annotations__ = function.__kwdefaults__, dict(hints)
    copy.__qualname__, copy.__module__ = function.__qualname__, function.__module__
    return copy


def _unenforceable(qualname: str, hints: Mapping[str, Any], error: BeartypeException) -> str:
    """Which annotation beartype refuses, and what to write instead."""
    for name, hint in hints.items():
        try:
            is_bearable(None, hint)
        except BeartypeException:
            owner = "the result" if name == "return" else name
            advice = f"{hint!r} is no type hint that beartype knows."
            if isinstance(hint, type) and issubclass(hint, AbstractDtype):
                advice = f'a dtype alone says no shape; write {hint.__name__}[np.ndarray, "(nx, m)"].'
            return f"{qualname}(): beartype cannot enforce the annotation of {owner}: {advice}"
    return f"{qualname}(): beartype cannot enforce an annotation: {error}"
