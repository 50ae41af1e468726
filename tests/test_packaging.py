"""The wheel: what is in it, and that it works in an environment where nothing of this checkout is."""

from __future__ import annotations

import email
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    environment = {**os.environ, "SHAPEGUARD_COMPILE": "0"}  # the compiled one has tests of its own
    done = subprocess.run(words, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel; its dependencies are those of this one, seen through a path file.

    The editable install here is a path file of its own, which is not read there: nothing of this checkout is seen.
    """
    folder = tmp_path_factory.mktemp("venv")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    installed = run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps", str(wheel), cwd=folder)
    assert installed.returncode == 0, installed.stderr
    (site,) = folder.glob("lib/python*/site-packages")
    dependencies = Path(pytest.__file__).parents[1]
    (site / "zz-dependencies.pth").write_text(f"import sys; sys.path.append({str(dependencies)!r})\n")
    return folder / "bin" / "python"


def run(python: Path, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "SHAPEGUARD"}}
    return subprocess.run([str(python), *words], cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)


def test_what_the_wheel_holds(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = email.message_from_bytes(archive.read(next(n for n in names if n.endswith("METADATA"))))
        entries = archive.read(next(n for n in names if n.endswith("entry_points.txt"))).decode()
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert tops == {"shapeguard", "lint_rules"}
    assert {"shapeguard/py.typed", "shapeguard/models/__init__.py", "lint_rules/bad_creation_call.py"} <= names
    assert metadata["Name"] == "shapeguard-numpy" and metadata["License-Expression"] == "MIT"
    assert "shapeguard = shapeguard.__main__:run" in entries and "lint_rules = lint_rules" in entries


def test_the_tests_find_what_they_read_in_the_source_distribution(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}
    read = {"tasks.py", "mkdocs.yml", ".pre-commit-hooks.yaml", "compiling/hook.py", "benchmarks/linter/page.py"}
    assert read <= names
    folders = ("docs", "notebooks", "tests/examples", "tests/linting/data")
    assert {folder for folder in folders if any(name.startswith(f"{folder}/") for name in names)} == {*folders}


def test_the_command_works_there(python: Path, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import numpy as np\nw = np.zeros(3, 1)\n")
    ran = run(python.with_name("shapeguard"), "check", "--output-format", "concise", cwd=tmp_path)
    assert ran.returncode == 1 and "a.py:2:5: SG408" in ran.stdout, ran.stderr
    where = run(python, "-c", "import shapeguard; print(shapeguard.__file__)", cwd=tmp_path)
    assert where.stdout.startswith(str(python.parents[1]))


def test_guard_and_models_work_there(python: Path, tmp_path: Path) -> None:
    program = (
        "import numpy as np, shapeguard, shapeguard.models\n"
        "from shapeguard import Float, ShapeError, guard\n"
        "@guard\n"
        "def f(w: Float[np.ndarray, '(nx, 1)']) -> Float[np.ndarray, '(1, nx)']: return w.T\n"
        "print(f(np.ones((3, 1))).shape)\n"
        "try: f(np.ones(3))\n"
        "except ShapeError: print('refused')\n"
    )
    ran = run(python, "-c", program, cwd=tmp_path)
    assert ran.stdout == "(1, 3)\nrefused\n", ran.stderr
    helped = run(python, "-m", "shapeguard.models", "--help", cwd=tmp_path)
    assert helped.returncode == 0 and "usage" in helped.stdout.lower(), helped.stderr
    assert run(python, "-c", "import models", cwd=tmp_path).returncode == 1
