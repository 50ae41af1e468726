"""Where a file of TOML sets a key; the parser of the standard library does not say."""

from __future__ import annotations

import re
import tomllib

_SETS = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[^=#"'])+?)\s*=""")


def line_of(keys: tuple[str, ...], text: str) -> int:
    r"""The line that sets a key, or else the table that it is in, such as ``("tool", "shapeguard", "select")``.

    >>> line_of(("tool", "shapeguard", "select"), '[tool."shapeguard"]\nselect = []')
    2
    """
    table: tuple[str, ...] = ()
    lines: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("["):
            table = written = _keys(line) or table
        elif assignment := _SETS.match(line):
            written = (*table, *_keys(f"[{assignment[1]}]"))
        else:
            continue
        for count in range(len(written)):
            lines.setdefault(written[: count + 1], number)
    known = (lines[keys[:count]] for count in range(len(keys), 0, -1) if keys[:count] in lines)
    return next(known, 1)


def _keys(header: str) -> tuple[str, ...]:
    try:
        table = tomllib.loads(header)
    except ValueError:
        return ()
    keys = []
    while table:
        (key, table), *_ = table.items()
        keys.append(key)
        table = table[0] if isinstance(table, list) else table
    return tuple(keys)
