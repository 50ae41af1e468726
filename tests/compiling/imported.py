"""What is imported is the compiled wheel: asked for by name where that is what is tested, and never collected else."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from compiling.modules import compiled_modules

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("module", compiled_modules(ROOT))
def test_it_is_an_extension_of_another_folder_than_the_checkout(module: str) -> None:
    name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    file = import_module(name).__file__
    assert file is not None
    assert file.endswith(tuple(EXTENSION_SUFFIXES))
    assert not Path(file).is_relative_to(ROOT)


def test_the_command_says_so(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "shapeguard", "--version"], cwd=tmp_path, capture_output=True, text=True
    )
    assert ran.stdout.endswith(" (compiled)\n"), ran.stderr
