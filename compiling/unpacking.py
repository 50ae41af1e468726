"""The wheel as it would be installed, in a folder of its own: for tests and benchmarks, which put it on PYTHONPATH."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from compiling.wishes import VARIABLE

ROOT = Path(__file__).resolve().parents[1]
METADATA = "shapeguard_numpy-*.dist-info"
HELD = re.compile(r"shapeguard.*|lint_rules|__pycache__")
"""What a wheel has at its top; an environment that one is installed in has more."""


class Refused(Exception):
    """A folder holds something else than a wheel that was unpacked; the message says so."""


def unpack(folder: Path, *, compiled: bool = True) -> None:
    """Build the wheel of this checkout, compiled or pure, and unpack it into a folder, in place of an earlier one.

    Raises
    ------
    Refused
        If there is anything else in the folder, which stays as it is.
    subprocess.CalledProcessError
        If it cannot be built; the reason has been printed.
    """
    folder = folder.resolve()
    if not _is_free(folder):
        raise Refused(f"{folder} holds something else than an unpacked wheel of shapeguard: name an empty folder.")
    with tempfile.TemporaryDirectory(prefix="shapeguard-wheel-") as place:
        words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place, str(ROOT)]
        environment = {**os.environ, VARIABLE: "1" if compiled else "0"}
        subprocess.run(words, check=True, cwd=ROOT, env=environment, stdout=sys.stderr)
        (wheel,) = Path(place).glob("*.whl")
        if folder.exists():
            shutil.rmtree(folder)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    compileall.compile_dir(folder, quiet=1)  # as pip does


def _is_free(folder: Path) -> bool:
    """Whether nothing is lost when a wheel is unpacked there."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    names = [path.name for path in folder.iterdir()]
    return not names or (any(folder.glob(METADATA)) and all(map(HELD.fullmatch, names)))
