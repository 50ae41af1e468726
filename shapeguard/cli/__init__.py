"""The command ``shapeguard``: one module a verb, imported only when it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from shapeguard import __version__
from shapeguard.cli.endings import ended_by, streams_are_open

VERBS = {
    "check": "find (and fix) mistakes with shapes",
    "rule": "explain a rule",
    "reveal": "show a file with every inferred shape beside it",
    "init": "write the configuration and the pre-commit hook",
}

USAGE = f"""\
usage: shapeguard [-h] [--version] VERB ...

Shapes of NumPy arrays, proved before the code runs.

verbs:
{chr(10).join(f"  {verb:<8} {purpose}" for verb, purpose in VERBS.items())}

`shapeguard VERB --help` tells more.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        0 for clean, 1 for findings, 2 for wrong usage and internal errors.
    """
    if not streams_are_open():
        return 2
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        return ended_by(error)
    return code


def _run(words: list[str]) -> int:
    if not words or words[0] in {"-h", "--help"}:
        print(USAGE, end="")
        return 0 if words else 2
    if words[0] in {"-V", "--version"}:
        print(f"shapeguard {__version__}{' (compiled)' if _is_compiled() else ''}")
        return 0
    if words[0] not in VERBS:
        print(f"shapeguard: there is no verb {words[0]!r}; there are {', '.join(VERBS)}.", file=sys.stderr)
        return 2
    from shapeguard.linting.source import leave_out_warnings_of_sources

    leave_out_warnings_of_sources()
    code: int = import_module(f"shapeguard.cli.{words[0]}").run(words[1:])
    return code


def _is_compiled() -> bool:
    """Whether Python imports the inference from extensions, which it prefers to the sources beside them."""
    from importlib.machinery import EXTENSION_SUFFIXES

    analysis = os.path.join(os.path.dirname(os.path.dirname(__file__)), "inference", "analysis")
    return any(os.path.exists(analysis + suffix) for suffix in EXTENSION_SUFFIXES)
