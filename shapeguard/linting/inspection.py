"""What came of one file: findings, crashes, and the files that both depend on. Light: a cached run imports no more."""

from __future__ import annotations

from dataclasses import dataclass

from shapeguard.linting.finding import Finding

LONGEST_ERROR = 400
"""Characters; libcst puts whole syntax trees into some of its errors."""


@dataclass(frozen=True, slots=True)
class Crash:
    """An internal error: what could not be done, and where."""

    filename: str
    what: str
    error: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of one file.

    ``imports`` are the files whose content the findings depend on; ``unfinished`` the functions that are too long to be
    followed to their end. What is not ``parsed``, or only in part, says nothing about what is mended.
    """

    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()
    imports: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    parsed: bool = True


def let_through(error: BaseException) -> None:
    """Raise the KeyboardInterrupt that an error came out of: a ``finally`` of a library may have put its own in front.

    Raises
    ------
    KeyboardInterrupt
        If there was one.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, KeyboardInterrupt):
            raise cause
        cause = cause.__context__


def describe(error: BaseException) -> str:
    """The error and the place that it came from, on one line, which no error makes a long one."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" ({trace.tb_frame.f_code.co_filename}:{trace.tb_lineno})" if trace is not None else ""
    what = str(error)
    return f"{type(error).__name__}: {what if len(what) <= LONGEST_ERROR else what[:LONGEST_ERROR] + '...'}{where}"
