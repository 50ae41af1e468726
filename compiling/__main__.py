"""``python -m compiling``: the compiled wheel, made from this checkout and unpacked, or tested.

    python -m compiling wheel FOLDER   build it and unpack it into FOLDER, which then goes on PYTHONPATH
    python -m compiling test           run the tests of the linter against it, not against the checkout

The second says why there is nothing to test, and succeeds, where there is no C compiler.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from compiling import wishes
from compiling.unpacking import ROOT, Refused, unpack

TESTED = ("tests/compiling/imported.py", "tests/shapes", "tests/inference", "tests/lint_rules", "tests/linting")


def tested(arguments: Sequence[str]) -> int:
    """Run pytest with the compiled wheel in front of the checkout; its exit code."""
    if reason := wishes.obstacle():
        print(f"Nothing is compiled here, so nothing compiled is tested: {reason}.")
        return 0
    with tempfile.TemporaryDirectory(prefix="shapeguard-compiled-") as place:
        unpack(Path(place))
        environment = {**os.environ, "PYTHONPATH": place}
        # not `-m pytest`, which puts the checkout in front of everything
        pytest = Path(sys.executable).with_name("pytest")
        return subprocess.run(
            [str(pytest), *(arguments or ["-n", "auto", *TESTED])], cwd=ROOT, env=environment
        ).returncode


def read(words: Sequence[str]) -> argparse.Namespace:
    """Read the command line; whatever follows ``test`` is pytest's, in its order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("wheel").add_argument("folder", type=Path)
    test = verbs.add_parser("test", prefix_chars="\0", add_help=False)  # "-x" is no option of its own
    test.add_argument("arguments", nargs="*", help="what pytest is given in place of all that")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; the exit code."""
    given = read(sys.argv[1:] if words is None else words)
    try:
        if given.verb == "test":
            return tested(given.arguments)
        unpack(given.folder)
    except subprocess.CalledProcessError as error:
        return error.returncode
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
