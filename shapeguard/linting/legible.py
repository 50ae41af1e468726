r"""Names of files and other words as they can be shown: names may have bytes that are no text, and control characters.

>>> legible("a\udcff\n\x1b[31m.py")
'a\\xff\\n\\x1b[31m.py'
"""

from __future__ import annotations

import re

_SURROGATES = re.compile("[\ud800-\udfff]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""What moves the cursor, colours, breaks the line or turns the direction of reading."""


def as_text(name: str) -> str:
    """The name of a file as text that can be encoded; its bytes that are no text are written out."""
    return _SURROGATES.sub(_written_out, name)


def legible(text: str) -> str:
    """A text on one line for people to read; what would not be seen is written out as in Python."""
    return _UNSEEN.sub(lambda found: repr(found[0])[1:-1], as_text(text))


def legible_row(row: str) -> str:
    """A row of source whose columns stay; what would not be seen is a blank."""
    return _UNSEEN.sub(" ", row)


def _written_out(surrogate: re.Match[str]) -> str:
    number = ord(surrogate[0])
    return f"\\x{number - 0xDC00:02x}" if 0xDC80 <= number <= 0xDCFF else f"\\u{number:04x}"
