"""``python -m compiling``: what it hands on to pytest, and the folders that it leaves alone."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

import compiling.__main__ as command
from compiling import wishes

METADATA = "shapeguard_numpy-0.1.0.dist-info/METADATA"


def built(words: list[str], **_: Any) -> None:
    """Stands for `python -m build`: a wheel of two files."""
    with zipfile.ZipFile(Path(words[words.index("--outdir") + 1]) / "a.whl", "w") as archive:
        archive.writestr("shapeguard/new.py", "")
        archive.writestr(METADATA, "")


def files(folder: Path) -> set[str]:
    """What is there, but for bytecode."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix() for path in paths}


def filled(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("shapeguard/old.py", METADATA),
        ("shapeguard__mypyc.so", "shapeguard/old.so", "shapeguard_numpy-0.0.9.dist-info/METADATA", "lint_rules/a.py"),
    ],
)
def test_an_earlier_wheel_makes_room(names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", built)
    folder = filled(tmp_path / "wheel", *names)
    (tmp_path / "link").symlink_to(folder)
    for place in (folder, tmp_path / "link"):
        assert command.main(["wheel", str(place)]) == 0
        assert files(folder) == {"shapeguard/new.py", METADATA}


@pytest.mark.parametrize(
    "names",
    [
        (".git/config", "shapeguard/__init__.py"),  # a checkout
        (".git/config", "shapeguard/__init__.py", METADATA),
        ("shapeguard/__init__.py", METADATA, "numpy/__init__.py"),  # an environment
        ("shapeguard/__init__.py",),
        ("notes.txt",),
    ],
)
def test_anything_else_stays(
    names: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(subprocess, "run", built)
    filled(tmp_path, *names)
    assert command.main(["wheel", str(tmp_path)]) == 2
    assert files(tmp_path) == set(names)
    told = f"{tmp_path} holds something else than an unpacked wheel of shapeguard: name an empty folder.\n"
    assert capsys.readouterr().err == told
    assert command.main(["wheel", str(tmp_path / names[0])]) == 2, "a file"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["tests/shapes", "-x"],
        ["-x", "tests/shapes"],
        ["-k", "dim and not size", "tests/shapes", "-n", "2", "--co"],
        ["--help"],
        ["-h", "+a"],
    ],
)
def test_what_follows_test_is_handed_on_in_its_order(words: list[str]) -> None:
    given = command.read(["test", *words])
    assert (given.verb, given.arguments) == ("test", words)


@pytest.mark.parametrize("verb", [["test"], ["wheel", "new"]])
def test_a_build_that_fails_is_the_exit_code(verb: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(words: list[str], **_: Any) -> None:
        raise subprocess.CalledProcessError(3, words)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(wishes, "obstacle", lambda: None)
    monkeypatch.setattr(subprocess, "run", fails)
    assert command.main(verb) == 3
