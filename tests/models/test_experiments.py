"""``python -m models NAME``, run as a user runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from models.__main__ import NAMES, main

pytest.importorskip("sklearn")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "models", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)


def shown_in_a_terminal(rows: int, *arguments: str) -> str:
    """What goes to stderr where that is a terminal: progress is for readers, not for pipes."""
    pty = pytest.importorskip("pty", reason="a terminal of one's own needs POSIX")
    termios = pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (rows, 4 * rows))
    with open(theirs, "wb", buffering=0) as terminal:
        subprocess.run(
            [sys.executable, "-m", "models", *arguments], stdout=subprocess.DEVNULL, stderr=terminal, timeout=120
        )
    with open(ours, "rb", buffering=0) as output:
        return output.read(65536).decode()


def metrics(output: str) -> dict[str, float]:
    return {name.strip(): float(value) for name, value in re.findall(r"^(\S.{33}) +(\d+\.\d+)$", output, re.MULTILINE)}


def test_tomorrows_temperature_within_2_80_degrees(tmp_path: Path) -> None:
    done = run("temperature", "--pictures", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "no progress bar into a pipe"
    errors = metrics(done.stdout)
    assert errors["gradient descent"] == pytest.approx(2.7786, abs=5e-5)
    assert errors["scikit-learn LinearRegression"] == pytest.approx(2.7786, abs=5e-5)
    assert errors["guess: as warm as today"] == pytest.approx(2.9071, abs=5e-5)
    assert errors["guess: the mean of all days"] == pytest.approx(7.4288, abs=5e-5)
    assert {path.name for path in tmp_path.iterdir()} == {"temperature_cost.png", "temperature_predictions.png"}


@pytest.mark.parametrize("rows", [25, pytest.param(0, id="a terminal that does not know its size")])
def test_a_terminal_sees_the_progress(rows: int) -> None:
    assert "descent:   0%" in shown_in_a_terminal(rows, "temperature", "--no-pictures")


@pytest.mark.parametrize(
    ("name", "at_least", "guessing"),
    [("breast-cancer", 0.95, 0.6014), ("rain", 0.72, 0.6055), ("digits", 0.90, 0.4667)],
)
def test_the_classifiers_beat_guessing(
    name: str, at_least: float, guessing: float, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["models", name, "--no-pictures"])
    main()
    shares = metrics(capsys.readouterr().out)
    assert shares["gradient descent"] >= at_least
    assert shares["fit"] >= shares["scikit-learn LogisticRegression"] - 0.01
    assert shares["guess: the more frequent class"] == pytest.approx(guessing, abs=5e-5)


def test_vectors_are_drawn(tmp_path: Path) -> None:
    done = run("vectors", "--pictures", str(tmp_path / "new"))
    assert "length of (1, 1) is 1.414214" in done.stdout
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"vectors_2d.png", "vectors_3d.png"}


def test_a_folder_that_cannot_be_made_is_told_of_first(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("vectors", "--pictures", str(tmp_path / "file" / "new"))
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr == f"{tmp_path / 'file' / 'new'}: this folder cannot be made: Not a directory.\n"


def test_the_mistake_is_refused_and_explained() -> None:
    done = run("mistake")
    assert done.returncode == 0, done.stderr
    assert "ShapeError: predict(): X has shape (10, 4), expected (nx, m)" in done.stdout
    assert "nx = 4      from w.shape[0]" in done.stdout
    assert "Did you mean X.T?" in done.stdout


def test_an_unknown_name_lists_the_known_ones() -> None:
    done = run("rane")
    assert done.returncode == 2
    assert "breast-cancer" in done.stderr


def test_without_a_name_it_lists_them() -> None:
    done = run()
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()[1:]] == NAMES


def test_without_guards_numpy_has_the_last_word() -> None:
    command = [sys.executable, "-m", "models", "mistake"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "SHAPEGUARD": "off"}, timeout=60)
    assert done.returncode == 0
    assert "ValueError: shapes (1,4) and (10,4) not aligned" in done.stdout
