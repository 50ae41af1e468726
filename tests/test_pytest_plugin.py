"""``pytest --shapeguard=pkg``, run as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "subject.py").write_text("def error(yhat, y):\n    return yhat - y\n")
    (tmp_path / "conftest.py").write_text("import subject\n")
    (tmp_path / "test_subject.py").write_text(
        "import numpy as np\nimport subject\n\n"
        "def test_error():\n    assert subject.error(np.ones((3, 1)), np.ones((1, 3))).shape == (3, 3)\n"
    )
    return tmp_path


def run(project: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    return result.returncode, result.stdout + result.stderr


def test_it_is_an_entry_point() -> None:
    (plugin,) = entry_points(group="pytest11", name="shapeguard")
    assert plugin.value == "shapeguard.pytest_plugin"


def test_without_the_option_nothing_changes(project: Path) -> None:
    status, output = run(project)
    assert status == 0
    assert "shapeguard: " not in output


def test_with_it_the_accident_is_found_though_a_conftest_imports_the_package(project: Path) -> None:
    status, output = run(project, "--shapeguard=subject")
    assert status == 1
    assert "SG201 [two-way-broadcast]" in output
    assert "shapeguard: subject" in output


def test_the_configuration_file_and_the_action(project: Path) -> None:
    (project / "pytest.ini").write_text("[pytest]\nshapeguard = subject\n")
    assert run(project)[0] == 1
    status, output = run(project, "--shapeguard-broadcast=warn")
    assert status == 0
    assert "BroadcastWarning" in output


def test_a_wrong_option_is_a_usage_error(project: Path) -> None:
    status, output = run(project, "--shapeguard=json")
    assert status == 4
    assert "too late for 'json'" in output
    assert run(project, "--shapeguard-broadcast=shout")[0] == 4
