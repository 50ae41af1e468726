"""Form feeds at the beginning of rows: libcst drops them, so they are taken out before it reads, and counted again."""

from __future__ import annotations

import re

_LEADING = re.compile(r"^(?:[ \t]*\x0c)+", re.MULTILINE)


class WithoutFormFeeds:
    r"""A text without its leading form feeds (and the spaces before them, which count for nothing).

    >>> page = WithoutFormFeeds("a\n\x0cb")
    >>> page.text, page.shorter(3), page.longer(2)
    ('a\nb', 2, 3)
    """

    def __init__(self, text: str) -> None:
        self._removed = [match.span() for match in _LEADING.finditer(text)] if "\x0c" in text else []
        self.text = _LEADING.sub("", text) if self._removed else text

    def shorter(self, offset: int) -> int:
        """Where an offset of the whole text is in the shorter one."""
        return offset - sum(min(end, offset) - start for start, end in self._removed if start < offset)

    def longer(self, offset: int, *, is_end: bool = False) -> int:
        """Where an offset of the shorter text is in the whole one: behind form feeds, the end of a stretch before."""
        for start, end in self._removed:
            if start > offset or (is_end and start == offset):
                break
            offset += end - start
        return offset
