"""Options that meet: what contradicts is refused, what is left undone is told of, standard input is like a file."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shapeguard.cli import main

Command = Callable[..., Any]
FILES = ("a.py", "b.py")
BAD = "import np\nx = zeros(1, 2)\nx.T\n"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a text on standard input."""

    def put(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return put


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--diff", "--add-noqa"), "--diff writes nothing, so it does not go with --add-noqa."),
        (("--diff", "--write-baseline"), "--diff writes nothing, so it does not go with --write-baseline."),
        (("--fix", "--add-noqa"), "--fix and --add-noqa are two runs: mend first, then silence what is left."),
        (("--add-noqa", "--write-baseline"), "two ways to do the same: choose one."),
        (("-", "--add-noqa"), "--add-noqa is about files, not about what comes on standard input."),
        (("-", "--write-baseline"), "--write-baseline is about files"),
    ],
)
def test_what_contradicts_is_refused(
    command: Command, project: Path, words: tuple[str, ...], problem: str, typed: Callable[[str], None]
) -> None:
    (project / "a.py").write_text(BAD)
    typed(BAD)
    ran = command("check", *words)
    assert ran.code == 2 and problem in ran.err and not ran.out
    assert (project / "a.py").read_text() == BAD and not list(project.glob(".shapeguard-b*"))


def test_what_is_mended_is_not_accepted(command: Command, project: Path) -> None:
    (project / "a.py").write_text(BAD)
    ran = command("check", "--fix", "--write-baseline", "--baseline", "base.json")
    assert ran.code == 0 and "Accepted 0 findings" in ran.err
    assert "zeros((1, 2))" in (project / "a.py").read_text()


def test_a_fix_that_could_not_be_written_is_no_success(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "a.py").write_text(BAD)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("shapeguard.cli.fixes.write_atomically", full)
    ran = command("check", "--fix")
    assert ran.code == 2 and "a.py: cannot be written: No space left on device." in ran.err
    assert (project / "a.py").read_text() == BAD


