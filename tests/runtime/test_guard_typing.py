"""To a type checker an annotation is the array type it names, and a guarded function has its own signature."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import numpy as np
from shapeguard import Bool, Float, Int, guard, reveal_shape

@guard
def predict(w: Float[np.ndarray, "(nx, 1)"], keep: Bool[np.ndarray, "(m,)"], k: Int[np.ndarray, "()"]) -> int:
    reveal_type(w)
    return 1

@guard(bind_self=True)
class Model:
    w: Float[np.ndarray, "(nx, 1)"]

reveal_type(predict)
reveal_type(Model().w)
reveal_type(reveal_shape(3))
predict(1, np.zeros(2), np.zeros(2))
"""


def reports(tmp_path: Path, command: list[str]) -> str:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    run = subprocess.run([sys.executable, "-m", *command, str(program)], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 1, run.stdout + run.stderr
    return re.sub(r"numpy\.|builtins\.|_AnyShape|tuple\[Any, \.\.\.\]", "", run.stdout)


@pytest.mark.slow
def test_mypy(tmp_path: Path) -> None:
    shown = reports(tmp_path, ["mypy", "--strict"])
    assert shown.count('Revealed type is "ndarray[') == 2
    assert 'Revealed type is "def (w: ndarray[' in shown
    assert 'Revealed type is "int"' in shown
    assert 'Argument 1 to "predict" has incompatible type "int"' in shown
    assert "Found 1 error" in shown


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("pyright") is None, reason="pyright is not installed")
def test_pyright(tmp_path: Path) -> None:
    shown = reports(tmp_path, ["pyright", "--pythonpath", sys.executable])
    assert shown.count('is "ndarray[') == 2
    assert 'Type of "predict" is "(w: ndarray[' in shown
    assert 'Argument of type "Literal[1]"' in shown
    assert "1 error" in shown
