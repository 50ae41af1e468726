"""The command ``shapeguard``, and ``python -m shapeguard``: a process that ends with the verb."""

import gc
import sys

from shapeguard.cli import main


def run() -> int:
    """Run the command; what it leaves behind goes with the process, so nobody need look for garbage in it."""
    gc.disable()
    code = main()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(run())
