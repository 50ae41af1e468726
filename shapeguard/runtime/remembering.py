"""What ``once`` remembers: the sets of types, dtypes and shapes that were seen to fit."""

from __future__ import annotations

from typing import Any

_MOST_REMEMBERED = 4096


class Remembered:
    """The sets of shapes that were seen to fit; emptied when it grows without end."""

    def __init__(self) -> None:
        self.seen: set[Any] = set()

    def add(self, key: Any) -> None:
        """Remember a call that fitted."""
        if len(self.seen) >= _MOST_REMEMBERED:
            self.seen.clear()
        if key is not None:
            self.seen.add(key)


def fingerprint_of(value: Any) -> Any:
    """What decides whether a value fits, as far as it is cheap to read."""
    if isinstance(value, list | tuple):
        return type(value), tuple(map(fingerprint_of, value))
    if isinstance(value, dict):
        return type(value), tuple((key, fingerprint_of(item)) for key, item in value.items())
    return type(value), getattr(value, "shape", None), getattr(value, "dtype", None)
