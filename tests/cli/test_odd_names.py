"""Files whose names are no text or hold control characters, and standard streams that are closed or full."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from shapeguard.cli import check
from shapeguard.linting import runner
from shapeguard.linting.settings import OUTPUT_FORMATS

Command = Callable[..., object]
BAD = "import np\nx = zeros(1, 2)\nx.T\n"
NO_TEXT = os.fsdecode(b"\xff\xc3\xa9.py")
"""A byte that is no UTF-8, and an é."""


@pytest.fixture
def odd(project: Path) -> Path:
    try:
        (project / NO_TEXT).write_text(BAD)
    except OSError:
        pytest.skip("the names of this file system are text")
    return project


@pytest.mark.parametrize("chosen", OUTPUT_FORMATS)
def test_every_format_names_a_file_whose_name_is_no_text(command: Command, odd: Path, chosen: str) -> None:
    ran = command("check", "--output-format", chosen)
    assert ran.code == 1 and "XX201" in ran.out and ran.err == ""
    if chosen == "sarif":
        (run,) = json.loads(ran.out)["runs"]
        location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        assert unquote_to_bytes(location["uri"]) == os.fsencode(NO_TEXT)
    else:
        assert "\\xffé.py" in ran.out.replace("\\\\", "\\")


@pytest.mark.parametrize(
    "words", [("--statistics",), ("--diff",), ("--add-noqa",), ("--fix", "--show-fixes"), ("--show-unfinished",)]
)
def test_every_option_works_where_a_name_is_no_text(command: Command, odd: Path, words: tuple[str, ...]) -> None:
    ran = command("check", *words)
    assert ran.code in {0, 1}
    assert ran.out + ran.err


def test_a_baseline_knows_a_file_whose_name_is_no_text_again(command: Command, odd: Path) -> None:
    assert command("check", "--write-baseline").code == 0
    accepted = command("check", "--baseline", ".shapeguard-baseline.json")
    assert (accepted.code, accepted.err) == (0, "")
    (odd / NO_TEXT).write_text("")
    assert "2 mended findings" in command("check", "--baseline", ".shapeguard-baseline.json").err


@pytest.mark.parametrize("chosen", ["concise", "full"])
def test_control_characters_are_written_out(command: Command, project: Path, chosen: str) -> None:
    try:
        (project / "a\n\x1b[31m\u202e.py").write_text(BAD + "x.T  # \x1b[2J\n")
    except OSError:
        pytest.skip("no such names here")
    ran = command("check", "--output-format", chosen)
    assert ran.out.startswith("a\\n\\x1b[31m\\u202e.py:2:5: XX201")
    assert "\x1b" not in ran.out
    assert command("check", "b\n\x1b.py").err == "shapeguard: b\\n\\x1b.py: there is no such file or folder.\n"


def test_standard_input_is_checked_alone(command: Command, project: Path) -> None:
    (project / "a.py").write_text(BAD)
    ran = command("check", "-", "a.py")
    assert ran.code == 2
    assert ran.err == "shapeguard: - is checked alone: name what comes on standard input or a.py, not both.\n"


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("check - <&-", 2, "standard input is closed"),
        ("check a.py >&-", 2, "standard output is closed"),
        ("--version >&-", 2, "standard output is closed"),
        ("check a.py 2>&-", 0, "All checks passed!"),
        ("check missing.py 2>&-", 2, ""),
        ("check a.py >&- 2>&- <&-", 2, ""),
        ("check a.py >/dev/full", 2, "standard output cannot be written: No space left on device."),
        ("--version >/dev/full", 2, "standard output cannot be written: No space left on device."),
    ],
)
def test_streams_that_are_closed_or_full(project: Path, words: str, code: int, told: str) -> None:
    (project / "a.py").write_text("x = 1\n")
    if "/dev/full" in words and not os.path.exists("/dev/full"):
        pytest.skip("this system has no device that is full")
    ran = subprocess.run(
        f"{sys.executable} -m shapeguard {words}", shell=True, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False)
    assert told in ran.stdout + ran.stderr
    assert (ran.stdout + ran.stderr).count("\n") == (told != "")


@pytest.mark.skipif(os.name != "posix", reason="only there a current folder can go")
def test_a_current_folder_that_is_gone(command: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "gone").mkdir()
    monkeypatch.chdir(project / "gone")
    (project / "gone").rmdir()
    ran = command("check")
    assert (ran.code, ran.err) == (2, "shapeguard: the current folder is gone; go to one that is there.\n")


def test_a_bug_ends_in_two(command: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    (project / "a.py").write_text(BAD)
    monkeypatch.setattr(runner, "fix_bytes", broken)
    one_file = command("check", "--fix")
    assert one_file.code == 2 and "a.py: internal error in the linter: ZeroDivisionError" in one_file.err
    monkeypatch.setattr(check, "_check", broken)
    ran = command("check")
    assert ran.code == 2 and "Traceback" in ran.err and "this is a bug of shapeguard" in ran.err


def test_formats_for_programs_are_utf8_wherever_they_go(project: Path) -> None:
    (project / "é.py").write_text("def f(:\n", "utf-8")
    words = [sys.executable, "-m", "shapeguard", "check", "--output-format", "json"]
    ran = subprocess.run(words, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert json.loads(ran.stdout.decode("utf-8"))[0]["filename"] == str(project / "é.py")
