"""``shapeguard init`` and ``shapeguard rule``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from shapeguard.linting.packs import load_table

Command = Callable[..., Any]


@pytest.fixture
def empty(project: Path) -> Path:
    """The project without a configuration."""
    (project / "pyproject.toml").unlink()
    return project


def configured(folder: Path) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["shapeguard"]
    return table


def hooks(folder: Path) -> list[str]:
    config = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())
    return [hook["id"] for repo in config["repos"] for hook in repo["hooks"]]


def test_an_empty_project_gets_both_files(command: Command, empty: Path) -> None:
    assert command("init").code == 0
    assert configured(empty) == {"profile": "column"} and hooks(empty) == ["shapeguard"]


def test_what_is_there_stays(command: Command, empty: Path) -> None:
    (empty / "pyproject.toml").write_text('[project]\nname = "x"  # mine\n')
    (empty / ".pre-commit-config.yaml").write_text(
        "# ours\nrepos:\n  - repo: local\n    hooks:\n      - id: mine\n\nci:\n  skip: [mine]\n"
    )
    command("init", "--profile", "general")
    assert (empty / "pyproject.toml").read_text().startswith('[project]\nname = "x"  # mine\n\n[tool.shapeguard]\n')
    assert configured(empty) == {"profile": "general"}
    text = (empty / ".pre-commit-config.yaml").read_text()
    assert hooks(empty) == ["mine", "shapeguard"] and text.startswith("# ours\n") and "skip: [mine]" in text


def test_below_the_root_of_a_repository_the_hook_stands_at_the_root(command: Command, empty: Path) -> None:
    (empty / ".git").mkdir()
    (empty / "a b" / "my-tools").mkdir(parents=True)
    (empty / "a b" / "my-tools" / "pyproject.toml").touch()
    assert command("init", "a b/my-tools").code == 0
    assert configured(empty / "a b" / "my-tools") == {"profile": "column"} and hooks(empty) == ["shapeguard"]
    assert not (empty / "a b" / "my-tools" / ".pre-commit-config.yaml").exists()
    config = yaml.safe_load((empty / ".pre-commit-config.yaml").read_text())
    assert re.search(config["repos"][0]["hooks"][0]["files"], "a b/my-tools/x.py")
    assert "has the hook already" in command("init", "a b/my-tools").out


@pytest.mark.parametrize("project_folder", ["", "packages"])
def test_a_folder_without_a_project_of_its_own_is_part_of_the_one_above(
    command: Command, empty: Path, monkeypatch: pytest.MonkeyPatch, project_folder: str
) -> None:
    (empty / ".git").mkdir()
    (empty / "packages" / "src").mkdir(parents=True)
    if project_folder:
        (empty / project_folder / "pyproject.toml").write_text("[project]\n")
    monkeypatch.chdir(empty / "packages" / "src")
    ran = command("init")
    assert ran.code == 0 and str(empty / project_folder / "pyproject.toml") in ran.out
    assert configured(empty / project_folder) == {"profile": "column"} and hooks(empty) == ["shapeguard"]
    assert not list((empty / "packages" / "src").iterdir())
    assert ("files:" in (empty / ".pre-commit-config.yaml").read_text()) == bool(project_folder)


def test_outside_a_repository_a_folder_is_its_own_project(command: Command, empty: Path) -> None:
    (empty / "pyproject.toml").touch()
    (empty / "sub").mkdir()
    assert command("init", "sub").code == 0
    assert configured(empty / "sub") == {"profile": "column"} and hooks(empty / "sub") == ["shapeguard"]


def test_lists_that_are_not_indented(command: Command, empty: Path) -> None:
    (empty / ".pre-commit-config.yaml").write_text("repos:\n- repo: local\n  hooks:\n  - id: mine")
    command("init")
    assert hooks(empty) == ["mine", "shapeguard"]


def test_a_second_time_changes_nothing(command: Command, empty: Path) -> None:
    command("init")
    before = {path.name: path.read_text() for path in empty.iterdir() if path.is_file()}
    ran = command("init")
    assert ran.code == 0 and ran.out.count("left as it is") == 2
    assert before == {path.name: path.read_text() for path in empty.iterdir() if path.is_file()}


def test_a_list_in_one_line_is_not_torn_apart(command: Command, empty: Path) -> None:
    (empty / ".pre-commit-config.yaml").write_text("repos: []\n")
    assert "add this to them" in command("init").out
    assert (empty / ".pre-commit-config.yaml").read_text() == "repos: []\n"


@pytest.mark.parametrize(("line", "profile"), [("x = zeros((3, 1))\n", "column"), ("x = np.zeros(3)\n", "general")])
def test_the_profile_is_seen_in_the_code(command: Command, empty: Path, line: str, profile: str) -> None:
    (empty / "a.py").write_text("import numpy as np\n" + line * 12)
    command("init")
    assert configured(empty) == {"profile": profile}


def test_no_folder(command: Command) -> None:
    assert command("init", "nowhere").code == 2


def test_the_page_of_a_rule(command: Command) -> None:
    assert (
        command("rule", "XX101").out
        == "# dead-transpose (XX101)\n\nFlags a transpose that is thrown away.\n\nIt is a toy.\n"
    )
    assert command("rule", "dead-transpose", "sg999").out.count("# ") >= 2


def test_all_rules(command: Command) -> None:
    lines = command("rule", "--all").out.splitlines()
    assert "XX201  two-sizes" in lines and "SG901  unused-suppression" in lines and lines == sorted(lines)


def test_a_beginning_lists_the_rules_that_it_selects(command: Command) -> None:
    for word in ("XX2", "xx2"):
        assert command("rule", word).out == "XX201  two-sizes\n"
    both = command("rule", "SG9", "XX101").out
    assert both.startswith("SG901  unused-suppression\nSG998") and "\n\n# dead-transpose (XX101)\n" in both


def test_pages_that_cannot_be_written(command: Command, project: Path) -> None:
    (project / "file").write_text("")
    ran = command("rule", "--all", "--output", "file/pages")
    assert ran.code == 2 and ran.err == "shapeguard: file/pages: cannot be written: Not a directory.\n"


@pytest.mark.parametrize(
    ("words", "problem"),
    [(("dead-transpoze",), "Did you mean dead-transpose?"), (("XX9",), "--all` lists them"), ((), "name a rule")],
)
def test_no_such_rule(command: Command, words: tuple[str, ...], problem: str) -> None:
    ran = command("rule", *words)
    assert ran.code == 2 and problem in ran.err


@pytest.mark.parametrize("code", sorted(code for code, _ in load_table().known))
def test_every_real_rule_has_a_page_in_the_layout(code: str) -> None:
    from shapeguard.linting.pages import page_of, summary_of

    page = page_of(code, load_table())
    assert "## What it does\n" in page and "## Why is this bad?\n" in page
    assert 10 < len(summary_of(page)) < 400


INLINE = "tool = {ruff = {line-length = 100}}\n"


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ('tool.shapeguard.profile = "general"\n', "configures shapeguard already"),
        ('[tool]\nshapeguard = {profile = "general"}\n', "configures shapeguard already"),
        ('["tool"."shapeguard"]\n', "configures shapeguard already"),
        ("[tool.shapeguard.per-file-ignores]\n", "configures shapeguard already"),
        (INLINE, 'add this to it:\nshapeguard = {profile = "column"}'),
    ],
)
def test_a_configuration_written_otherwise_stays(command: Command, empty: Path, before: str, told: str) -> None:
    (empty / "pyproject.toml").write_text(before)
    ran = command("init")
    assert ran.code == 0 and told in ran.out
    assert (empty / "pyproject.toml").read_text() == before


@pytest.mark.parametrize(
    "before", ["tool.ruff.line-length = 100\n", "[[tool.mypy.overrides]]\n", 'x = "[tool.shapeguard]"']
)
def test_other_tables_take_ours_beside_them(command: Command, empty: Path, before: str) -> None:
    (empty / "pyproject.toml").write_text(before)
    command("init")
    assert configured(empty) == {"profile": "column"}


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("pyproject.toml", b'name = "caf\xe9"\n', "this is not UTF-8"),
        ("pyproject.toml", b"[tool\n", "this is not valid TOML"),
        ("pyproject.toml", b"tool = 3\n", "`tool` must be a table"),
        (".pre-commit-config.yaml", b"# caf\xe9\nrepos:\n", "this is not UTF-8"),
    ],
)
def test_a_broken_file_is_told_of_and_nothing_written(
    command: Command, empty: Path, name: str, content: bytes, problem: str
) -> None:
    (empty / name).write_bytes(content)
    ran = command("init")
    assert ran.code == 2 and f"{name}: {problem}" in ran.err and "Traceback" not in ran.err
    assert [(path.name, path.read_bytes()) for path in empty.iterdir() if path.is_file()] == [(name, content)]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_line_endings_and_byte_order_mark_stay(command: Command, empty: Path, bom: bytes, ending: bytes) -> None:
    toml, config = empty / "pyproject.toml", empty / ".pre-commit-config.yaml"
    before = {
        toml: bom + b'[project]\nname = "x"\n'.replace(b"\n", ending),
        config: bom + b"repos:\n\n  # ours\n  - repo: local\n    hooks:\n\n      - id: mine\n".replace(b"\n", ending),
    }
    for file, content in before.items():
        file.write_bytes(content)
    assert command("init").code == 0
    for file, content in before.items():
        after = file.read_bytes()
        assert after.startswith(content) and after.count(b"\n") == after.count(ending) > content.count(ending)
    assert hooks(empty) == ["mine", "shapeguard"]
    assert command("init").out.count("left as it is") == 2 and command("check").code == 0


@pytest.mark.parametrize(
    ("line", "has_it"),
    [
        ("# shapeguard comes later", False),
        ("# - id: shapeguard", False),
        ("exclude: ^shapeguard/", False),
        ("- {repo: local, hooks: [{id: shapeguard, name: x}]}", True),
        ("- {repo: local, hooks: [{id: 'shapeguard'}]}", True),
        ("- {repo: local, hooks: [{id: shapeguard-else}]}", False),
    ],
)
def test_the_hook_is_known_by_its_id(command: Command, empty: Path, line: str, has_it: bool) -> None:
    text = f"repos:\n{line}\n" if line.startswith("-") else f"{line}\nrepos:\n"
    (empty / ".pre-commit-config.yaml").write_text(text)
    assert ("has the hook already" in command("init").out) == has_it
    assert has_it or "shapeguard" in hooks(empty)


@pytest.mark.parametrize(("clean", "profile"), [(0, "general"), (8, "general"), (9, "column")])
def test_column_needs_ten_files_for_a_finding(command: Command, empty: Path, clean: int, profile: str) -> None:
    (empty / "breach.py").write_text("import numpy as np\nx = np.zeros(3)\n")
    for number in range(clean):
        (empty / f"clean{number}.py").write_text("import numpy as np\nx = zeros((3, 1))\n")
    (empty / "prose.py").write_text('"""Not about numpy."""\n')
    told = command("init").out
    assert configured(empty) == {"profile": profile}
    files = "1 file" if clean == 0 else f"{clean + 1} files"
    assert f'profile = "{profile}", as there is 1 finding about convention in {files} with NumPy.' in told


def _files(folder: Path) -> str:
    config = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())
    (hook,) = config["repos"][0]["hooks"]
    return str(hook.get("files", ""))


def test_a_second_folder_is_checked_too(command: Command, empty: Path) -> None:
    (empty / ".git").mkdir()
    for name in ("a", "b's"):
        (empty / name).mkdir()
        (empty / name / "pyproject.toml").touch()
    command("init", "a")
    assert not re.search(_files(empty), "b's/x.py")
    assert "it is for b's/ now, too" in command("init", "b's").out
    assert all(re.search(_files(empty), f"{name}/x.py") for name in ("a", "b's")) and not re.search(
        _files(empty), "c/x.py"
    )
    written = (empty / ".pre-commit-config.yaml").read_text()
    assert "it is left as it is" in command("init", "b's").out
    assert (empty / ".pre-commit-config.yaml").read_text() == written
    assert "for the whole repository now" in command("init", ".").out
    assert _files(empty) == "" and hooks(empty) == ["shapeguard"]
    assert "it is left as it is" in command("init", "a").out


@pytest.mark.parametrize("line", ["files: ^src/", 'files: "^src/"', "files: '^src/.*[.]py$'", "files: '(^src/|^lib/)'"])
def test_files_that_someone_wrote_are_left_and_what_is_missing_is_told(
    command: Command, empty: Path, line: str
) -> None:
    (empty / ".git").mkdir()
    (empty / "b").mkdir()
    (empty / "b" / "pyproject.toml").touch()
    text = f"repos:\n  - repo: local\n    hooks:\n      - id: shapeguard\n        {line}\n      - id: other\n"
    (empty / ".pre-commit-config.yaml").write_text(text)
    assert "for some files only; add `^b/` to its `files`." in command("init", "b").out
    assert "for some files only; take its `files` out to check all." in command("init", ".").out
    assert (empty / ".pre-commit-config.yaml").read_text() == text


def test_the_files_of_another_hook_are_none_of_ours(command: Command, empty: Path) -> None:
    text = "repos:\n  - repo: local\n    hooks:\n      - id: shapeguard\n      - id: other\n        files: '^a/'\n"
    (empty / ".pre-commit-config.yaml").write_text(text)
    assert "it is left as it is" in command("init").out
