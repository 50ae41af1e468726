"""A rule is a function with NumPy's own parameter names; its annotations say how each argument is read.

>>> @rule("numpy.flipud")
... def flipud(m: Array) -> Array:
...     return m

The signature is taken apart once, at import. A call binds its arguments to it, reads them (see ``reading``), and turns
the parameter names in the events back into the places where the caller wrote them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.outcome import Argument, Arguments, Contracted, Event, Outcome
from shapeguard.inference.numpy_api.reading import READERS, Reader
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.values import UNKNOWN, Array, Value
from shapeguard.shapes.frozen import replace

Answer: TypeAlias = Value | Outcome
"""What a rule returns: a value, or an outcome where there is more to tell."""

_VARIADIC = 0x04  # inspect.CO_VARARGS, without the import
MOST_AXES = 64
"""NumPy's own limit, which is found by doubling in a few calls."""


class Rule:
    """One rule and its signature.

    Parameters
    ----------
    function
        The rule itself.
    creates
        It makes arrays from lengths: too many arguments mean lengths that were not put into a tuple.
    order
        The names of the parameters in NumPy's order, where a function serves several orders.
    """

    __slots__ = ("_creates", "_function", "_positional", "_readers", "_required", "_variadic")

    def __init__(self, function: Callable[..., Answer], *, creates: bool = False, order: str = "") -> None:
        code = function.__code__
        count = code.co_argcount + code.co_kwonlyargcount
        names, annotations = code.co_varnames, function.__annotations__
        self._function = function
        self._creates = creates
        self._required = names[: code.co_argcount - len(function.__defaults__ or ())]
        self._positional = tuple(order.split()) or names[: code.co_argcount]
        accepted = self._positional if order else names[:count]
        self._readers: dict[str, Reader] = {name: READERS[annotations[name]] for name in accepted}
        self._variadic: Reader | None = READERS[annotations[names[count]]] if code.co_flags & _VARIADIC else None

    def answer(self, arguments: Arguments, *, method: bool) -> Outcome:
        """Bind the arguments and ask the rule."""
        given = arguments.positional
        if method and arguments.receiver is not None:
            given = (arguments.receiver, *given)
        try:
            answer = self._ask(given, arguments.keywords)
        except Unclear:
            return Outcome()
        except Refused as refused:
            answer = Outcome(events=(refused.refusal,))
        if not isinstance(answer, Outcome):
            answer = Outcome(answer)
        if isinstance(answer.value, Array) and len(answer.value.shape.dims) > MOST_AXES:
            answer = replace(answer, value=UNKNOWN)
        if not answer.events:
            return answer
        places = self._places(len(given), arguments.keywords, method=method)
        return replace(answer, events=tuple(_placed(event, places) for event in answer.events))

    def _ask(self, given: tuple[Value, ...], keywords: Mapping[str, Value]) -> Answer:
        bound: dict[str, Any] = {}
        readers = self._readers
        for name, value in zip(self._positional, given, strict=False):
            bound[name] = readers[name](value)
        rest = given[len(self._positional) :]
        if rest and self._variadic is None:
            if self._creates:
                raise Refused(Mismatch.CREATION, "too many arguments: several lengths go into one tuple")
            raise Unclear
        for name, value in keywords.items():
            if name in bound or name not in readers:
                raise Unclear
            bound[name] = readers[name](value)
        if any(name not in bound for name in self._required):
            raise Unclear
        if self._variadic is None:
            return self._function(**bound)
        return self._function(*[bound.pop(n) for n in self._positional], *map(self._variadic, rest), **bound)

    def _places(self, count: int, keywords: Mapping[str, Value], *, method: bool) -> dict[Argument, Argument]:
        places: dict[Argument, Argument] = {name: name for name in keywords}
        for index, name in enumerate(self._positional[:count]):
            places[name] = index - method if index or not method else "self"
        return places


def _placed(event: Event, places: Mapping[Argument, Argument]) -> Event:
    """The event with its operands named as the caller wrote them."""
    if isinstance(event, Contracted):
        left, right = event.operands
        return replace(event, operands=(places.get(left, left), places.get(right, right)))
    return replace(event, operands=tuple(places.get(operand, operand) for operand in event.operands))


RULES: dict[str, Rule] = {}
"""Every rule by the canonical name of its function: ``numpy.zeros``, ``ndarray.sum``."""

Function = TypeVar("Function", bound=Callable[..., Answer])


def rule(*names: str, creates: bool = False) -> Callable[[Function], Function]:
    """Enter a function as the rule for the functions and methods of these names."""

    def enter(function: Function) -> Function:
        made = Rule(function, creates=creates)
        for name in names:
            if name in RULES:
                raise ValueError(f"{name} has two rules: one of them must go")
            RULES[name] = made
        return function

    return enter
