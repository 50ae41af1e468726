"""``python -m shapeguard``."""

import sys

from shapeguard.cli import main

sys.exit(main())
