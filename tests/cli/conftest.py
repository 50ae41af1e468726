"""The command in this process, on a project of its own, with the toy rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from shapeguard.cli import main
from tests.linting.conftest import toy  # noqa: F401


@dataclass
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a ``pyproject.toml``, which is the current one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    (tmp_path / "pyproject.toml").write_text("[tool.shapeguard]\n")
    return tmp_path


@pytest.fixture
def command(toy: object, project: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:  # noqa: F811
    """Run ``shapeguard WORDS``."""

    def run(*words: str) -> Ran:
        capfd.readouterr()
        try:
            code = main(words)
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Ran(code, *capfd.readouterr())

    return run
