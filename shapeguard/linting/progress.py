"""A progress bar on the terminal, for runs that take longer than a moment; none when piped."""

from __future__ import annotations

import sys
import time
from types import TracebackType

PATIENCE = 0.7
"""Seconds before the bar shows."""
_WIDTH = 30


class Progress:
    """A bar on standard error that counts files.

    >>> with Progress(3) as progress:
    ...     progress.advance(3)
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._shows = sys.stderr.isatty()
        self._last = time.monotonic() + PATIENCE - 0.1
        self._drawn = False

    def advance(self, done: int) -> None:
        """Show that so many files are done; at most ten times a second."""
        now = time.monotonic()
        if self._shows and now - self._last >= 0.1:
            filled = _WIDTH * done // max(self._total, 1)
            bar = "#" * filled + "-" * (_WIDTH - filled)
            sys.stderr.write(f"\rchecking [{bar}] {done}/{self._total} files")
            sys.stderr.flush()
            self._last, self._drawn = now, True

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
