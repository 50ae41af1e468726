"""A baseline moves with the code and shrinks by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shapeguard.cli import main

Command = Callable[..., Any]

CALLING = """import numpy as np
from jaxtyping import Float
def g(A: Float[np.ndarray, 'k k']):
    return A
def f(X: Float[np.ndarray, 'n 3'], Y: Float[np.ndarray, 'm 4']):
    return g(X @ Y)
"""


@pytest.fixture
def accepted(command: Command, project: Path) -> Path:
    """A project whose two findings are accepted."""
    (project / "a.py").write_text("def f():\n    x.T\n\n\nzeros(1, 2)\n")
    ran = command("check", "--baseline", "base.json", "--write-baseline")
    assert ran.code == 0 and "Accepted 2 findings" in ran.err
    return project / "base.json"


def entries(file: Path) -> list[str]:
    return [entry["code"] for entry in json.loads(file.read_text())["findings"]]


def test_accepted_findings_are_silent(command: Command, accepted: Path) -> None:
    ran = command("check", "--baseline", "base.json")
    assert vars(ran) == {"code": 0, "out": "All checks passed! (1 file)\n", "err": ""}
    assert entries(accepted) == ["XX101", "XX201"]


def test_without_a_name_it_gets_the_usual_one(command: Command, project: Path) -> None:
    (project / "a.py").write_text("zeros(1, 2)\n")
    ran = command("check", "--write-baseline")
    assert ran.code == 0 and 'baseline = ".shapeguard-baseline.json"' in ran.err
    assert command("check", "--baseline", ".shapeguard-baseline.json").code == 0
    assert command("check").code == 1


@pytest.mark.parametrize("words", [["b.py"], ["--select", "XX201"]])
def test_written_again_it_keeps_what_was_not_looked_for(command: Command, accepted: Path, words: list[str]) -> None:
    (accepted.parent / "b.py").write_text("zeros(1, 2)\n")
    ran = command("check", "--write-baseline", "--baseline", "base.json", *words)
    assert ran.code == 0 and entries(accepted) == ["XX101", "XX201", "XX201"]
    (accepted.parent / "a.py").write_text("zeros(1, 2)\n")
    command("check", "--write-baseline", "--baseline", "base.json")
    assert entries(accepted) == ["XX201", "XX201"]


def test_another_file_is_not_overwritten_by_a_baseline(command: Command, project: Path) -> None:
    ran = command("check", "--write-baseline", "--baseline", "pyproject.toml")
    assert ran.code == 2 and "this is no baseline of shapeguard" in ran.err
    assert (project / "pyproject.toml").read_text() == "[tool.shapeguard]\n"


def test_it_moves_with_the_code(command: Command, accepted: Path) -> None:
    (accepted.parent / "a.py").write_text("import np\nzeros(1,\n      2)\n\ndef g():\n    pass\n\ndef f():\n  x.T\n")
    assert command("check", "--baseline", "base.json").code == 0


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    x.T\n    x.T\n\nzeros(1, 2)\n",
        "def g():\n    x.T\n\nzeros(1, 2)\n",
        "def f():\n    y.T\n\nzeros(1, 2)\n",
    ],
)
def test_what_is_new_is_reported(command: Command, accepted: Path, source: str) -> None:
    (accepted.parent / "a.py").write_text(source)
    ran = command("check", "--baseline", "base.json", "--output-format", "concise")
    assert ran.code == 1 and ran.out.count("XX101") == 1 and "XX201" not in ran.out


def test_it_shrinks_by_itself(command: Command, accepted: Path) -> None:
    (accepted.parent / "a.py").write_text("zeros(1, 2)\n")
    ran = command("check", "--baseline", "base.json")
    assert ran.code == 0 and "1 mended finding taken out" in ran.err
    assert entries(accepted) == ["XX201"]
    (accepted.parent / "a.py").write_text("def f():\n    x.T\n\nzeros(1, 2)\n")
    assert command("check", "--baseline", "base.json").code == 1


def test_it_keeps_what_was_not_checked_and_forgets_what_is_gone(command: Command, accepted: Path) -> None:
    (accepted.parent / "b.py").write_text("y = 1\n")
    assert command("check", "b.py", "--baseline", "base.json").err == ""
    assert len(entries(accepted)) == 2
    (accepted.parent / "a.py").unlink()
    command("check", "b.py", "--baseline", "base.json")
    assert len(entries(accepted)) == 2
    command("check", "--select", "XX1", "--baseline", "base.json")
    assert entries(accepted) == ["XX201"]
    command("check", "--baseline", "base.json")
    assert entries(accepted) == []


@pytest.mark.parametrize(
    "words",
    [["--select", "XX201"], ["--ignore", "XX1"], ["--profile", "general"], ["--diff"], ["--select", "SG901", "a.py"]],
)
def test_it_keeps_what_was_not_looked_for(command: Command, accepted: Path, words: list[str]) -> None:
    (accepted.parent / "a.py").write_text("def f():\n    pass\n\n\nzeros(1, 2)\n")
    assert command("check", "--baseline", "base.json", *words).err == ""
    assert entries(accepted) == ["XX101", "XX201"]


@pytest.mark.parametrize("words", [[], ["--ignore", "SG999"]])
@pytest.mark.parametrize("name", ["a.py", "c.py"])
def test_it_keeps_what_is_in_a_file_that_does_not_parse(
    command: Command, accepted: Path, name: str, words: list[str]
) -> None:
    source = (accepted.parent / "a.py").read_text()
    (accepted.parent / "a.py").rename(accepted.parent / name)
    for text in ("def (", source):
        (accepted.parent / name).write_text(text)
        ran = [command("check", "--baseline", "base.json", *words) for _ in "ab"]  # the second comes from the cache
        assert [one.err for one in ran] == ["", ""]
        assert entries(accepted) == ["XX101", "XX201"]
    assert ran[1].code == 0


def test_it_keeps_what_is_in_a_cell_that_does_not_parse(command: Command, project: Path) -> None:
    def write(*sources: str) -> None:
        cells = [{"cell_type": "code", "source": source} for source in sources]
        (project / "n.ipynb").write_text(json.dumps({"cells": cells}))

    write("x.T\ny = 1", "zeros(1, 2)")
    command("check", "--baseline", "base.json", "--write-baseline")
    kept = entries(project / "base.json")
    write("x.T (", "zeros(1, 2)")
    assert "taken out" not in command("check", "--baseline", "base.json").err
    assert kept == entries(project / "base.json") == ["XX101", "XX201"]


def test_accepted_findings_are_mended_too(command: Command, accepted: Path) -> None:
    ran = command("check", "--fix", "--baseline", "base.json")
    assert ran.code == 0 and "Mended 2 findings" in ran.err and "2 mended findings taken out" in ran.err
    assert entries(accepted) == []


def test_it_follows_a_file_that_is_renamed(command: Command, accepted: Path) -> None:
    (accepted.parent / "a.py").rename(accepted.parent / "c.py")
    assert command("check", "--baseline", "base.json").code == 0
    assert {entry["path"] for entry in json.loads(accepted.read_text())["findings"]} == {"c.py"}
    text = (accepted.parent / "c.py").read_text()
    (accepted.parent / "d.py").write_text(text)
    assert command("check", "--baseline", "base.json").code == 1


def test_the_configuration_may_name_it(command: Command, accepted: Path) -> None:
    (accepted.parent / "pyproject.toml").write_text('[tool.shapeguard]\nbaseline = "base.json"\n')
    assert command("check").code == 0


@pytest.mark.parametrize(
    ("content", "problem"),
    [(None, "there is no such baseline"), ("{", "no baseline"), ('{"findings": [1]}', "no base")],
)
def test_a_baseline_that_is_none(command: Command, project: Path, content: str | None, problem: str) -> None:
    if content is not None:
        (project / "base.json").write_text(content)
    ran = command("check", "--baseline", "base.json")
    assert ran.code == 2 and problem in ran.err


@pytest.mark.parametrize(
    ("name", "problem"), [("no/such.json", "No such file or directory"), ("folder", "It is no regular file")]
)
def test_a_baseline_that_cannot_be_written(command: Command, project: Path, name: str, problem: str) -> None:
    (project / "folder").mkdir()
    ran = command("check", "--write-baseline", "--baseline", name)
    assert ran.code == 2
    assert ran.err.endswith(f"shapeguard: {project / name}: the baseline cannot be written: {problem}.\n")


def test_add_noqa(command: Command, accepted: Path) -> None:
    assert command("check", "--add-noqa").code == 0
    text = (accepted.parent / "a.py").read_text()
    assert text == "def f():\n    x.T  # noqa: XX101\n\n\nzeros(1, 2)  # noqa: XX201\n"
    assert vars(command("check")) == {"code": 0, "out": "All checks passed! (1 file)\n", "err": ""}


def test_add_noqa_counts_what_a_comment_silences(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "a.py").write_text('f"""{zeros(1, 2)}\nend"""\n')
    with monkeypatch.context() as patched:
        patched.setattr("shapeguard.cli.adopting.add_noqa", lambda text, findings: text)
        ran = command("check", "--add-noqa")
    assert "Silenced 0 findings." in ran.err and "No comment reaches 1 finding" in ran.err
    assert "Silenced 1 finding." in command("check", "--add-noqa").err
    assert command("check").code == 0


def test_add_noqa_silences_what_a_silenced_finding_would_have_said_again(project: Path) -> None:
    """A product that does not fit is no matrix for the parameter it is given to, either: one finding, two codes."""
    (project / "a.py").write_text(CALLING)
    words = ["check", "--no-cache", "--select", "SG4,SG5", "--ignore", "SG506", "a.py"]
    assert main(words) == 1
    assert main([*words, "--add-noqa"]) == 0
    assert (project / "a.py").read_text().endswith("g(X @ Y)  # noqa: SG402, SG502\n")
    assert main(words) == 0


def test_add_noqa_leaves_alone_what_the_baseline_accepts(command: Command, accepted: Path) -> None:
    file = accepted.parent / "a.py"
    file.write_text(file.read_text() + "zeros(1, 2)\nzeros(3, 4)\n")
    ran = command("check", "--add-noqa", "--baseline", "base.json")
    assert ran.code == 0 and ran.err == "Silenced 2 findings.\n"
    new = ["zeros(1, 2)  # noqa: XX201", "zeros(3, 4)  # noqa: XX201"]
    assert file.read_text().splitlines() == ["def f():", "    x.T", "", "", "zeros(1, 2)", *new]
    assert command("check", "--baseline", "base.json").code == 0
    assert entries(accepted) == ["XX101", "XX201"]


def test_add_noqa_knows_what_is_accepted_in_a_renamed_file(command: Command, accepted: Path) -> None:
    file = (accepted.parent / "a.py").rename(accepted.parent / "c.py")
    before = file.read_text()
    assert command("check", "--add-noqa", "--baseline", "base.json").err == "Silenced 0 findings.\n"
    assert file.read_text() == before


def test_a_comment_within_what_is_accepted_makes_it_nothing_new(command: Command, project: Path) -> None:
    (project / "a.py").write_text("zeros(\n    1,\n    2,\n)\n")
    command("check", "--baseline", "base.json", "--write-baseline")
    (project / "a.py").write_text("zeros(\n    1,  # a 'note'\n    2,\n)\n")
    assert command("check", "--baseline", "base.json").err == ""


def test_add_noqa_with_a_baseline_that_is_none(command: Command, project: Path) -> None:
    (project / "a.py").write_text("zeros(1, 2)\n")
    ran = command("check", "--add-noqa", "--baseline", "base.json")
    assert ran.code == 2 and "there is no such baseline" in ran.err
    assert (project / "a.py").read_text() == "zeros(1, 2)\n"


def test_add_noqa_leaves_alone_what_an_accepted_finding_would_have_said_again(project: Path) -> None:
    (project / "a.py").write_text(CALLING)
    words = ["check", "--no-cache", "--select", "SG4,SG5", "--ignore", "SG506", "--baseline", "base.json", "a.py"]
    assert main([*words, "--write-baseline"]) == 0
    assert main([*words, "--add-noqa"]) == 0
    assert (project / "a.py").read_text() == CALLING


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"findings": 5}',
        '{"findings": [1]}',
        '{"findings": [{"path": "\\u0000", "code": "", "function": "", "snippet": "", "count": 1}]}',
        '{"findings": [{"path": "a", "code": "", "function": "", "snippet": "", "count": 1e400}]}',
        '{"findings": [{"path": "a", "code": "", "function": "", "snippet": "", "count": -5}]}',
        '{"findings": [{"path": "a", "code": "", "function": "", "snippet": "", "count": 99999999999}]}',
    ],
)
def test_what_is_no_baseline_is_told_of(command: Command, project: Path, content: str) -> None:
    (project / "a.py").write_text("x.T\n")
    (project / "base.json").write_text(content)
    ran = command("check", "--baseline", "base.json")
    assert ran.code == 2 and "base.json: this is no baseline of shapeguard: " in ran.err and ran.err.count("\n") == 1
