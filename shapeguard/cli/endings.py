"""How the command ends where it cannot go on: a sentence on standard error, and an exit code."""

from __future__ import annotations

import os
import sys


def streams_are_open() -> bool:
    """Whether findings can be told; what nobody hears on a closed standard error goes nowhere."""
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    if sys.stdout is None:
        _say("standard output is closed; to see nothing, send it to /dev/null.")
    return sys.stdout is not None


def ended_by(error: BaseException) -> int:
    """Say what stopped the command.

    Returns
    -------
    int
        What the process ends with.
    """
    if isinstance(error, BrokenPipeError):
        # the reader (`| head`) has enough; Python would complain again when it flushes at exit
        sys.stderr.close()
        return 1
    if isinstance(error, KeyboardInterrupt):
        _say("interrupted")
        return 130
    if isinstance(error, FileNotFoundError) and error.filename is None:
        _say("the current folder is gone; go to one that is there.")
    elif isinstance(error, OSError) and error.filename is None:
        _say(f"standard output cannot be written: {error.strerror}.")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again at exit
    else:
        import traceback

        traceback.print_exception(error)
        _say("this is a bug of shapeguard; please report it to the maintainers with the lines above.")
    return 2


def _say(words: str) -> None:
    from shapeguard.cli.complaints import complain

    complain(words)
