"""Room for the interpreter's own recursion, whose depth it bounds by itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_DEEPEST = 6_000
_SLOTS = 140_000


def with_deep_stack(function: Callable[P, R], *arguments: P.args, **keywords: P.kwargs) -> R:
    """Call a function that recurses deeply.

    CPython keeps frames in chunks of 16 KiB, and asks the system for a chunk and gives it back whenever calls cross the
    end of one to and fro, which took a twelfth of the time. A frame that claims a megabyte gets a chunk of two, and the
    calls in it use the rest; what nobody writes to takes no memory.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEPEST))
    try:
        return function(*arguments, **keywords)
    finally:
        sys.setrecursionlimit(before)


if sys.implementation.name == "cpython":
    with_deep_stack.__code__ = with_deep_stack.__code__.replace(co_stacksize=_SLOTS)
