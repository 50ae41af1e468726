"""Rule packs of third parties, and the same rules inside flake8 and Fixit, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import libcst
import pytest

from shapeguard.linting import check
from shapeguard.linting.adapters.changed_node import changed_node
from shapeguard.linting.packs import PackError, installed_packs, load_table
from shapeguard.linting.settings import ConfigError

EXAMPLE = Path(__file__).parents[1] / "example_pack"
BAD = "import numpy as np\n\nnx = 3\nw = np.zeros(nx, 1)\n"


def run(*words: str, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=cwd, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example pack installed by pip, or by uv where there is no pip."""
    folder = tmp_path_factory.mktemp("site")
    options = ["install", "--quiet", "--no-deps", "--no-build-isolation", "--target", str(folder), str(EXAMPLE)]
    done = subprocess.run([sys.executable, "-m", "pip", *options], capture_output=True, text=True)
    if "No module named pip" in done.stderr:
        options = [*options[:2], "--python", sys.executable, *options[2:]]
        done = subprocess.run(["uv", "pip", *options], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_an_installed_pack_is_found_and_asked(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import numpy as np\ntable = np.zeros(1_000_000_000)\n")
    ran = run("shapeguard", "check", "--select", "EX", "--output-format", "json", cwd=tmp_path, path=installed)
    (finding,) = json.loads(ran.stdout)
    assert (finding["code"], finding["name"], ran.returncode) == ("EX001", "huge-array", 1)
    assert finding["url"] == "https://example.org/rules/huge-array.html"
    assert finding["message"] == "(1000000000,) has 1000000000 elements"


def test_the_examples_of_an_installed_pack_are_its_tests(installed: Path, tmp_path: Path) -> None:
    program = (
        "from shapeguard.linting.packs import load_table\n"
        "from shapeguard.linting.testing import check_invalid, check_valid\n"
        "rule = load_table().rule('EX001')\n"
        "for source in rule.valid: check_valid(rule, source)\n"
        "for example in rule.invalid: check_invalid(rule, example)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_page_of_an_installed_rule(installed: Path, tmp_path: Path) -> None:
    ran = run("shapeguard", "rule", "huge-array", cwd=tmp_path, path=installed)
    assert ran.stdout.startswith("# huge-array (EX001)\n") and "800 MB" in ran.stdout


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("import no_such_module", "cannot be imported: ModuleNotFoundError"),
        ("1 / 0", "cannot be imported: ZeroDivisionError"),
        ("MANIFEST = 3", "has a MANIFEST that is not a mapping"),
        ("MANIFEST = {}; URL = 3", "has a URL that is not a string"),
        ("MANIFEST = {'EX1': 'module'}", "EX1 must map to (module, names of facts)"),
        ("MANIFEST = {'SG401': ('m', ())}", "both claim the code SG401"),
    ],
)
def test_a_broken_pack_is_never_silence(tmp_path: Path, manifest: str, words: str) -> None:
    site = tmp_path / "site"
    (site / "broken-1.dist-info").mkdir(parents=True)
    (site / "broken-1.dist-info" / "entry_points.txt").write_text("[shapeguard.rules]\nbroken = broken_pack\n")
    (site / "broken_pack.py").write_text(manifest + "\n")
    (tmp_path / "a.py").write_text("x = 1\n")
    ran = run("shapeguard", "check", "a.py", cwd=tmp_path, path=site)
    assert ran.returncode == 2 and words in ran.stderr and "Traceback" not in ran.stderr


def test_entry_points_of_other_groups_and_odd_files_are_passed_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in {
        "a": b"[console_scripts]\nx = shapeguard.rules:x\n",
        "b": b"\xff\xfe",
        "c": b"[shapeguard.rules]\n# one = not_this\n two = this_one \n[other]\nthree = not_that\n",
    }.items():
        (tmp_path / f"{name}.dist-info").mkdir()
        (tmp_path / f"{name}.dist-info" / "entry_points.txt").write_bytes(content)
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "nowhere"), ""])
    assert list(installed_packs()) == ["this_one"]


def test_the_library_finds_what_the_command_finds() -> None:
    (finding,) = check(BAD, select=["SG408"])
    assert (finding.code, finding.start.row, finding.filename) == ("SG408", 4, "<string>")
    assert not check(BAD, ignore=["SG4"])


