"""One parser for every way a shape is written: the course's ``"(nx, m)"`` and jaxtyping's ``"nx m"``.

:func:`parse` reads both into one :class:`ShapeSpec`, a tuple of :class:`Axis`:

>>> [(axis.kind, axis.text) for axis in parse("(nx, 1, m+1)").axes]
[('name', 'nx'), ('fixed', '1'), ('symbolic', 'm+1')]
>>> parse("(nx, m)").axes == parse("nx m").axes
True
>>> parse("(m,)").rank, parse("()").rank, parse("(..., m)").rank
(1, 0, None)

An axis has one of four kinds, and flags that combine with them:

========== ================================ ==========================================================
kind       written                          carries
========== ================================ ==========================================================
fixed      ``3``, ``rows=3``, ``2*3``       ``size``
name       ``nx``, ``*batch``, ``#n``       ``name``
anonymous  ``_``, ``_nx``, ``...``          nothing: any length (with ``variadic``: any number of axes)
symbolic   ``m+1``, ``2*k``, ``min(n,m)``   ``arithmetic``, a tree over names; None where it is arbitrary
                                            Python (``{self.size}``) that only jaxtyping can evaluate
========== ================================ ==========================================================

A symbolic axis is data, never code. :func:`fold` turns it into whatever the caller computes with:

>>> axis = parse("(2*k + 1,)").axes[0]
>>> axis.arithmetic
Operation(operator='+', operands=(Operation(operator='*', operands=(2, 'k')), 1))
>>> evaluate(axis.arithmetic, {"k": 5})
11

What can never match any array is a :class:`NotationError`, a full sentence that says what to write instead:

>>> parse("-1 3")
Traceback (most recent call last):
    ...
shapeguard.notation.NotationError: The shape "-1 3" can never match: no axis has length -1. Write "_" for any length.
>>> to_jaxtyping("(nx, m + 1)")
'nx m+1'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import nan
from typing import Literal, TypeAlias

from shapeguard.shapes.arithmetic import Arithmetic, Operation, evaluate, fold, names_in, read_arithmetic

__all__ = [
    "Arithmetic",
    "Axis",
    "Kind",
    "NotationError",
    "Operation",
    "ShapeSpec",
    "evaluate",
    "fold",
    "names_in",
    "parse",
    "to_jaxtyping",
]

Kind: TypeAlias = Literal["fixed", "name", "anonymous", "symbolic"]


class NotationError(ValueError):
    """A shape that is written in a way that can never match an array."""

    __module__ = "shapeguard.notation"


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a written shape.

    Attributes
    ----------
    kind
        What is demanded of the length; see the table of the module.
    text
        The axis as jaxtyping spells it, flags and documentation name included.
    size
        The length of a fixed axis, else None.
    name
        The name of a named axis (of several axes where ``variadic``), else None.
    arithmetic
        The tree of a symbolic axis; None for other kinds and for Python that is not arithmetic.
    broadcastable
        ``#n``: length 1 fits as well, and binds nothing.
    variadic
        ``*batch`` and ``...``: any number of axes.
    treepath
        ``?n``: a name for each leaf of a PyTree.
    label
        The documentation name of ``rows=3``, else the empty string.
    """

    kind: Kind
    text: str
    size: int | None = None
    name: str | None = None
    arithmetic: Arithmetic | None = None
    broadcastable: bool = False
    variadic: bool = False
    treepath: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class ShapeSpec:
    """A written shape, read."""

    text: str
    axes: tuple[Axis, ...]

    @property
    def jaxtyping(self) -> str:
        """The shape as jaxtyping spells it: ``"nx m"``."""
        return " ".join(axis.text for axis in self.axes)

    @property
    def course(self) -> str:
        """The shape as the course spells it: ``"(nx, m)"``."""
        texts = [axis.text for axis in self.axes]
        return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"

    @property
    def variadic(self) -> int | None:
        """The position of the one axis that stands for any number of axes."""
        return next((index for index, axis in enumerate(self.axes) if axis.variadic), None)

    @property
    def rank(self) -> int | None:
        """The number of axes, or None where it is free."""
        return len(self.axes) if self.variadic is None else None

    def __str__(self) -> str:
        return self.course


def parse(text: str) -> ShapeSpec:
    """Read a shape in course notation or in jaxtyping's.

    Raises
    ------
    NotationError
        If the text is no shape, or one that no array can have.
    """
    if not isinstance(text, str):
        raise NotationError(f'A shape is written as a string such as "(nx, m)", not as {text!r}.')
    return _parse(text)


def to_jaxtyping(text: str) -> str:
    """Spell a shape as jaxtyping does; what is spelt so already comes back as it is.

    Raises
    ------
    NotationError
        As :func:`parse`.
    """
    spec = parse(text)
    return spec.jaxtyping if _course_body(text) is not None else text


_LONGEST_QUOTE = 60
_FLAGS = {"#": "broadcastable", "*": "variadic", "_": "anonymous", "?": "treepath"}
_OPENING = {"(": ")", "[": "]", "{": "}"}
_TWO_WORDS = re.compile(r"\w\s+\w")


def _refusal(text: str, reason: str) -> NotationError:
    quote = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "..."
    return NotationError(f'The shape "{quote}" {reason}')