def test_one_file_that_cannot_be_written_leaves_the_report_of_all(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in the file still is reported, as it stands there, and stays accepted."""
    from shapeguard.cli import fixes

    (project / "a.py").write_text(BAD)
    (project / "b.py").write_text(BAD)
    real = fixes.write_atomically

    def guarded(path: Path, content: bytes) -> None:
        if path.name == "a.py":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(path, content)

    monkeypatch.setattr(fixes, "write_atomically", guarded)
    ran = command("check", "--fix", "--output-format", "json", "a.py", "b.py")
    assert ran.code == 2 and "a.py: cannot be written: Permission denied." in ran.err
    codes = {
        name: sorted(one["code"] for one in json.loads(ran.out) if one["filename"].endswith(name)) for name in FILES
    }
    monkeypatch.setattr(fixes, "write_atomically", real)
    left = {
        name: sorted(one["code"] for one in json.loads(command("check", "--output-format", "json", name).out))
        for name in FILES
    }
    assert codes == left and len(left["a.py"]) > len(left["b.py"])
    command("check", "--write-baseline", "--baseline", "base.json")
    accepted = (project / "base.json").read_text()
    monkeypatch.setattr(fixes, "write_atomically", guarded)
    assert command("check", "--fix", "--baseline", "base.json", "a.py").code == 2
    assert (project / "base.json").read_text() == accepted


@pytest.mark.parametrize("word", ["--fix", "--diff"])
def test_what_the_baseline_accepts_is_no_finding_on_standard_input(
    command: Command, project: Path, typed: Callable[[str], None], word: str
) -> None:
    """Mending leaves what no fix is for: the file has it accepted, and so has standard input."""
    source = "import np\nx = np.zeros(3)\n"
    (project / "a.py").write_text(source)
    assert command("check", "a.py").code == 1
    typed(source)
    assert command("check", word, "-", "--stdin-filename", "a.py").code == 1
    command("check", "--write-baseline", "--baseline", "base.json")
    typed(source)
    ran = command("check", word, "-", "--stdin-filename", "a.py", "--baseline", "base.json")
    assert (ran.code, ran.out) == (0, source if word == "--fix" else "")


def test_a_folder_that_cannot_be_read_is_told_of(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "closed").mkdir()
    (project / "open").mkdir()
    (project / "open" / "a.py").write_text("x.T\n")
    scandir = os.scandir

    def guarded(path: Any) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    monkeypatch.setattr("shapeguard.linting.discovery.os.scandir", guarded)
    ran = command("check", "--output-format", "concise")
    assert ran.code == 2 and ran.err == "shapeguard: closed: cannot be read: Permission denied.\n"
    assert "open/a.py:1:1: XX101" in ran.out


def test_a_form_feed_ends_no_row_of_a_diff(command: Command, project: Path) -> None:
    (project / "a.py").write_text("y = 1\n\x0c\nx = zeros(1, 2)\nz = '\x1c'")
    ran = command("check", "--diff")
    assert ran.out.splitlines(keepends=False)[2:] and "-x = zeros(1, 2)\n+x = zeros((1, 2))\n" in ran.out
    assert "\n \x0c\n" in ran.out and ran.out.count("No newline") == 1


def test_standard_input_is_excluded_as_its_file_is(
    command: Command, project: Path, typed: Callable[[str], None]
) -> None:
    (project / "pyproject.toml").write_text('[tool.shapeguard]\nexclude = ["old"]\n')
    for words, out in [((), ""), (("--fix",), BAD), (("--diff",), ""), (("--output-format", "json"), "[]\n")]:
        typed(BAD)
        ran = command("check", "-", "--stdin-filename", "old/a.py", "--force-exclude", *words)
        assert (ran.code, ran.out) == (0, out)
    typed(BAD)
    assert command("check", "-", "--stdin-filename", "old/a.py").code == 1


def test_standard_input_knows_the_baseline(command: Command, project: Path, typed: Callable[[str], None]) -> None:
    (project / "a.py").write_text(BAD)
    assert command("check", "--baseline", "base.json", "--write-baseline").code == 0
    before = (project / "base.json").read_text()
    typed(BAD + "y.T\n")
    ran = command("check", "-", "--stdin-filename", "a.py", "--baseline", "base.json", "--output-format", "concise")
    assert ran.code == 1 and ran.out.count("XX101") == 1 and "a.py:4:1" in ran.out
    assert (project / "base.json").read_text() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
@pytest.mark.parametrize("path", [".", "closed", "closed/a.py"])
def test_what_nobody_may_look_into_is_told_of(command: Command, project: Path, path: str) -> None:
    (project / "closed").mkdir()
    (project / "closed" / "a.py").write_text("x.T\n")
    (project / "closed").chmod(0)
    ran = command("check", path)
    (project / "closed").chmod(0o755)
    assert ran.code == 2 and "cannot be read: Permission denied." in ran.err


@pytest.mark.parametrize("cached", [False, True])
def test_what_rests_on_a_mended_file_is_told_as_it_is_now(
    project: Path, capfd: pytest.CaptureFixture[str], cached: bool
) -> None:
    """``(3, 3) @ (3, 3)`` fits until the function that makes the first of them is mended to return a column."""
    (project / "a.py").write_text("import numpy as np\nimport m\nm.f() @ np.ones((3, 3))\n")
    (project / "m.py").write_text("import numpy as np\n\n\ndef f():\n    return np.ones((3, 1)) + np.ones(3)\n")
    if cached:
        main(["check", "a.py"])
    capfd.readouterr()
    code = main(["check", "--fix", "--unsafe-fixes", "--output-format", "concise", "a.py", "m.py"])
    assert code == 1 and "a.py:3:1: SG402" in capfd.readouterr().out
