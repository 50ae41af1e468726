"""mypyc checks types as the Python that it runs in has them: what is compiled has to hold in each of them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from compiling.modules import compiled_modules
from compiling.mypyc_process import OPTIONS

ROOT = Path(__file__).parents[2]
DECLARED = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))

NEXT = f"3.{max(int(version[2:]) for version in DECLARED) + 1}"


@pytest.mark.parametrize("version", [*DECLARED, NEXT])
def test_types_hold(version: str) -> None:
    words = [sys.executable, "-m", "mypy", *OPTIONS, "--python-version", version, *compiled_modules(ROOT)]
    checked = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
