"""Sources that cannot be parsed: SG999, or SG998 where only this Python is too old for them."""

from __future__ import annotations

import re
import sys

from shapeguard.linting.finding import Finding, Position, Severity
from shapeguard.linting.lines import Lines

SYNTAX_ERROR = "SG999"
NEWER_SYNTAX = "SG998"
DEEPEST = 200
"""Brackets within brackets: ast refuses more, and libcst overflows the stack (and the process) at some thousands."""

_IN_A_LITERAL = ("Exceeds the limit", "(unicode error)", "(value error)", "bytes can only contain ASCII")
"""What Python says of numbers and strings, which libcst does not evaluate."""


def syntax_finding(error: BaseException, source: str, filename: str) -> Finding:
    """The finding for a source that ``ast`` refuses with ``error``."""
    start, end = _place(error, source)
    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    if isinstance(error, SyntaxError) and not error.msg.startswith(_IN_A_LITERAL) and is_newer_syntax(source):
        return Finding(
            filename,
            NEWER_SYNTAX,
            "newer-syntax",
            Severity.WARNING,
            f"this is newer syntax than Python {running}, which runs shapeguard, can read; the file is not checked",
            start,
            end,
            help=f"run shapeguard with a Python newer than {running}",
        )
    return Finding(
        filename,
        SYNTAX_ERROR,
        "syntax-error",
        Severity.ERROR,
        f"the file cannot be parsed: {_reason(error)}",
        start,
        end,
        help="nothing else in this file is checked until it parses",
    )


def undecodable_finding(reason: str, filename: str) -> Finding:
    """The finding for a file whose bytes are not text, or no notebook."""
    start, end = Position(1, 1), Position(1, 2)
    what = "is no notebook that can be read" if filename.endswith(".ipynb") else "cannot be read as text"
    message = f"the file {what}: {reason}"
    return Finding(filename, SYNTAX_ERROR, "syntax-error", Severity.ERROR, message, start, end)


def _reason(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg
    if isinstance(error, (RecursionError, MemoryError)):
        return "it is nested too deeply"
    return str(error)


def _place(error: BaseException, source: str) -> tuple[Position, Position]:
    rows = len(Lines(source).starts)
    row = min(getattr(error, "lineno", None) or 1, rows)
    column = max(getattr(error, "offset", None) or 1, 1)
    return Position(row, column), Position(row, column + 1)


def is_newer_syntax(source: str) -> bool:
    """Whether libcst reads what this Python's parser refuses."""
    if "\0" in source or source.startswith("\ufeff") or _bracket_depth(source) > DEEPEST:
        return False
    import libcst

    try:
        libcst.parse_module(source)
    except Exception:  # libcst raises more than its own errors on what is not Python at all
        return False
    return True


def _bracket_depth(source: str) -> int:
    depth = deepest = 0
    for bracket in re.findall(r"[\[\](){}]", source):
        depth = depth + 1 if bracket in "([{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest
