"""``shapeguard check``: options, exit codes, bad input."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shapeguard.cli.fixes import diff
from shapeguard.linting.finding import Applicability, Finding, Fix, Position, Severity
from shapeguard.linting.reporters import statistics
from shapeguard.linting.reporters.colour import plain
from shapeguard.linting.runner import Report

Command = Callable[..., object]
FIXES: tuple[Applicability, ...] = ("safe", "unsafe")
BAD = "import np\nx = zeros(1, 2)\nx.T\n"


def test_concise(command: Command, project: Path) -> None:
    (project / "a.py").write_text(BAD)
    ran = command("check", "a.py", "--output-format", "concise")
    assert ran.code == 1
    assert ran.out == (
        "a.py:2:5: XX201 [two-sizes] error: the second argument of `zeros` is no size [fixable]\n"
        "a.py:3:1: XX101 [dead-transpose] warning: `.T` of (3, 4) changes nothing [fixable]\n"
        "Found 1 error, 1 warning.\n2 fixable with --fix.\n"
    )


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ((), ["XX201", "XX101"]),
        (("--select", "XX2"), ["XX201"]),
        (("--select", "dead-transpose"), ["XX101"]),
        (("--ignore", "XX1,two-sizes"), []),
        (("--select", "XX101", "--ignore", "XX101"), []),
    ],
)
def test_select_and_ignore(command: Command, project: Path, words: tuple[str, ...], codes: list[str]) -> None:
    (project / "a.py").write_text(BAD)
    ran = command("check", *words, "--output-format", "json")
    assert [finding["code"] for finding in json.loads(ran.out)] == codes
    assert ran.code == bool(codes)


def test_conventions_are_off_in_the_general_profile(command: Command, project: Path) -> None:
    (project / "a.py").write_text("x = np.zeros(3)\n")
    assert command("check").code == 1
    assert command("check", "--profile", "general").code == 0


def test_json_is_in_ruffs_field_names(command: Command, project: Path) -> None:
    (project / "a.py").write_text("é = zeros(1, 2)\n")
    (finding,) = json.loads(command("check", "--output-format", "json").out)
    assert finding == {
        "filename": str(project / "a.py"),
        "code": "XX201",
        "name": "two-sizes",
        "severity": "error",
        "message": "the second argument of `zeros` is no size",
        "location": {"row": 1, "column": 5},
        "end_location": {"row": 1, "column": 16},
        "fix": {
            "applicability": "safe",
            "message": "put the sizes in a tuple",
            "edits": [
                {
                    "content": "(1, 2)",
                    "location": {"row": 1, "column": 11},
                    "end_location": {"row": 1, "column": 15},
                }
            ],
        },
        "url": "docs/rules/two-sizes.md",
        "cell": None,
    }


def test_fixes_are_listed_where_asked(command: Command, project: Path) -> None:
    (project / "a.py").write_text("zeros(1, 2)\nzeros(3, 4)\n")
    ran = command("check", "--fix", "--unsafe-fixes", "--show-fixes")
    assert ran.err == "Mended 2 findings in 1 file.\n  a.py:\n    2 x XX201 two-sizes\n"


def test_fix_mends_in_place_and_the_rest_is_reported(command: Command, project: Path) -> None:
    file = project / "a.py"
    file.write_text(BAD + "y = np.zeros(3)\n")
    ran = command("check", "--fix", "--output-format", "concise")
    assert file.read_text() == "import np\nx = zeros((1, 2))\ny = np.zeros(3)\n"
    assert ran.code == 1 and "XX301" in ran.out and "XX201" not in ran.out
    assert ran.err == "Mended 2 findings in 1 file.\n"
    assert command("check", "--fix", "--unsafe-fixes").code == 0
    assert "from numpy import zeros" in file.read_text()
    assert vars(command("check", "--fix")) == {"code": 0, "out": "All checks passed! (1 file)\n", "err": ""}


def test_the_hook_fails_when_it_mended(command: Command, project: Path) -> None:
    (project / "a.py").write_text(BAD)
    assert command("check", "--fix", "--exit-non-zero-on-fix").code == 1
    assert command("check", "--fix", "--exit-non-zero-on-fix").code == 0


def test_diff_shows_and_does_nothing(command: Command, project: Path) -> None:
    (project / "a.py").write_text(BAD)
    ran = command("check", "--diff")
    assert ran.code == 1
    assert "-x = zeros(1, 2)\n-x.T\n+x = zeros((1, 2))\n" in ran.out
    assert (project / "a.py").read_text() == BAD
    assert command("check", "--output-format", "concise").out.count("XX") == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbfx = 1\r\ny = 2\r\n", b"\xef\xbb\xbfx = 3\r\ny = 2\r\n"),
        (b"# coding: latin-1\nx = 1  # \xe9", b"# coding: latin-1\nx = 3  # \xe9"),
        (b"\x0cx = 1\n\x0cy = 2\n", b"\x0cx = 3\n\x0cy = 2\n"),
        (b"x = 1\ry = 2\r", b"x = 3\ry = 2\r"),
    ],
)
def test_git_applies_a_diff(tmp_path: Path, before: bytes, after: bytes) -> None:
    (tmp_path / "a.py").write_bytes(before)
    shown = b"".join(diff(Report(Path("a.py"), before=before, after=after), plain))
    subprocess.run(["git", "apply", "-p0", "-"], cwd=tmp_path, input=shown, check=True)
    assert (tmp_path / "a.py").read_bytes() == after


def test_statistics_tell_what_fix_alone_mends(command: Command, project: Path) -> None:
    (project / "a.py").write_text("import np\nx.T\ny = np.zeros(3)\n")
    ran = command("check", "--statistics", "--select", "XX101,XX301")
    assert ran.out == (
        "1  XX101 [*] dead-transpose (in 1 file)\n1  XX301 [ ] named-zeros (in 1 file)\n[*] fixable with --fix\n"
    )


def test_statistics_tell_where_fix_mends_some() -> None:
    place = Position(1, 1)
    findings = [Finding("a.py", "X1", "x", Severity.ERROR, "", place, place, fix=Fix(how, "", ())) for how in FIXES]
    assert list(statistics.render(findings)) == [
        "2  X1 [-] x (in 1 file)\n",
        "[-] some of them fixable with --fix\n",
    ]


def test_statistics(command: Command, project: Path) -> None:
    (project / "a.py").write_text(BAD)
    (project / "b.py").write_text("x.T\n")
    assert command("check", "--statistics").out == (
        "2  XX101 [*] dead-transpose (in 2 files)\n1  XX201 [*] two-sizes (in 1 file)\n[*] fixable with --fix\n"
    )
    assert json.loads(command("check", "--statistics", "--output-format", "json").out) == [
        {"code": "XX101", "name": "dead-transpose", "count": 2, "fixable": True, "fixable_count": 2, "files": 2},
        {"code": "XX201", "name": "two-sizes", "count": 1, "fixable": True, "fixable_count": 1, "files": 1},
    ]
    ran = command("check", "--statistics", "--output-format", "sarif")
    assert ran.code == 2 and ran.out == "" and "not as sarif" in ran.err


@pytest.mark.parametrize("words", [(), ("--output-format", "concise"), ("--statistics",)])
def test_people_read_that_nothing_was_found(words: tuple[str, ...], command: Command, project: Path) -> None:
    assert command("check").err.endswith("no Python files or notebooks were found there.\n")
    (project / "a.py").write_text("x = 1\n")
    assert vars(command("check", *words)) == {"code": 0, "out": "All checks passed! (1 file)\n", "err": ""}
    assert command("check", "--output-format", "json").out == "[]\n"
    (project / "b.py").write_text("crash.T\n")
    ran = command("check", *words)
    assert ran.code == 2 and "passed" not in ran.out


def test_exit_zero_forgives_findings_but_no_crash(command: Command, project: Path) -> None:
    (project / "a.py").write_text(BAD)
    assert command("check", "--exit-zero").code == 0
    (project / "b.py").write_text("crash.T\n")
    assert command("check", "--exit-zero").code == 2


def test_a_crashing_rule_is_reported_and_everything_else_goes_on(command: Command, project: Path) -> None:
    (project / "a.py").write_text("crash.T\nzeros(1, 2)\n")
    (project / "b.py").write_text("x.T\n")
    ran = command("check", "--output-format", "concise")
    assert ran.code == 2
    assert "internal error in rule XX102: KeyError: 'lost'" in ran.err and "Traceback" not in ran.err
    assert "Please report it" in ran.err
    assert ran.out.count("XX101") == 2 and ran.out.count("XX201") == 1


def test_it_says_what_is_left_out_where_that_is_all(command: Command, project: Path) -> None:
    (project / ".git").mkdir()
    (project / ".gitignore").write_text("made/\n")
    (project / "pyproject.toml").write_text('[tool.shapeguard]\nexclude = ["old.py"]\n')
    for name in ("made/a.py", "made/b.py", "old/old.py"):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(BAD)
    start = "shapeguard: no Python files or notebooks were found there; left out: "
    assert command("check").err == f"{start}made (git ignores it), and 1 more.\n"
    assert command("check", "made").err == f"{start}made/a.py (git ignores it), and 1 more.\n"
    assert command("check", "old").err == f"{start}old/old.py (`exclude` in the configuration leaves it out).\n"
    ran = command("check", "--force-exclude", "old/old.py")
    assert ran.code == 0 and ran.err == f"{start}old/old.py (`exclude` in the configuration leaves it out).\n"
    assert command("check", "made/a.py").code == 1


def test_stdin(command: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    typed(BAD)
    assert "pkg/new.py:2:5: XX201" in command("check", "-", "--stdin-filename", "pkg/new.py").out
    typed(BAD)
    assert command("check", "-", "--fix").out == "import np\nx = zeros((1, 2))\n"
    for mending in ("--fix", "--diff"):
        typed("zeros(1, 2)\nx = (\n")
        ran = command("check", "-", mending, "--stdin-filename", "a.py")
        assert ran.code == 1 and ran.out == "zeros(1, 2)\nx = (\n" * (mending == "--fix")
        assert ran.err == "shapeguard: a.py:2:5: the file cannot be parsed: '(' was never closed.\n"
    typed("x = 1\n")
    assert command("check", "-").code == 0


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("latin.py", "x = 'é'\n".encode("latin-1"), 1, "0xe9 in line 1 is not utf-8"),
        ("rot.py", b"# coding: rot13\nk = 1\n", 1, "rot13 is no encoding of text"),
        ("coding.py", "# coding: latin-1\nx = 'é'\n".encode("latin-1"), 0, ""),
        ("unknown.py", b"# coding: klingon\n", 1, "unknown encoding"),
        ("bom.py", b"\xef\xbb\xbfx = 1\r\n", 0, ""),
        ("null.py", b"x = 1\0\n", 1, "null bytes"),
        ("broken.py", b"def f(:\n", 1, "cannot be parsed"),
        ("deep.py", b"x = " + b"(" * 5000 + b")" * 5000, 1, "nested"),
        ("empty.py", b"", 0, ""),
        ("broken.ipynb", b"{", 1, "not valid JSON"),
        ("old.ipynb", b'{"worksheets": []}', 1, "no list of cells"),
    ],
)
def test_odd_files_are_findings_and_the_others_are_checked(
    command: Command, project: Path, name: str, content: bytes, code: int, words: str
) -> None:
    (project / name).write_bytes(content)
    (project / "z.py").write_text("x.T\n")
    ran = command("check", "--output-format", "concise", name, "z.py")
    assert ran.code == 1 and "z.py:1:1: XX101" in ran.out
    assert ("SG999" in ran.out) == bool(code) and words in ran.out
    assert not ran.err


def test_a_path_that_is_not_there(command: Command, project: Path) -> None:
    (project / "z.py").write_text("x.T\n")
    ran = command("check", "nowhere.py", "z.py")
    assert ran.code == 2
    assert ran.err == "shapeguard: nowhere.py: there is no such file or folder.\n" and "XX101" in ran.out


def test_a_file_that_vanishes_during_the_run(command: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "a.py").write_text("x.T\n")
    (project / "b.py").symlink_to(project / "gone.py")
    ran = command("check", "--output-format", "concise")
    assert ran.code == 2
    assert ran.err == "shapeguard: b.py: this file cannot be read: No such file or directory.\n"
    assert "a.py:1:1: XX101" in ran.out


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(command: Command, project: Path) -> None:
    (project / "a.py").write_text("x.T\n")
    (project / "a.py").chmod(0)
    ran = command("check")
    assert ran.code == 2 and "a.py: this file cannot be read: Permission denied." in ran.err


@pytest.mark.parametrize(
    ("config", "problem"),
    [
        ("[tool.shapeguard]\nselct = []\n", "pyproject.toml:2: [tool.shapeguard] selct: there is no such key"),
        ("\n[tool.shapeguard]\nprofile = 'row'\n", "pyproject.toml:3: [tool.shapeguard] profile: 'row' is not one of"),
        ("[tool.shapeguard]\nselect = 'XX1'\n", "pyproject.toml:2: [tool.shapeguard] select: this must be a list"),
        ("[tool.shapeguard]\nexclude = 3\n", 'exclude: this must be a list of strings, such as ["build", "gen'),
        ("[tool.shapeguard]\nignore = [\n'XX777']\n", "pyproject.toml:2: [tool.shapeguard] ignore: 'XX777' is no rule"),
        ("tool.shapeguard.x = 1\n", "pyproject.toml:1: [tool.shapeguard] x: there is no such key"),
        ("[tool.shapeguard.per-file-ignores]\n'a' = 'b'\n", "pyproject.toml:2: [tool.shapeguard] per-file-ignores 'a'"),
        (
            "[tool.shapeguard.per-file-ignores]\na = []\n'b=' = ['Q']\n",
            "toml:3: [tool.shapeguard] per-file-ignores 'b=': ",
        ),
        ("[tool.shapeguard]\nper-file-ignores = {'b' = [1]}\n", "toml:2: [tool.shapeguard] per-file-ignores 'b': this"),
        ("[tool.'shapeguard']\nselct = []\n", "pyproject.toml:2: [tool.shapeguard] selct: there is no such key"),
        ("[tool]\n\nshapeguard.profile = 'row'\n", "pyproject.toml:3: [tool.shapeguard] profile: 'row' is not one"),
        ("[tool]\nshapeguard = {profile = 'row'}\n", "pyproject.toml:2: [tool.shapeguard] profile: 'row' is not one"),
        ('[tool.shapeguard]\ncache-dir = "\\u0000x"\n', "toml:2: [tool.shapeguard] cache-dir: no name of a file"),
        ('[tool.shapeguard]\nbaseline = "\\u0000"\n', "toml:2: [tool.shapeguard] baseline: no name of a file"),
        ("[tool.shapeguard]\n# \udcff\n", "pyproject.toml:2: byte 0xff is not UTF-8, which TOML is written in."),
        ("[tool.shapeguard]\nmode = " + "9" * 6000, "pyproject.toml: this is not valid TOML: Exceeds the limit"),
        ("[tool.shapeguard]\nmode = " + "[" * 6000, "pyproject.toml: the configuration cannot be read: it is nested"),
        ("[tool.shapeguard\n", "pyproject.toml: this is not valid TOML: Expected ']' at the end of a table"),
        ("tool = {shapeguard = 1}\n", "[tool.shapeguard] must be a table"),
        ("tool = 1\n", "[tool] must be a table"),
    ],
)
def test_a_broken_configuration_names_key_and_line(command: Command, project: Path, config: str, problem: str) -> None:
    (project / "pyproject.toml").write_text(config, "utf-8", "surrogateescape")
    (project / "a.py").write_text("x.T\n")
    ran = command("check")
    assert ran.code == 2 and problem in ran.err and "Traceback" not in ran.err and ran.out == ""


@pytest.mark.parametrize(
    "words",
    [("--select", "XX9"), ("--ignore", "nonsense"), ("--jobs", "0"), ("--frobnicate",), ("--profile", "row")],
)
def test_wrong_usage_is_two(command: Command, words: tuple[str, ...]) -> None:
    ran = command("check", *words)
    assert ran.code == 2 and ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize("words", [(), ("frobnicate",)])
def test_no_verb_is_two(command: Command, words: tuple[str, ...]) -> None:
    assert command(*words).code == 2


def test_per_file_ignores(command: Command, project: Path) -> None:
    (project / "pyproject.toml").write_text(
        '[tool.shapeguard.per-file-ignores]\n"tests/*" = ["XX1"]\n"old.py" = ["ALL"]\n'
    )
    (project / "tests" / "deep").mkdir(parents=True)
    for name in ("a.py", "old.py", "tests/b.py", "tests/deep/c.py"):
        (project / name).write_text("x.T\n")
    ran = command("check", "--output-format", "concise")
    assert [line.split(":")[0] for line in ran.out.splitlines()[:-2]] == ["a.py"]


def test_the_nearest_configuration_counts(command: Command, project: Path) -> None:
    inner = project / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[tool.shapeguard]\nignore = ["XX101"]\n')
    (project / "a.py").write_text("x.T\n")
    (inner / "b.py").write_text("x.T\n")
    ran = command("check", "--output-format", "json")
    assert [Path(finding["filename"]).name for finding in json.loads(ran.out)] == ["a.py"]


def test_two_processes_find_what_one_does_in_the_same_order(command: Command, project: Path) -> None:
    for number in range(40):
        (project / f"m{number:02}.py").write_text(f"zeros({number}, 2)\n" + "# filling\n" * 700)
    one = command("check", "--jobs", "1", "--no-cache", "--output-format", "json")
    two = command("check", "--jobs", "2", "--no-cache", "--output-format", "json")
    assert one.out == two.out and len(json.loads(one.out)) == 40


def test_a_file_that_changes_while_it_is_mended_is_left_alone(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shapeguard.linting import runner

    file, real = project / "a.py", runner.fix_bytes
    file.write_text(BAD)

    def slow(*words: object) -> object:
        file.write_text("x = 'typed meanwhile'\n")
        return real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "fix_bytes", slow)
    ran = command("check", "--fix")
    assert file.read_text() == "x = 'typed meanwhile'\n"
    assert "a.py: changed while it was checked; not mended." in ran.err


def test_reveal_shows_what_is_assigned_and_returned(command: Command, project: Path) -> None:
    (project / "a.py").write_text("import numpy as np\n\ndef f():\n    w = np.ones((3, 1))\n    return w.T\n")
    assert command("reveal", "a.py").out.splitlines()[3:] == [
        "    w = np.ones((3, 1))  # w: (3, 1) float",
        "    return w.T           # returned: (1, 3) float",
    ]
    assert "np.ones((3, 1)): (3, 1) float" in command("reveal", "--all", "a.py").out


def test_reveal_goes_on_after_an_internal_error(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(source: str, filename: str, **_: object) -> str:
        if filename == "bad.py":
            raise KeyError("lost")
        return "revealed\n"

    monkeypatch.setattr("shapeguard.inference.reveal", broken)
    for name in ("bad.py", "good.py"):
        (project / name).write_text("x = 1\n")
    ran = command("reveal", "bad.py", "good.py")
    assert ran.code == 2
    assert ran.out == "revealed\n"
    assert "bad.py: internal error in inference: KeyError: 'lost'" in ran.err and "Please report it" in ran.err


def notebook(*cells: str, language: str = "python") -> str:
    code = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in ["", *cells]]
    return json.dumps({"cells": code, "metadata": {"language_info": {"name": language}}, "nbformat": 4})


def test_reveal_shows_the_cells_of_a_notebook(command: Command, project: Path) -> None:
    (project / "n.ipynb").write_text(notebook("%matplotlib inline\nimport numpy as np", "w = np.ones((3, 1))\nv = w.T"))
    ran = command("reveal", "n.ipynb")
    assert ran.code == 0 and ran.out.splitlines() == [
        "# %% cell 1",
        "",
        "# %% cell 2",
        "%matplotlib inline",
        "import numpy as np",
        "# %% cell 3",
        "w = np.ones((3, 1))  # w: (3, 1) float",
        "v = w.T              # v: (1, 3) float",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [("{", "not valid JSON"), (notebook("x <- 1", language="R"), "its cells are not Python")],
)
def test_reveal_refuses_other_notebooks(command: Command, project: Path, content: str, problem: str) -> None:
    (project / "n.ipynb").write_text(content)
    ran = command("reveal", "n.ipynb")
    assert ran.code == 2 and ran.out == "" and problem in ran.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    "words",
    [("check", "pipe.py"), ("reveal", "pipe.py"), ("check", "--baseline", "pipe.py"), ("check", "a.py", "pipe.py")],
)
def test_a_pipe_is_not_waited_for(command: Command, project: Path, words: tuple[str, ...]) -> None:
    os.mkfifo(project / "pipe.py")
    (project / "a.py").write_text("y = 1\n")
    ran = command(*words)
    assert ran.code == 2 and "pipe.py" in ran.err and "no regular file" in ran.err


@pytest.mark.parametrize(("words", "code"), [(("--select", "XX201"), 1), (("--select", "XX1", "--ignore", "SG999"), 0)])
def test_a_file_that_cannot_be_checked_is_told_of_whatever_is_sought(
    command: Command, project: Path, words: tuple[str, ...], code: int
) -> None:
    (project / "a.py").write_text("def f(:\n")
    ran = command("check", *words)
    assert (ran.code, "SG999" in ran.out) == (code, bool(code))


@pytest.mark.parametrize("chosen", ["error", "always"])
def test_the_compilers_warnings_are_not_told(project: Path, chosen: str) -> None:
    (project / "a.py").write_text("y = '\\d'\nz = 1or 2\n")
    words = [sys.executable, "-W", chosen, "-m", "shapeguard", "check", "a.py"]
    ran = subprocess.run(words, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("codes", ["", ",", " , "])
def test_an_empty_selection_is_an_error(command: Command, project: Path, codes: str) -> None:
    """A variable that is not set must not select everything, whatever the configuration says."""
    (project / "a.py").write_text(BAD)
    ran = command("check", "--select", codes)
    assert ran.code == 2 and ran.err.startswith("shapeguard: --select names no rule")


@pytest.mark.parametrize("target", ["pyproject.toml", "nothing", "."])
def test_a_configuration_that_is_no_file_is_an_error(command: Command, project: Path, target: str) -> None:
    (project / "a.py").write_text(BAD)
    (project / "pyproject.toml").unlink()
    (project / "pyproject.toml").symlink_to(target)
    ran = command("check")
    assert ran.code == 2 and ran.err.endswith(
        "pyproject.toml: the configuration cannot be read: it is no regular file.\n"
    )


def test_a_tilde_is_the_home_of_the_user(command: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(project / "home"))
    monkeypatch.setenv("USERPROFILE", str(project / "home"))
    (project / "pyproject.toml").write_text('[tool.shapeguard]\ncache-dir = "~/cache"\n')
    (project / "a.py").write_text(BAD)
    assert command("check").code == 1
    assert (project / "home" / "cache" / "findings.sqlite").is_file() and not (project / "~").exists()
