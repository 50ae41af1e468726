"""The models are the linter's own proof: clean in the column profile, and every array that is assigned has a shape."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHAPEGUARD = str(Path(sys.executable).with_name("shapeguard"))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [SHAPEGUARD, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_models_and_notebooks_are_clean_in_the_column_profile() -> None:
    checked = run("check", "models", "notebooks", "--profile", "column", "--no-cache", "--output-format", "concise")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("module", "assigned"),
    [
        ("broadcasting", ["total: (1, foods)", "difference: (nx, n, k)", "table: (n, k)"]),
        ("activations", ["E: (n, m)"]),
        ("vectors", ["relative: (n, 1)", "Q: (n, min(k, n))"]),
        ("training", ["w: (nx, 1)", "dw: (nx, 1)", "A: (1, m)", "X1: (nx+1, m)"]),
        ("datasets", ["mean: (nx, 1)", "deviation: (nx, 1)", "scale: (nx, 1)", "days: (4, days)"]),
        ("logistic_regression", ["Z: (1, m)", "dZ: (1, m)", "dw: (nx, 1)", "w: (nx, 1)", "A: (1, m)"]),
        ("linear_regression", ["dZ: (1, m)", "dw: (nx, 1)", "G: (nx, nx)", "c: (nx, 1)", "x: (nx, 1)"]),
    ],
)
def test_reveal_shows_the_shape_of_what_is_assigned(module: str, assigned: list[str]) -> None:
    revealed = run("reveal", f"models/{module}.py")
    assert revealed.returncode == 0, revealed.stderr
    assert [shape for shape in assigned if shape not in revealed.stdout] == []
