"""What the command pays before it works: the imports of a fresh process."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

CLEAN = """\
import numpy as np


def centred(X):
    return X - X.mean(axis=1, keepdims=True)


def scaled(n):
    w = np.ones((n, 1))
    return w / n
"""
BAD = "import numpy as np\n\n\ndef f(n):\n    return np.zeros(n, 1)\n"
NEVER = ("numpy", "jaxtyping", "beartype", "libcst.matchers", "libcst.codemod", "rich", "importlib.metadata")

COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
PROGRAM = """\
import sys
from shapeguard.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("MODULES", *sys.modules)
"""


def modules_after(*words: str, cwd: Path) -> set[str]:
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], cwd=cwd, capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr, done.stderr
    return set(done.stdout.rpartition("MODULES ")[2].split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.py").write_text(CLEAN)
    (tmp_path / "bad.py").write_text(BAD)
    return tmp_path


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("check", "--help")])
def test_a_question_imports_neither_trees_nor_rules(folder: Path, words: tuple[str, ...]) -> None:
    modules = modules_after(*words, cwd=folder)
    assert not modules & {*NEVER, "libcst", "sqlite3", "asyncio", "concurrent.futures", "pathspec"}
    if words == ("--version",):
        assert not modules & {"argparse", "ast", "shapeguard.linting", "dataclasses"}


def test_a_clean_file_never_pays_for_libcst(folder: Path) -> None:
    modules = modules_after("check", "clean.py", "--no-cache", cwd=folder)
    assert "shapeguard.inference" in modules
    assert not modules & {*NEVER, "libcst", "concurrent.futures", "pathspec"}


def test_a_finding_pays_for_libcst_and_for_nothing_that_is_never_needed(folder: Path) -> None:
    modules = modules_after("check", "bad.py", "--no-cache", cwd=folder)
    assert "libcst" in modules and not modules & set(NEVER)


def test_a_cached_finding_pays_for_nothing(folder: Path) -> None:
    modules_after("check", "bad.py", "--select", "SG408", cwd=folder)
    modules = modules_after("check", "bad.py", "--select", "SG408", cwd=folder)
    assert not modules & {*NEVER, "libcst", "shapeguard.inference.interpreter"}


def seconds(*words: str, cwd: Path, times: int = 7) -> float:
    """The least processor time of a few runs."""

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], cwd=cwd, env=COMPILED, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(times))


def test_the_version_takes_at_most_60_ms_more_than_bare_python(tmp_path: Path) -> None:
    bare = seconds("-c", "pass", cwd=tmp_path)
    assert seconds("-m", "shapeguard", "--version", cwd=tmp_path) - bare <= 0.060