@pytest.mark.parametrize("words", [{"select": ["SG777"]}, {"profile": "row"}])
def test_the_library_refuses_what_it_does_not_know(words: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        check("x = 1\n", **words)  # type: ignore[arg-type]


def test_a_table_knows_what_is_missing() -> None:
    with pytest.raises(PackError, match="holds no rule with the code SG408"):
        table = load_table()
        object.__setattr__(table.entries["SG408"], "module", "shapeguard.linting.rule")
        table.rule("SG408")


def test_inside_flake8(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(BAD + "v = np.zeros(nx, 1)  # noqa: SG408\n")
    plain = run("flake8", "--isolated", "a.py", cwd=tmp_path)
    assert "SG" not in plain.stdout
    ran = run("flake8", "--isolated", "--extend-select=SG4", "--enable-extensions=SG", "a.py", cwd=tmp_path)
    assert [line.split(" ")[:2] for line in ran.stdout.splitlines()] == [["a.py:4:5:", "SG408"]]


def test_flake8_goes_by_the_settings_of_the_folder_of_a_file(tmp_path: Path) -> None:
    for name, settings in {
        "a": "",
        "b": 'ignore = ["SG408"]\n',
        "c": 'profile = "general"\n',
        "d": 'exclude = ["a.py"]\n',
        "e": 'select = ["SG9"]\n',
        "f": 'per-file-ignores = {"a.py" = ["SG2"]}\n',
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text(BAD + "np.ones((4, 2)) + [5, 5]\n")
        (tmp_path / name / "pyproject.toml").write_text(f"[tool.shapeguard]\n{settings}")
    ran = run("flake8", "--isolated", "--jobs=1", "--extend-select=SG", "--enable-extensions=SG", cwd=tmp_path)
    assert [(line[2], line.split()[1]) for line in sorted(ran.stdout.splitlines())] == [
        ("a", "SG408"),
        ("a", "SG202"),
        ("b", "SG202"),
        ("c", "SG408"),
        ("f", "SG408"),
    ]


FIXIT = '[tool.fixit]\nroot = true\nenable = ["shapeguard.linting.adapters.fixit:Shapes"]\ndisable = ["fixit.rules"]\n'


def test_inside_fixit(tmp_path: Path) -> None:
    pytest.importorskip("fixit")
    (tmp_path / "pyproject.toml").write_text(FIXIT)
    (tmp_path / "a.py").write_text(BAD)
    ran = run("fixit", "lint", "a.py", cwd=tmp_path)
    assert "a.py@4:4 Shapes: SG408 [bad-creation-call]" in ran.stdout and ran.returncode == 1
    tested = run("fixit", "test", "shapeguard.linting.adapters.fixit:Shapes", cwd=tmp_path)
    assert tested.returncode == 0 and "Ran 3 tests" in tested.stderr


MANY = """import numpy as np

b, c = np.ones(3, 1), np.zeros(2, 2)  # two


def f():
    a, b = np.ones(5), np.ones(5)
    # squares
    for i in range(5):
        b[i] = a[i] * a[i]  # each
    x = np.zeros(3, 1)  # lint-ignore: Shapes
    b.flatten()
    return b
"""
MANY_FIXED = """import numpy as np

b, c = np.ones((3, 1)), np.zeros((2, 2))  # two


def f():
    a, b = np.ones(5), np.ones(5)
    # squares
    b[:] = a * a  # each
    x = np.zeros(3, 1)  # lint-ignore: Shapes
    b.flatten()
    return b
"""


def test_fixit_makes_the_safe_fixes(tmp_path: Path) -> None:
    pytest.importorskip("fixit")
    (tmp_path / "pyproject.toml").write_text(FIXIT)
    (tmp_path / "a.py").write_text(MANY)
    assert "3 fixes applied" in run("fixit", "fix", "--automatic", "a.py", cwd=tmp_path).stderr
    assert (tmp_path / "a.py").read_text() == MANY_FIXED
    left = run("fixit", "fix", "--automatic", "a.py", cwd=tmp_path)
    assert "SG412" in left.stdout and "has autofix" not in left.stdout
    assert (tmp_path / "a.py").read_text() == MANY_FIXED


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("x = f(1)\ny = 2\n", "x = f(3)\ny = 2\n", "1"),
        ("x = f(1)\n", "x = f(1, 2)\n", "f(1)"),
        ("if x:\n    a\n    b\n", "if x:\n    a\n    c\n    d\n", "    b\n"),
        ("if x:\n    a\n    b\n", "if x:\n    a\n", "    b\n"),
        ("x\ny\n", "import x\nx\nz\n", "x\ny\n"),
        ("x\n", "y\n\n# end\n", "x\n"),
        ("x = 1  # a\n", "x = 1  # b\n", "# a"),
    ],
)
def test_the_smallest_node_that_an_edit_changes(old: str, new: str, changed: str) -> None:
    module = libcst.parse_module(old)
    node, replacement = changed_node(module, libcst.parse_module(new))
    assert module.code_for_node(node).strip() == changed.strip()
    after = replacement if node is module else module.deep_replace(node, replacement)  # type: ignore[arg-type]
    assert isinstance(after, libcst.Module) and after.code == new
