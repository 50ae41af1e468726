"""The contract of one function: its parameters and results, each with what its hint demands."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from inspect import Parameter
from typing import Any, Literal, TypeAlias

import numpy as np

from shapeguard.runtime.annotations import signature_of
from shapeguard.runtime.checks import Anything, Check, Elements, Entries, Instance, check_of

Values: TypeAlias = tuple[Any, ...]
"""The inputs of a contract in its order: attributes of self, then parameters."""
RESULT = "the return value"
YIELDED = "the yielded value"
Kind: TypeAlias = Literal["plain", "coroutine", "generator", "async generator"]
ABSENT = Anything(None)
_ITERATORS = {"Iterator", "Iterable", "Generator", "AsyncIterator", "AsyncIterable", "AsyncGenerator"}


class Missing:
    """The value of an attribute that is not assigned yet."""

    def __reduce__(self) -> str:
        return "MISSING"


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Input:
    """One parameter, or one annotated attribute of ``self`` where the class binds sizes by them.

    Attributes
    ----------
    path
        As the reader writes it: ``X``, ``self.w``.
    check
        What the hint demands.
    default
        A default that is not checked because it is no array (``None``, ``0``); else ``Parameter.empty``.
    """

    path: str
    check: Check
    default: Any = Parameter.empty

    @property
    def is_attribute(self) -> bool:
        """Whether this is an attribute of ``self``, which may not be assigned yet."""
        return "." in self.path


@dataclass(frozen=True)
class Contract:
    """What a function promises, ready to be enforced."""

    function: Callable[..., Any]
    signature: inspect.Signature
    kind: Kind
    inputs: tuple[Input, ...]
    output: Check | None
    yields: Check | None = None

    @property
    def makes_self(self) -> bool:
        """Whether the attributes of ``self`` mean nothing yet when the body begins."""
        return self.function.__name__ == "__init__"

    @property
    def title(self) -> str:
        """The function as messages call it."""
        return f"{self.function.__qualname__.rpartition('<locals>.')[2]}()"

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every check of the signature."""
        return (*(item.check for item in self.inputs), *([self.output] if self.output is not None else []))

    @property
    def parameters(self) -> tuple[Input, ...]:
        """The inputs that are parameters."""
        return tuple(item for item in self.inputs if not item.is_attribute)

    @property
    def attributes(self) -> tuple[Input, ...]:
        """The inputs that are attributes of ``self``."""
        return tuple(item for item in self.inputs if item.is_attribute)

    def arguments(self, values: Values) -> dict[str, Any]:
        """The values of the parameters by name."""
        names = (item.path for item in self.parameters)
        return dict(zip(names, values[len(self.attributes) :], strict=True))


@dataclass(frozen=True, slots=True)
class Handed:
    """What a body handed out: its result, or one value that it yields."""

    check: Check | None
    value: Any
    path: str


def contract_of(
    function: Callable[..., Any], hints: Mapping[str, Any], attributes: Mapping[str, Any] | None = None
) -> Contract:
    """Describe a function whose annotations are resolved.

    Parameters
    ----------
    function
        The function as its author wrote it.
    hints
        Resolved annotations by parameter, ``"return"`` included where there is one.
    attributes
        Resolved annotations of attributes of its first parameter that bind sizes before the parameters do.
    """
    signature = signature_of(function)
    kind = kind_of(function)
    owner = next(iter(signature.parameters), "self")
    inputs = [Input(f"{owner}.{name}", check_of(hint)) for name, hint in (attributes or {}).items()]
    inputs += [_input(parameter, hints) for parameter in signature.parameters.values()]
    output = check_of(_returned(hints["return"])) if "return" in hints else None
    yields = None
    if kind in ("generator", "async generator") and "return" in hints:
        yields, output = _generator_checks(hints["return"])
    return Contract(function, signature, kind, tuple(inputs), output, yields)


def _returned(hint: Any) -> Any:
    """What a result has to be: a bool, where ``TypeGuard[X]`` or ``TypeIs[X]`` tells type checkers what it means."""
    return bool if getattr(typing.get_origin(hint), "_name", "") in ("TypeGuard", "TypeIs") else hint


def _input(parameter: Parameter, hints: Mapping[str, Any]) -> Input:
    hint = hints.get(parameter.name)
    if _is_of_whoever_calls(hint):
        return Input(parameter.name, ABSENT)
    whole = _unpacked(hint)
    if whole is not None:
        return Input(parameter.name, check_of(whole))
    check = check_of(hint) if parameter.name in hints else ABSENT
    if parameter.kind is Parameter.VAR_POSITIONAL and check is not ABSENT:
        check = Elements(check.hint, tuple, check)
    elif parameter.kind is Parameter.VAR_KEYWORD and check is not ABSENT:
        check = Entries(check.hint, dict, Instance(str), check)
    return Input(parameter.name, check, parameter.default if _is_exempt(parameter.default) else Parameter.empty)


def _unpacked(hint: Any) -> Any:
    """The TypedDict or tuple that all starred arguments together are, in ``Unpack[...]`` or ``*tuple[...]``."""
    if getattr(hint, "__unpacked__", False):
        return types.GenericAlias(tuple, typing.get_args(hint))
    return typing.get_args(hint)[0] if typing.get_origin(hint) is typing.Unpack else None


def _is_of_whoever_calls(hint: Any) -> bool:
    """Whether starred arguments are what a parameter stands for, ``*xs: *Ts`` or ``*args: P.args``: anything at all."""
    if isinstance(hint, typing.ParamSpecArgs | typing.ParamSpecKwargs):
        return True
    return any(isinstance(argument, typing.TypeVarTuple) for argument in typing.get_args(hint)) and (
        typing.get_origin(hint) is typing.Unpack
    )


def _is_exempt(default: Any) -> bool:
    """Whether a default goes unchecked, as under jaxtyping: anything but arrays and containers that may hold some."""
    return not isinstance(default, np.ndarray | list | tuple | dict) and not hasattr(default, "shape")


def kind_of(function: Callable[..., Any]) -> Kind:
    """How the function runs."""
    if inspect.iscoroutinefunction(function):
        return "coroutine"
    if inspect.isasyncgenfunction(function):
        return "async generator"
    return "generator" if inspect.isgeneratorfunction(function) else "plain"


def _generator_checks(hint: Any) -> tuple[Check | None, Check | None]:
    """What a generator function yields and returns, from ``Iterator[Y]`` or ``Generator[Y, S, R]``."""
    origin = getattr(hint, "__origin__", None)
    arguments = getattr(hint, "__args__", ())
    if getattr(origin, "__name__", "") not in _ITERATORS or not arguments:
        return None, None
    return check_of(arguments[0]), check_of(arguments[2]) if len(arguments) == 3 else None


def leaves(inputs: tuple[Input, ...], values: tuple[Any, ...]) -> Iterator[tuple[Input, Any]]:
    """The inputs that a call really checks, with their values."""
    for item, value in zip(inputs, values, strict=True):
        if item.default is Parameter.empty or value is not item.default:
            yield item, value
