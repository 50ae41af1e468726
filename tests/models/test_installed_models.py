"""The wheel carries the models as ``shapeguard.models``, with their data, and no top-level ``models``."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("build")
pytest.importorskip("hatchling")
pytest.importorskip("sklearn")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout and unpack it, which is all that installing a pure wheel does."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    environment = {**os.environ, "SHAPEGUARD_COMPILE": "0"}  # the compiled one has tests of its own
    built = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=installed, timeout=120)


def test_the_wheel_has_no_top_level_models(installed: Path) -> None:
    assert not (installed / "models").exists()
    assert (installed / "shapeguard" / "models" / "data" / "seattle_weather.csv").exists()


def test_the_models_train_from_the_wheel(installed: Path) -> None:
    where = run(installed, "-c", "import shapeguard.models as models; print(models.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(installed)
    done = run(installed, "-m", "shapeguard.models", "temperature", "--no-pictures")
    assert done.returncode == 0, done.stderr
    assert "fit                                         2.7786" in done.stdout


def test_the_help_names_the_command_that_was_typed(installed: Path) -> None:
    assert "python -m shapeguard.models" in run(installed, "-m", "shapeguard.models", "--help").stdout
