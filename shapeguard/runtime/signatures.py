"""The signature of a wrapper as source: the same parameters, handed on as they came."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import Parameter, Signature
from typing import Any

from shapeguard.runtime.modes import Mode

_STARS: dict[object, str] = {Parameter.VAR_POSITIONAL: "*", Parameter.VAR_KEYWORD: "**"}
_FORWARDED: dict[object, str] = {
    Parameter.VAR_POSITIONAL: "*{0}",
    Parameter.VAR_KEYWORD: "**{0}",
    Parameter.KEYWORD_ONLY: "{0}={0}",
}


def free_prefix(parameters: Iterable[str], mode: Mode) -> str:
    """A prefix that no parameter has; constants of two modes live side by side while calls of the old one end."""
    prefix = f"_guard_{mode.kind}{mode.every}_"
    while any(name.startswith(prefix) for name in parameters):
        prefix += "_"
    return prefix


def declared(parameters: Iterable[Parameter]) -> list[str]:
    """The parameters of the ``def``; defaults are placeholders, the function gets the real ones."""
    texts: list[str] = []
    previous = None
    for parameter in parameters:
        if previous is Parameter.POSITIONAL_ONLY and parameter.kind is not previous:
            texts.append("/")
        if parameter.kind is Parameter.KEYWORD_ONLY and previous not in (
            Parameter.KEYWORD_ONLY,
            Parameter.VAR_POSITIONAL,
        ):
            texts.append("*")
        stars = _STARS.get(parameter.kind, "")
        default = "" if parameter.default is Parameter.empty else "=None"
        texts.append(f"{stars}{parameter.name}{default}")
        previous = parameter.kind
    return [*texts, "/"] if previous is Parameter.POSITIONAL_ONLY else texts


def forwarded(parameters: Iterable[Parameter]) -> str:
    """The arguments of the call of the wrapped function."""
    return ", ".join(_FORWARDED.get(parameter.kind, "{0}").format(parameter.name) for parameter in parameters)


def defaults_of(signature: Signature) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The defaults by position and by keyword; behind ``functools.wraps`` only the signature knows them."""
    given = [parameter for parameter in signature.parameters.values() if parameter.default is not Parameter.empty]
    by_keyword = {parameter.name: parameter.default for parameter in given if parameter.kind is Parameter.KEYWORD_ONLY}
    return tuple(parameter.default for parameter in given if parameter.name not in by_keyword), by_keyword
