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


def asked_of_git(folder: Path) -> list[str]:
    asked = ["git", "-C", str(folder), "ls-files", "-z", "--others", "--exclude-standard", "*.py"]
    said = subprocess.run(asked, capture_output=True, check=True).stdout
    return sorted(os.fsdecode(name) for name in said.split(b"\0") if name)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "line",
    [
        b"!",
        b"\\",
        b"a\\",
        b"[z-a]",
        b"[",
        b"[[a]*",
        b"[a||b].py",
        b"*\x0cb.py",
        b"foo/**/",
        b"a\t",
        b"a\t ",
        b"\xff.py",
        b"! ",
    ],
)
def test_an_odd_line_is_read_as_git_reads_it(tmp_path: Path, line: bytes) -> None:
    """One that is no pattern is passed over; the next still holds."""
    names = ["a.py", "foo/a.py", "foo/a/b.py", "foo/a/c/d.py", "a\t/x.py", "b/a.py", "out.py"]
    make(tmp_path, *names, os.fsdecode(b"\xff.py"))
    (tmp_path / ".gitignore").write_bytes(b"\xef\xbb\xbfx.py\r\n" + line + b"\nout.py\r\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert sorted(found(tmp_path, root=tmp_path)) == asked_of_git(tmp_path)


def test_what_git_ignores_by_other_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "home/git/ignore", "project/a.py", "project/own.py", "project/his.py", "project/b/own.py")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    project = tmp_path / "project"
    git = ["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "a"], check=True)
    (tmp_path / "home/git/ignore").write_text("his.py\n")
    (project / ".git/info/exclude").write_text("own.py\n")
    (project / "b/.gitignore").write_text("!own.py\n")
    assert found(project, root=project) == asked_of_git(project) == ["a.py", "b/own.py"]
    subprocess.run([*git, "worktree", "add", "-q", str(tmp_path / "further")], check=True)
    further = make(tmp_path / "further", "a.py", "own.py")
    assert found(further, root=further) == asked_of_git(further) == ["a.py"]


def test_a_folder_named_from_below_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ``.gitignore`` of the current folder says nothing of ``../more``."""
    make(tmp_path, "sub/deep/a.py", "sub/more/b.py")
    (tmp_path / "sub/deep/.gitignore").write_text("*.py\n")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path / "sub" / "deep")
    assert [str(path) for path in discover([Path("../more")], lambda _: Settings(tmp_path))] == ["../more/b.py"]
    assert [str(path) for path in discover([Path("..")], lambda _: Settings(tmp_path))] == ["../more/b.py"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_gitignore_that_is_no_file_is_passed_by(tmp_path: Path) -> None:
    make(tmp_path, "a.py")
    os.mkfifo(tmp_path / ".gitignore")
    assert found(tmp_path, root=tmp_path) == ["a.py"]


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


@pytest.mark.parametrize("said", [b"", b"gitdir: nowhere\n", b"\xff\0", b"gitdir: \0"])
def test_a_broken_git_file_is_no_crash(tmp_path: Path, said: bytes) -> None:
    make(tmp_path, "a.py")
    (tmp_path / ".git").write_bytes(said)
    assert found(tmp_path, root=tmp_path) == ["a.py"]
