"""The real command on a real terminal, and behind a pipe that closes early."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

BAD = "import numpy as np\n\n\ndef start(nx):\n    return np.zeros(nx, 1)\n"


def on_a_terminal(program: str, cwd: Path) -> str:
    """What a program shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen([sys.executable, "-c", program], cwd=cwd, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the terminal closes when the program ends
                break
            if not part:
                break
            shown += part
    os.close(ours)
    return shown.decode()


def test_colours_and_a_progress_bar(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"m{number}.py").write_text(BAD)
    program = (
        "from shapeguard.linting import progress; progress.PATIENCE = 0.0\n"
        "from shapeguard.cli import main; main(['check', '--no-cache', '--jobs', '1'])"
    )
    shown = on_a_terminal(program, tmp_path)
    assert "\x1b[1;31mSG408\x1b[0m" in shown
    assert "checking [######" in shown and "/5 files" in shown
    assert shown.index("\r\x1b[K") < shown.index("SG408"), "the bar is wiped before the findings"


def test_none_of_it_when_piped(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(BAD)
    words = [sys.executable, "-m", "shapeguard", "check", "--no-cache"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1 and "\x1b" not in done.stdout and done.stderr == ""


@pytest.mark.parametrize("words", [("init",), ("rule", "--all"), ("rule", "SG201")])
def test_nobody_reads(tmp_path: Path, words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "shapeguard", *words]
    done = subprocess.run(command, cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, text=True, env=environment)
    os.close(writer)
    assert done.returncode == 1 and done.stderr == ""


def test_a_reader_that_has_enough(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import numpy as np\n" + "w = np.zeros(3, 1)\n" * 400)
    words = f"{sys.executable} -m shapeguard check --no-cache --output-format json | head -c 10"
    done = subprocess.run(words, cwd=tmp_path, shell=True, capture_output=True, text=True)
    assert done.stdout == '[\n  {"file' and "Traceback" not in done.stderr and "BrokenPipe" not in done.stderr


def test_notes_alone_are_clean(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        "import numpy as np\nfrom shapeguard import reveal_shape\nw = np.zeros((3, 1))\nreveal_shape(w)\n"
    )
    words = [sys.executable, "-m", "shapeguard", "check", "--no-cache", "--output-format", "concise"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    assert "a.py:4:1: SG902 [reveal] note: " in done.stdout and "(3, 1)" in done.stdout and done.returncode == 0
