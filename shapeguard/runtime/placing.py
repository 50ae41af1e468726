"""Where generated code claims to stand: on the line of the ``def`` whose contract it enforces.

A traceback then shows one frame, and that frame is the signature that was broken.
"""

from __future__ import annotations

import linecache
import types
from collections.abc import Callable
from typing import Any

_LONGEST_ENTRY = 8
_NO_COLUMNS = 0x80 | 13 << 3
"""An entry of the location table that gives a line and no columns, see CPython's ``InternalDocs/code_objects.md``."""


def at_definition(code: types.CodeType, function: Callable[..., Any]) -> types.CodeType:
    """The code with the name and the place of a function, every instruction on the line of its ``def``."""
    original = getattr(function, "__code__", code)
    return code.replace(
        co_name=function.__name__,
        co_qualname=function.__qualname__,
        co_filename=original.co_filename,
        co_firstlineno=definition_line(original),
        co_linetable=_one_line(len(code.co_code) // 2),
    )


def definition_line(code: types.CodeType) -> int:
    """The line of ``def``; ``co_firstlineno`` is that of the first decorator."""
    first: int = code.co_firstlineno
    lines = linecache.getlines(code.co_filename)
    last = min((line for _, _, line in code.co_lines() if line is not None and line > first), default=first)
    candidates = range(first, min(last, len(lines)) + 1)
    return next((line for line in candidates if lines[line - 1].lstrip().startswith(("def ", "async def "))), first)


def _one_line(instructions: int) -> bytes:
    """A location table in which every instruction is on the first line."""
    whole, rest = divmod(instructions, _LONGEST_ENTRY)
    table = bytes((_NO_COLUMNS | _LONGEST_ENTRY - 1, 0)) * whole
    return table + (bytes((_NO_COLUMNS | rest - 1, 0)) if rest else b"")
