"""Which mode holds: the environment's, a ``with`` block's, or the configuration's, in this order of precedence.

===============  =============================================  =======================================
from             written                                        holds for
===============  =============================================  =======================================
environment      ``SHAPEGUARD=off``                             the process, finally
environment      ``SHAPEGUARD=on``, ``once``, ``sample:100``    the process, outside of ``with`` blocks
``with`` block   ``with shapeguard.mode("sample:100"):``        the process, until the block ends
pyproject.toml   ``[tool.shapeguard]``, ``mode = "once"``       the project, outside of ``with`` blocks
===============  =============================================  =======================================

A change of mode exchanges the code of every guarded function; none of them looks at a flag.
"""

from __future__ import annotations

import os
import threading
import tomllib
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias, cast, get_args

from shapeguard.runtime.modes import OFF, ON, ONCE, Mode, sample

VARIABLE = "SHAPEGUARD"
Action: TypeAlias = Literal["raise", "warn", "off"]
"""What becomes of an accidental broadcast."""
_SYNONYMS = {"0": "off", "false": "off", "no": "off", "": "on", "1": "on", "true": "on", "yes": "on"}


class Switchable(Protocol):
    """A guarded function."""

    def set_mode(self, mode: Mode) -> None:
        """Become the function that this mode asks for."""


_lock = threading.RLock()
_guarded: weakref.WeakSet[Any] = weakref.WeakSet()
_blocks: list[Mode] = []


def parse_mode(text: str, origin: str = "the mode") -> Mode:
    """Read a mode as it is written.

    Parameters
    ----------
    text
        ``off``, ``on``, ``once`` or ``sample:N``.
    origin
        Where it stands, for the message.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    word = str(text).strip().lower()
    word = _SYNONYMS.get(word, word)
    plain = {"off": OFF, "on": ON, "once": ONCE}.get(word)
    if plain is not None:
        return plain
    kind, _, every = word.partition(":")
    if kind == "sample" and every.isdecimal() and int(every) > 0:
        return sample(int(every))
    raise ValueError(f"{origin} is {text!r}: write off, on, once, or sample:N to check every N-th call.")


def is_final() -> bool:
    """Whether the environment turned shapeguard off for this process."""
    return environment_mode() is OFF


@lru_cache(maxsize=1)
def environment_mode() -> Mode | None:
    """The mode of the environment, read once."""
    text = os.environ.get(VARIABLE)
    return None if text is None else parse_mode(text, f"the environment variable {VARIABLE}")


def current() -> Mode:
    """The mode that holds now."""
    environment = environment_mode()
    if environment is OFF:
        return OFF
    if _blocks:
        return _blocks[-1]
    return environment or configured_mode()


def is_off() -> bool:
    """Whether nothing is checked now."""
    return current() is OFF


def register(function: Switchable) -> None:
    """Tell a guarded function of every change of mode from now on, as long as it lives."""
    _guarded.add(function)


def registered() -> list[Any]:
    """Every guarded function that is alive."""
    with _lock:
        return list(_guarded)


@contextmanager
def mode(text: str) -> Iterator[None]:
    """Check less, or nothing, while a block runs: ``with shapeguard.mode("sample:100"): train()``.

    It holds for the whole process, other threads included: calls under way finish as they began. With
    ``SHAPEGUARD=off`` in the environment it changes nothing.

    Parameters
    ----------
    text
        ``off``, ``on``, ``once`` (once for each new set of shapes) or ``sample:N`` (every N-th call).

    Raises
    ------
    ValueError
        If it is none of these.
    """
    chosen = parse_mode(text)
    if is_final():
        yield
        return
    _change(lambda: _blocks.append(chosen))
    try:
        yield
    finally:
        _change(lambda: _remove_last(chosen))


def _remove_last(chosen: Mode) -> None:
    """Blocks of different threads may end in any order."""
    index = max(i for i, block in enumerate(_blocks) if block is chosen)
    del _blocks[index]


def _change(change: Any) -> None:
    with _lock:
        before = current()
        change()
        after = current()
        if after != before:
            for function in registered():
                function.set_mode(after)


def broadcast_action(text: str | None = None) -> Action:
    """What the sanitizer does: as asked, else as ``broadcast`` in ``[tool.shapeguard]`` says, else ``"raise"``.

    Raises
    ------
    ValueError
        If it is none of the three words.
    """
    chosen = settings().get("broadcast", "raise") if text is None else text
    if chosen not in get_args(Action):
        raise ValueError(f"broadcast is {chosen!r}: write one of {', '.join(get_args(Action))}.")
    return cast(Action, chosen)


def configured_mode() -> Mode:
    """The mode of ``[tool.shapeguard]`` in the nearest pyproject.toml from the working directory upward."""
    return parse_mode(settings().get("mode", "on"), "mode in [tool.shapeguard] of pyproject.toml")


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """The table ``[tool.shapeguard]``, read once; empty where there is none."""
    start = Path.cwd()
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        try:
            content = file.read_bytes()
        except OSError:
            continue
        if b"shapeguard" not in content:
            return {}
        try:
            table = tomllib.loads(content.decode("utf-8-sig")).get("tool", {}).get("shapeguard", {})
        except (ValueError, AttributeError):  # another tool's to report
            return {}
        return table if isinstance(table, dict) else {}
    return {}
