"""Type aliases of Python 3.12, ``type Batch = Float[np.ndarray, "B 784"]``: what they stand for."""

from __future__ import annotations

import typing
from typing import Any


def alias_of(hint: Any) -> Any:
    """The alias that a hint names, ``Pair`` or ``Pair[int]``, or None."""
    if is_alias(hint):
        return hint
    origin = typing.get_origin(hint)
    return origin if is_alias(origin) else None


def is_alias(hint: Any) -> bool:
    """Whether a hint is the name that a ``type`` statement made; by name, as Python 3.11 has no such class."""
    return type(hint).__name__ == "TypeAliasType"


def stated(hint: Any) -> Any:
    """What an alias stands for, with its arguments in the places of its parameters.

    Raises
    ------
    NameError
        If it names what nothing defines yet: it is evaluated when it is first asked for.
    """
    alias = alias_of(hint)
    value, arguments = alias.__value__, typing.get_args(hint)
    if not arguments:
        return value
    if value in alias.__type_params__:
        return arguments[alias.__type_params__.index(value)]
    named = getattr(value, "__parameters__", ())
    if not named:  # a parameter of jaxtyping's, as in Float[T, "n"], means what bounds it
        return value
    if named == alias.__type_params__:
        return value[arguments]
    given = dict(zip(alias.__type_params__, arguments, strict=False))
    return value[tuple(given[name] for name in named)]
