"""Functions that are too long to be followed are counted, and named by a flag; also where the answer is cached."""

from __future__ import annotations

from pathlib import Path

import pytest

from shapeguard.cli import main

LONG = "import numpy as np\ndef long(x):\n" + "".join(f"    y{i} = x @ np.ones(({i + 1}, 2))\n" for i in range(9000))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "long.py").write_text(LONG)
    (tmp_path / "short.py").write_text("x = 1\n")
    return tmp_path


def test_they_are_counted_and_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in ("fresh", "cached"):
        assert main(["check", "--exit-zero", "."]) == 0
        told = capsys.readouterr().err
        assert "1 function is too long or too deep to be followed to the end; --show-unfinished names them." in told
        assert main(["check", "--exit-zero", "--show-unfinished", "."]) == 0
        assert "long.py: `long` is too long or too deep to be followed to its end." in capsys.readouterr().err


def test_nothing_is_said_of_short_ones(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--show-unfinished", "short.py"]) == 0
    assert not capsys.readouterr().err
