"""The models hold under shapeguard's own watch: every local annotation is checked, no accidental broadcast happens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WATCHED = ["vectors", "broadcasting", "derivatives", "activations", "losses", "training"]


def test_no_accidental_broadcast_in_the_models() -> None:
    files = [f"tests/models/test_{name}.py" for name in WATCHED]
    command = [sys.executable, "-m", "pytest", "--shapeguard=models", "-p", "no:cacheprovider", "-q", *files]
    watched = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert watched.returncode == 0, watched.stdout + watched.stderr
