"""The wheel as it would be installed, in a folder of its own: for tests and benchmarks, which put it on PYTHONPATH."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from compiling.wishes import VARIABLE

ROOT = Path(__file__).resolve().parents[1]


def unpack(folder: Path, *, compiled: bool = True) -> None:
    """Build the wheel of this checkout, compiled or pure, and unpack it into a folder, in place of what is there.

    Raises
    ------
    subprocess.CalledProcessError
        If it cannot be built; the reason has been printed.
    """
    with tempfile.TemporaryDirectory(prefix="shapeguard-wheel-") as place:
        words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place, str(ROOT)]
        environment = {**os.environ, VARIABLE: "1" if compiled else "0"}
        subprocess.run(words, check=True, cwd=ROOT, env=environment, stdout=sys.stderr)
        (wheel,) = Path(place).glob("*.whl")
        shutil.rmtree(folder, ignore_errors=True)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
