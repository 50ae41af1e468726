"""``python -m models NAME``: train on real data, with a progress bar, figures to compare with, and pictures."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from . import experiments

EXPERIMENTS: dict[str, Callable[[Path | None], int]] = {
    "mistake": experiments.mistake,
}


def main() -> int:
    """Run the experiment that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m models", description=__doc__)
    parser.add_argument("name", choices=EXPERIMENTS, metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="write pictures into this folder")
    arguments = parser.parse_args()
    return EXPERIMENTS[arguments.name](arguments.pictures)


if __name__ == "__main__":
    sys.exit(main())
