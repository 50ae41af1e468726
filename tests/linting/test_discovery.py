"""Which files are checked; git itself is asked what it ignores."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from shapeguard.linting.discovery import discover
from shapeguard.linting.settings import Settings


def found(*paths: Path, root: Path, force_exclude: bool = False, **settings: object) -> list[str]:
    chosen = Settings(root, **settings)  # type: ignore[arg-type]
    files = discover(paths, lambda _: chosen, force_exclude=force_exclude)
    return [path.relative_to(root).as_posix() for path in files]


def make(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def test_sources_below_a_folder_in_order(tmp_path: Path) -> None:
    make(tmp_path, "b.py", "a.pyi", "c.ipynb", "d.txt", "z/y.py", "e/f/g.py", ".hidden/h.py", "venv/i.py", "build/j.py")
    make(tmp_path, "__pycache__/k.py", "node_modules/l.py")
    assert found(tmp_path, root=tmp_path) == ["a.pyi", "b.py", "c.ipynb", "e/f/g.py", "z/y.py"]


def test_a_named_file_is_checked_whatever_it_is_called(tmp_path: Path) -> None:
    make(tmp_path, "script", "build/a.py")
    paths = tmp_path / "script", tmp_path / "build" / "a.py"
    assert found(*paths, root=tmp_path) == ["script", "build/a.py"]


def test_each_file_once(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "b/c.py")
    (tmp_path / "b" / "link.py").symlink_to(tmp_path / "a.py")
    assert found(tmp_path / "a.py", tmp_path, tmp_path / "b", root=tmp_path) == ["a.py", "b/c.py"]


def test_a_link_gives_way_to_the_file(tmp_path: Path) -> None:
    make(tmp_path, "m.py", "real/z.py")
    (tmp_path / "a.py").symlink_to(tmp_path / "real" / "z.py")
    (tmp_path / "b.py").symlink_to(tmp_path / "real" / "z.py")
    assert found(tmp_path, root=tmp_path) == ["m.py", "real/z.py"]
    assert found(tmp_path / "a.py", tmp_path / "real", root=tmp_path) == ["real/z.py"]
    assert found(tmp_path / "a.py", tmp_path / "b.py", root=tmp_path) == ["a.py"]
    assert found(tmp_path, root=tmp_path, exclude=("real",)) == ["m.py"]


def test_loops_of_links_end(tmp_path: Path) -> None:
    make(tmp_path, "a/b.py")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "self.py").symlink_to(tmp_path / "a" / "self.py")
    assert found(tmp_path / "a", root=tmp_path)[0] == "a/b.py"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    os.mkfifo(tmp_path / "b.py")
    (tmp_path / "c.py").symlink_to(tmp_path / "b.py")
    assert found(tmp_path, root=tmp_path) == ["a.py"]


@pytest.mark.parametrize("pattern", ["b", "a/b", "a/b/*.py", "**/c.py", "c.py", "./a/b/", "a/*/c.py"])
def test_exclude(tmp_path: Path, pattern: str) -> None:
    make(tmp_path, "a/b/c.py", "a/d.py")
    named = tmp_path / "a" / "b" / "c.py"
    assert found(tmp_path, root=tmp_path, exclude=(pattern,)) == ["a/d.py"]
    assert found(named, root=tmp_path, exclude=(pattern,)) == ["a/b/c.py"]
    assert found(named, root=tmp_path, exclude=(pattern,), force_exclude=True) == []


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "gen/a.py", "gen/keep.py", "sub/x.py", "sub/y.py", "sub/deep/z.py", "out/b.py", "s p.py")
    (tmp_path / ".gitignore").write_text("gen/*\n!gen/keep.py\n/out/\n*y.py\ns\\ p.py\n")
    (tmp_path / "sub" / ".gitignore").write_text("!y.py\ndeep\n/x.py\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    asked = ["git", "-C", str(tmp_path), "ls-files", "--others", "--exclude-standard", "*.py"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("\n")
    expected = sorted(name for name in said if name)
    assert sorted(found(tmp_path, root=tmp_path)) == expected == ["a.py", "gen/keep.py", "sub/y.py"]
    assert "sub/x.py" not in found(tmp_path / "sub", root=tmp_path)
    assert len(found(tmp_path, root=tmp_path, respect_gitignore=False)) == 8


def test_a_folder_that_cannot_be_listed_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.py", "locked/b.py")
    real = os.scandir

    def listing(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", listing)
    assert found(tmp_path, root=tmp_path) == ["a.py"]


def test_a_link_to_itself_is_held_against_patterns_too(tmp_path: Path) -> None:
    make(tmp_path, "a.py", "build/b.py")
    (tmp_path / "l.py").symlink_to("l.py")
    assert found(tmp_path, root=tmp_path, exclude=("gen", "b.py")) == ["a.py", "l.py"]
    assert found(tmp_path, root=tmp_path, exclude=("l.py",)) == ["a.py"]


def test_patterns_know_a_project_behind_a_link(tmp_path: Path) -> None:
    make(tmp_path, "real/a/b.py", "real/c.py")
    (tmp_path / "link").symlink_to("real")
    root = tmp_path / "link"
    assert found(tmp_path / "real" / ".", root=tmp_path, exclude=("real/a",)) == ["real/c.py"]
    assert found(root, root=root, exclude=("a/*.py",)) == ["c.py"]