@lru_cache(maxsize=4096)
def _parse(text: str) -> ShapeSpec:
    body = _course_body(text)
    elements = text.split() if body is None else list(_course_elements(text, body))
    axes = tuple(_axis(element, text) for element in elements)
    if sum(axis.variadic for axis in axes) > 1:
        raise _refusal(
            text,
            'is ambiguous: only one axis may stand for several ("..." or "*name"), '
            "because otherwise nobody can tell where the first one ends.",
        )
    return ShapeSpec(text, axes)


def _course_body(text: str) -> str | None:
    """What stands between the brackets of course notation; None for jaxtyping's."""
    stripped = text.strip()
    if not stripped.startswith("("):
        if "," in stripped and not any(bracket in stripped for bracket in "()[]"):
            raise _refusal(text, f'has commas but no brackets: write "({stripped})" with brackets.')
        _closing(stripped, text)
        return None
    return stripped[1:-1] if _closing(stripped, text) == len(stripped) - 1 else None


def _closing(stripped: str, text: str) -> int | None:
    """Where the bracket that opens the text closes; every bracket must have its partner."""
    waiting: list[tuple[str, int]] = []
    first: int | None = None
    for position, character in enumerate(stripped):
        if character in _OPENING:
            waiting.append((_OPENING[character], position))
        elif character in _OPENING.values():
            if not waiting or waiting[-1][0] != character:
                raise _refusal(text, f'closes a bracket "{character}" that it never opened.')
            _, start = waiting.pop()
            if start == 0 and first is None:
                first = position
    if waiting:
        raise _refusal(text, 'opens a bracket that it never closes: write it as in "(nx, m)".')
    return first


def _course_elements(text: str, body: str) -> Iterator[str]:
    parts = [part.strip() for part in _split_at_commas(body)]
    if parts[-1] == "" and parts != ["", ""]:
        parts.pop()
    for part in parts:
        if not part:
            raise _refusal(text, 'has nothing before one of its commas: write "_" for any length.')
        if _TWO_WORDS.search(part):
            raise _refusal(text, f'has two words in "{part}": put a comma between the axes.')
        yield re.sub(r"\s+", "", part)


def _split_at_commas(body: str) -> list[str]:
    parts, depth = [""], 0
    for character in body:
        depth += (character in _OPENING) - (character in _OPENING.values())
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _axis(element: str, text: str) -> Axis:
    if "..." in element:
        if element != "...":
            raise _refusal(text, f'joins "..." to something in "{element}": it must stand alone.')
        return Axis("anonymous", "...", variadic=True)
    if element.endswith("#"):
        raise _refusal(text, f'has "#" at the end of "{element}": write it in front, "#n".')
    core, flags, label = _strip_flags(element, text)
    anonymous = "anonymous" in flags
    if "variadic" in flags and not core and not anonymous:
        raise _refusal(text, 'has a "*" without a name: write "..." or "*batch".')
    if not core and not anonymous:
        raise _refusal(text, f'has no length in "{element}": write a name, a number or "_".')
    broadcastable, variadic, treepath = (flag in flags for flag in ("broadcastable", "variadic", "treepath"))
    if anonymous and (not core or core.isidentifier()):
        if broadcastable:
            raise _refusal(text, 'has "#" on "_", which fits any length without it: write "_".')
        return Axis("anonymous", element, variadic=variadic, treepath=treepath, label=label)
    if core.isidentifier():
        return Axis("name", element, None, core, None, broadcastable, variadic, treepath, label)
    if anonymous or variadic or treepath:
        raise _refusal(text, f'puts "{element[0]}" on "{core}": it belongs in front of a name only.')
    return _computed(core, element, text, label, broadcastable)


def _strip_flags(element: str, text: str) -> tuple[str, set[str], str]:
    """The axis without its flags and documentation name, in any order, as jaxtyping reads them."""
    flags: set[str] = set()
    label = ""
    while element:
        flag = _FLAGS.get(element[0])
        if flag is not None:
            if flag in flags:
                raise _refusal(text, f'repeats "{element[0]}" on one axis: write it once.')
            flags.add(flag)
            element = element[1:]
        elif element.count("=") == 1:
            label, element = element.split("=")
        else:
            break
    return element, flags, label


def _computed(core: str, element: str, text: str, label: str, broadcastable: bool) -> Axis:
    """A number or an expression."""
    try:
        size: int | float | None = int(core)
        arithmetic: Arithmetic | None = None
    except ValueError:
        arithmetic = None if "{" in core else _tree(core, text)
        size = _constant(arithmetic, core, text)
    if size is None:
        return Axis("symbolic", element, arithmetic=arithmetic, broadcastable=broadcastable, label=label)
    if size < 0 or size != int(size):
        raise _refusal(text, f'can never match: no axis has length {size}. Write "_" for any length.')
    return Axis("fixed", element, size=int(size), broadcastable=broadcastable, label=label)


def _tree(core: str, text: str) -> Arithmetic | None:
    try:
        return read_arithmetic(core)
    except SyntaxError:
        raise _refusal(
            text, f'can never match: "{core[:_LONGEST_QUOTE]}" is no name, no number and no arithmetic such as "m+1".'
        ) from None


def _constant(arithmetic: Arithmetic | None, core: str, text: str) -> int | float | None:
    """The value of an expression without names."""
    if arithmetic is None or any(names_in(arithmetic)):
        return None
    try:
        value = evaluate(arithmetic, {})
    except ArithmeticError:
        value = nan
    if isinstance(value, complex) or value != value:
        raise _refusal(text, f'can never match: "{core}" is not the length of an axis.')
    return value
