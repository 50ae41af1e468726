"""The two commands of a fresh clone: what they set up, what they run, and what they say when they cannot."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

TASKS = Path(__file__).parents[1] / "tasks.py"


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load tasks.py as if the repository were an empty folder with a pyproject.toml; nothing is really run."""
    spec = importlib.util.spec_from_file_location("tasks", TASKS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    places = {"ROOT": tmp_path, "PYTHON": tmp_path / "bin" / "python", "STAMP": tmp_path / "stamp.txt"}
    for name, place in places.items():
        monkeypatch.setattr(module, name, place)
    return module


@pytest.fixture
def ran(tasks: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(tasks, "run", lambda *command, **options: commands.append(command) or 0)
    return commands


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse(TASKS.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= set(sys.stdlib_module_names)


def test_set_up_upgrades_pip_before_it_reads_dependency_groups(tasks: ModuleType, ran: list[tuple[str, ...]]) -> None:
    tasks.set_up("test")
    installs = [command[4:] for command in ran if command[:4] == ("python", "-m", "pip", "install")]
    assert installs[0][-1] == "pip>=25.1"
    assert installs[1][-2:] == ("--group", "test")


def test_set_up_is_done_once_for_one_pyproject(tasks: ModuleType, ran: list[tuple[str, ...]]) -> None:
    tasks.set_up("demo")
    ran.clear()
    tasks.set_up("demo")
    assert ran == []
    tasks.set_up("test")
    assert ran != []
    ran.clear()
    tasks.set_up("demo")
    assert ran == []
    (tasks.ROOT / "pyproject.toml").write_text("[project]\nname = 'new'\n", encoding="utf-8")
    tasks.set_up("demo")
    assert ran != []


def test_a_failed_installation_is_not_taken_for_a_finished_one(
    tasks: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tasks, "run", lambda *command, **options: int("-e" in command))
    with pytest.raises(SystemExit, match="package index"):
        tasks.set_up("demo")
    assert "pip stopped with exit code 1" in capsys.readouterr().out
    assert not tasks.STAMP.exists()


def test_a_python_without_ensurepip_is_told_what_to_install(tasks: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        tasks.set_up("demo")


def test_an_old_python_is_named(tasks: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later"):
        tasks.main()


def test_pytest_comes_last_and_any_failure_counts(tasks: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def failing(*command: str, **options: object) -> int:
        order.append(command[0])
        return int(command[0] == "mypy")

    monkeypatch.setattr(tasks, "run", failing)
    assert tasks.test(["-x"]) == 1
    assert order == ["ruff", "mypy", "lint-imports", "shapeguard", "pytest"]


def test_the_compiled_wheel_is_tested_when_all_tests_are_run(tasks: ModuleType, ran: list[tuple[str, ...]]) -> None:
    assert tasks.test([]) == 0
    assert ran[-2:] == [("python", "-m", "compiling", "test"), ("pytest", "-n", "auto")]
    ran.clear()
    assert tasks.test(["tests/shapes"]) == 0
    assert not any("compiling" in command for command in ran)


def test_the_demo_fails_when_the_linter_crashes(tasks: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "run", lambda *command, **options: 2 * (command[0] == "shapeguard"))
    assert tasks.demo() == 1
    monkeypatch.setattr(tasks, "run", lambda *command, **options: int(command[0] == "shapeguard"))
    assert tasks.demo() == 0


def test_the_stamp_is_the_hash_of_the_project_and_what_was_installed(
    tasks: ModuleType, ran: list[tuple[str, ...]]
) -> None:
    tasks.set_up("demo")
    digest = hashlib.sha256((tasks.ROOT / "pyproject.toml").read_bytes()).hexdigest()
    assert tasks.STAMP.read_text(encoding="utf-8").split() == [digest, "demo"]
